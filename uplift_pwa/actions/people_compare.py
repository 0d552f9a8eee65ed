"""Compares an HR export with what is stored; pure, so the dry run is what applying will do."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from uplift_pwa.actions.people_leads import lead_changes
from uplift_pwa.actions.people_plan import Change, FieldChange, Move, Plan
from uplift_pwa.exchange.people_values import PeopleFile, PersonRow, Refusal
from uplift_pwa.queries.people_import import Stored, StoredPerson, TeamName


def compare(stored: Stored, people_file: PeopleFile, *, today: date) -> Plan:
    """The plan for `people_file`; `today` is the day from which newcomers belong.

    A blank value in the file never empties a stored one, and a person's own language is theirs.
    """
    people, refused = _takeable(stored, _under_new_names(stored, people_file.people))
    plan = Plan(
        today=today,
        refused=sorted([*people_file.refused, *refused], key=lambda line: line.line),
        warnings=[line for line in people_file.warnings if not _known(stored, line)],
    )
    people = _with_free_emails(stored, people, plan.warnings)
    touched = sum(
        _place(plan, row, stored.people.get(row.staff_number), people_file.fields)
        for row in people
    )
    named = {row.staff_number for row in people}
    named |= {line.staff_number for line in plan.refused if line.staff_number}
    plan.left_out.extend(
        person
        for number, person in stored.people.items()
        if number not in named and person.status != "left"
    )
    if "manager_number" in people_file.fields:
        plan.leads.extend(lead_changes(people, stored))
    return _with_new_places(replace(plan, unchanged=len(people) - touched), stored, people)


def _under_new_names(stored: Stored, people: Iterable[PersonRow]) -> list[PersonRow]:
    """A file may go on calling a team what it was called before the desk changed that."""
    return [_under_new_name(stored, row) for row in people]


def _under_new_name(stored: Stored, row: PersonRow) -> PersonRow:
    team = stored.aliases.get((row.department.casefold(), row.team.casefold()))
    return replace(row, department=team.department, team=team.name) if team else row


def _takeable(
    stored: Stored, people: Iterable[PersonRow]
) -> tuple[list[PersonRow], list[Refusal]]:
    """Lines that would double a person, or send the last admin away, are refused as well."""
    zeroless = {number.lstrip("0"): number for number in stored.people}
    taken, refused = [], []
    staying = set(stored.admins)
    for row in people:
        known = stored.people.get(row.staff_number)
        twin = zeroless.get(row.staff_number.lstrip("0"))
        if known is None and twin:
            detail = f"{row.staff_number}, {twin}"
            refused.append(Refusal(row.line, "zeros_dropped", detail, twin))
        elif known and known.id in staying and row.status == "left" and len(staying) == 1:
            refused.append(Refusal(row.line, "last_admin", known.name, known.staff_number))
        else:
            taken.append(row)
            if known and row.status == "left":
                staying.discard(known.id)
    return taken, refused


def _known(stored: Stored, warning: Refusal) -> bool:
    """Whether what a file could not know of itself is known here."""
    if warning.code == "manager_not_in_file":
        return warning.detail in stored.people
    return warning.code == "rare_site" and warning.detail.casefold() in {
        site.casefold() for site in stored.sites
    }


def _with_free_emails(
    stored: Stored, people: Iterable[PersonRow], warnings: list[Refusal]
) -> list[PersonRow]:
    """An address that somebody else has stays there; the line keeps the rest."""
    free = []
    for row in people:
        person = stored.people.get(row.staff_number)
        owner = stored.emails.get(row.email.casefold()) if row.email else None
        if row.email and owner is not None and (person is None or owner != person.id):
            warnings.append(Refusal(row.line, "email_taken", row.email, row.staff_number))
            row = replace(row, email=None)
        free.append(row)
    return free


def _place(
    plan: Plan, row: PersonRow, person: StoredPerson | None, fields: frozenset[str]
) -> bool:
    """Note what the line changes; False if it changes nothing."""
    if person is None:
        return _place_newcomer(plan, row)
    if row.status == "left":
        if person.status != "left":
            plan.left.append(person)
        return person.status != "left"
    if person.status == "left" and "status" not in fields:
        return False
    placed = (
        _place_details(plan, row, person, fields),
        _place_team(plan, row, person),
        _place_leave(plan, row, person, fields),
    )
    return any(placed)


def _place_newcomer(plan: Plan, row: PersonRow) -> bool:
    if row.status == "left":
        return False
    plan.new.append(row)
    if row.status == "leave":
        plan.leave_begins.append(row.staff_number)
    return True


def _place_details(
    plan: Plan, row: PersonRow, person: StoredPerson, fields: frozenset[str]
) -> bool:
    differ = tuple(_differences(row, person, fields))
    if differ:
        plan.changed.append(Change(person, row, differ))
    return bool(differ)


def _differences(
    row: PersonRow, person: StoredPerson, fields: frozenset[str]
) -> Iterable[FieldChange]:
    pairs: Mapping[str, tuple[str | None, str | None]] = {
        "name": (person.name, _name(row.name, person.name)),
        "email": (person.email, row.email),
        "site": (person.site, row.site),
        "level": (person.level, row.level if "level" in fields else None),
        "locale": (person.locale, None if person.locale else row.language),
        "hired_on": (_iso(person.hired_on), _iso(row.hired_on)),
        "status": (person.status, "active" if person.status == "left" else None),
    }
    for name, (before, after) in pairs.items():
        same = name == "site" and before and after and before.casefold() == after.casefold()
        if after and after != before and not same:
            yield FieldChange(name, before, after)


def _name(written: str, stored: str) -> str:
    """A `?` where the export dropped a letter is no new name."""
    pattern = ".".join(map(re.escape, written.split("?")))
    return stored if "?" in written and re.fullmatch(pattern, stored) else written


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place_team(plan: Plan, row: PersonRow, person: StoredPerson) -> bool:
    after = TeamName(row.department, row.team)
    moves = person.team is None or person.team.key != after.key
    if moves:
        plan.moved.append(Move(person, row, person.team, after))
    return moves


def _place_leave(
    plan: Plan, row: PersonRow, person: StoredPerson, fields: frozenset[str]
) -> bool:
    away = row.status == "leave"
    differs = "status" in fields and away != person.away
    if differs:
        (plan.leave_begins if away else plan.leave_ends).append(person.staff_number)
    return differs


def _with_new_places(plan: Plan, stored: Stored, people: Iterable[PersonRow]) -> Plan:
    """Sites, departments and teams that somebody who is taken needs, in the file's order."""
    rows = [*plan.new, *(change.row for change in plan.changed), *(m.row for m in plan.moved)]
    rows.sort(key=lambda row: row.line)
    teams = {team.key: team for team in (TeamName(row.department, row.team) for row in rows)}
    return replace(
        plan,
        new_sites=_unknown(stored.sites, (row.site for row in rows)),
        new_departments=_unknown(stored.departments, (row.department for row in rows)),
        new_teams=[team for key, team in teams.items() if key not in stored.teams],
    )


def _unknown(known: Iterable[str], named: Iterable[str]) -> list[str]:
    """The names that are not there yet, once each, whatever their case."""
    keys = {name.casefold() for name in known}
    new: dict[str, str] = {}
    for name in named:
        if name.casefold() not in keys:
            new.setdefault(name.casefold(), name)
    return list(new.values())
