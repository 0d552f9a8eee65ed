"""`uplift roster import`: a roster shown as what it would change, and then written."""

from collections.abc import Iterator
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa import clock
from uplift_pwa.actions import rosters
from uplift_pwa.actions.rosters import RosterPlan
from uplift_pwa.cli.installation import FILE, installation
from uplift_pwa.db import transaction
from uplift_pwa.exchange.ical_file import read_calendar
from uplift_pwa.exchange.roster_file import read_roster
from uplift_pwa.exchange.roster_values import Roster
from uplift_pwa.exchange.unreadable import Unreadable
from uplift_pwa.models import Person


@click.group()
def roster() -> None:
    """Rosters, from the file that a planning system exports."""


@roster.command("import")
@click.argument("file", type=FILE)
@click.option("--apply", "write", is_flag=True, help="Write it; without, it is only shown.")
@click.option("--for", "number", help="Staff number of the person whose .ics FILE is.")
def import_(file: Path, write: bool, number: str | None) -> None:
    """Show what FILE, a table or one person's calendar, would change; with --apply, do it.

    Days that have begun stay as they are.
    """
    now, found = clock.now(), _read(file, number)
    with installation() as here, here.sessions() as session:
        person_id = _person(session, number)
        if write:
            with transaction(session):
                plan = rosters.import_roster(session, found, at=now, person_id=person_id)
        else:
            plan = rosters.plan(session, found, at=now, person_id=person_id)
        for line in said(found, plan):
            click.echo(line)
        if not write and plan.news:
            click.echo("Nothing is written yet: --apply does it.", err=True)


def _read(file: Path, number: str | None) -> Roster:
    try:
        if file.suffix.lower() == ".ics":
            if number is None:
                raise click.ClickException("say --for whom: a calendar names nobody")
            return read_calendar(file.read_bytes())
        if number is not None:
            raise click.ClickException("--for goes with an .ics file: a table names its people")
        return read_roster(file.read_bytes())
    except Unreadable as fault:
        raise click.ClickException(f"{file.name} cannot be read: {fault}") from fault


def _person(session: Session, number: str | None) -> int | None:
    if number is None:
        return None
    found = session.scalar(select(Person.id).filter_by(staff_number=number))
    if found is None:
        raise click.ClickException(f"nobody has the staff number {number}")
    return found


def said(found: Roster, plan: RosterPlan) -> Iterator[str]:
    """The plan as lines: what is not taken and why, and the sums."""
    for fault in sorted([*found.refused, *plan.unknown], key=lambda one: one.line):
        yield f"refused   line {fault.line}: {fault.code} {fault.detail}".rstrip()
    if plan.first and plan.last:
        yield f"{plan.first} to {plan.last}"
    counts = [f"{number} {kind}" for kind, number in plan.counts().items()]
    yield ", ".join([*counts, f"{len(found.refused)} refused"])


COMMANDS = (roster,)
