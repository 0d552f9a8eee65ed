"""`uplift people import`: an HR export shown as what it would change, and then written."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa import clock
from uplift_pwa.actions import people_import
from uplift_pwa.actions.people_plan import Plan
from uplift_pwa.cli.installation import FILE, installation, zone
from uplift_pwa.db import transaction
from uplift_pwa.exchange.people_file import (
    MissingColumns,
    PeopleFile,
    read_people,
    suggest_mapping,
)
from uplift_pwa.exchange.tables import Unreadable, read_table
from uplift_pwa.models import Site


@click.group()
def people() -> None:
    """People, from the file that an HR system exports."""


@people.command("import")
@click.argument("file", type=FILE)
@click.option("--apply", "write", is_flag=True, help="Write it; without, it is only shown.")
@click.option("--zone", callback=zone, help="Of sites that are new, like Europe/Lisbon.")
def import_(file: Path, write: bool, zone: str | None) -> None:
    """Show what FILE would change and what of it is not taken; with --apply, do it."""
    now = clock.now()
    with installation() as here, here.sessions() as session:
        found = _read(session, file)
        plan = (
            _apply(session, found, zone, now)
            if write
            else people_import.plan(session, found, today=now.date())
        )
        for line in said(plan):
            click.echo(line)
        if not write and not plan.is_empty:
            click.echo("Nothing is written yet: --apply does it.", err=True)


def _read(session: Session, file: Path) -> PeopleFile:
    try:
        table = read_table(file.read_bytes())
        sites = session.scalars(select(Site.name)).all()
        return read_people(table, suggest_mapping(table.header), known_sites=sites)
    except (Unreadable, MissingColumns) as fault:
        raise click.ClickException(f"{file.name} cannot be read: {fault}") from fault


def _apply(session: Session, found: PeopleFile, zone: str | None, now: datetime) -> Plan:
    today: date = now.date()
    zone = zone or session.scalar(select(Site.zone).order_by(Site.id).limit(1))
    if zone is None:
        raise click.ClickException("say --zone: there is no site yet to take it from")
    with transaction(session):
        return people_import.bring_in(session, found, today=today, by=None, at=now, zone=zone)


def said(plan: Plan) -> Iterator[str]:
    """The plan as lines: what changes, who is missing, what is not taken and why, and sums."""
    yield from _people(plan)
    yield from _places(plan)
    for kind, faults in (("refused", plan.refused), ("warning", plan.warnings)):
        for fault in faults:
            yield f"{kind:9} line {fault.line}: {fault.code} {fault.detail}".rstrip()
    counts = [f"{number} {kind}" for kind, number in plan.counts().items() if number]
    yield ", ".join([*counts, f"{plan.unchanged} unchanged", f"{len(plan.refused)} refused"])


def _people(plan: Plan) -> Iterator[str]:
    for row in plan.new:
        yield f"new       {row.staff_number}  {row.name}: {row.department}, {row.team}"
    for change in plan.changed:
        fields = ", ".join(f"{one.field} {one.before} > {one.after}" for one in change.fields)
        yield f"changed   {change.person.staff_number}  {change.person.name}: {fields}"
    for person in plan.left:
        yield f"left      {person.staff_number}  {person.name}"
    for person in plan.left_out:
        yield f"left out  {person.staff_number}  {person.name}: not in the file, stays"


def _places(plan: Plan) -> Iterator[str]:
    for move in plan.moved:
        before = move.before.name if move.before else "no team"
        yield f"moved     {move.person.staff_number}  {before} > {move.after.name}"
    for lead in plan.leads:
        verb = "leads" if lead.begins else "leads no longer"
        yield f"leader    {lead.staff_number}  {lead.name} {verb} {lead.team.name}"


COMMANDS = (people,)
