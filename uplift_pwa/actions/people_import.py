"""Brings the people of an HR export in: what it would change, and then exactly that."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import (
    cards,
    joining,
    people_moves,
    people_places,
    people_search,
    sign_ins,
)
from uplift_pwa.actions.people_compare import compare
from uplift_pwa.actions.people_places import Places
from uplift_pwa.actions.people_plan import Change, LeadChange, Plan
from uplift_pwa.db import upsert
from uplift_pwa.exchange.people_values import PeopleFile, PersonRow
from uplift_pwa.models import Audit, Leadership, Membership, Person, Team
from uplift_pwa.queries.people_import import StoredPerson, stored

ONE_AT_A_TIME = 0x75706C69  # any number, as long as every import asks for the same


def plan(session: Session, people_file: PeopleFile, *, today: date) -> Plan:
    """The dry run: what `people_file` would change. Reads only."""
    return compare(stored(session), people_file, today=today)


def bring_in(
    session: Session,
    people_file: PeopleFile,
    *,
    today: date,
    by: int | None,
    at: datetime,
    zone: str,
    zones: Mapping[str, str] | None = None,
) -> Plan:
    """Plan and apply in one go, one import at a time, so that the plan is never stale."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
    made = plan(session, people_file, today=today)
    if not made.is_empty:
        apply(session, made, by=by, at=at, zone=zone, zones=zones)
    return made


def apply(
    session: Session,
    plan: Plan,
    *,
    by: int | None,
    at: datetime,
    zone: str,
    zones: Mapping[str, str] | None = None,
) -> None:
    """Write everything in `plan`, in the caller's one transaction, and one row of audit.

    `by` is the admin's person id, None for the command line; `at` aware. New sites run on the
    clock that `zones` names for them, else on `zone` (IANA). Newcomers belong to their team
    from `plan.today`, moves take effect the next day, leavers stay until the day's end but
    are signed out at once (RULES 6, SAFETY A3). Make the plan in the same transaction.
    """
    places = people_places.make(session, plan, zone=zone, zones=zones or {})
    _add(session, plan, places, at)
    for change in plan.changed:
        _change(session, change, places)
    for move in plan.moved:
        people_moves.move(
            session, move.person.id, places.teams[move.after.key], today=plan.today
        )
    for person in plan.left:
        _leave_the_house(session, person, plan.today, at)
    ids = _ids(session)
    _note_leave(session, plan, ids)
    _reopen(session)
    for lead in plan.leads:
        _lead(session, lead, places, ids, plan.today)
    _audit(session, plan, by, at)
    session.flush()


def _add(session: Session, plan: Plan, places: Places, at: datetime) -> None:
    if not plan.new:
        return
    added = session.execute(
        insert(Person).returning(Person.staff_number, Person.id),
        [_person(row, places, at) for row in plan.new],
    )
    ids = {number: person_id for number, person_id in added}
    session.execute(
        insert(Membership),
        [
            {
                "person_id": ids[row.staff_number],
                "team_id": places.teams[_team_key(row)],
                "from_on": plan.today,
            }
            for row in plan.new
        ],
    )
    people_search.note(session, ids.values())


def _person(row: PersonRow, places: Places, at: datetime) -> dict[str, Any]:
    return {
        "staff_number": row.staff_number,
        "name": row.name,
        "given_name": row.given_name,
        "email": row.email,
        "site_id": places.sites[row.site.casefold()],
        "level_id": places.levels[row.level],
        "locale": row.language,
        "hired_on": row.hired_on,
        "created_at": at,
    }


def _team_key(row: PersonRow) -> tuple[str, str]:
    return row.department.casefold(), row.team.casefold()


def _change(session: Session, change: Change, places: Places) -> None:
    row = change.row
    columns: dict[str, dict[str, Any]] = {
        "name": {"name": row.name, "given_name": row.given_name},
        "email": {"email": row.email},
        "site": {"site_id": places.sites[row.site.casefold()]},
        "level": {"level_id": places.levels[row.level]},
        "locale": {"locale": row.language},
        "hired_on": {"hired_on": row.hired_on},
        "status": {"status": "active"},
    }
    values: dict[str, Any] = {}
    for field in change.fields:
        values |= columns[field.field]
    session.execute(update(Person).where(Person.id == change.person.id).values(values))
    if "name" in values:
        people_search.note(session, [change.person.id])


def _leave_the_house(session: Session, person: StoredPerson, today: date, at: datetime) -> None:
    session.execute(update(Person).where(Person.id == person.id).values(status="left"))
    people_moves.end(session, person.id, today=today)
    session.execute(delete(Leadership).where(Leadership.person_id == person.id))
    sign_ins.end_all(session, person.id)
    cards.revoke(session, person.id, at=at)


def _reopen(session: Session) -> None:
    """A closed team that people are in again is open again."""
    peopled = select(Membership.team_id).where(Membership.until_on.is_(None))
    session.execute(
        update(Team)
        .where(Team.closed_on.is_not(None), Team.id.in_(peopled))
        .values(closed_on=None)
    )


def _ids(session: Session) -> dict[str, int]:
    rows = session.execute(select(Person.staff_number, Person.id))
    return {number: person_id for number, person_id in rows if number is not None}


def _note_leave(session: Session, plan: Plan, ids: Mapping[str, int]) -> None:
    """Newcomers may be away from today; for others only days that have not begun change."""
    new = {row.staff_number for row in plan.new}
    for number in plan.leave_begins:
        person_id = ids[number]
        first_on = (
            plan.today if number in new else joining.next_day(session, person_id, plan.today)
        )
        people_moves.begin_leave(session, ids[number], first_on=first_on)
    for number in plan.leave_ends:
        people_moves.end_leave(session, ids[number], today=plan.today)


def _lead(
    session: Session, lead: LeadChange, places: Places, ids: Mapping[str, int], today: date
) -> None:
    person_id, team_id = ids[lead.staff_number], places.teams[lead.team.key]
    if lead.begins:
        row = upsert(session, Leadership).values(
            person_id=person_id, team_id=team_id, since=today
        )
        session.execute(row.on_conflict_do_nothing())
    else:
        session.execute(delete(Leadership).filter_by(person_id=person_id, team_id=team_id))
    sign_ins.end_for_other_rights(session, person_id)


def _audit(session: Session, plan: Plan, by: int | None, at: datetime) -> None:
    detail: dict[str, object] = {
        **plan.counts(),
        "refused": len(plan.refused),
        "left_out": len(plan.left_out),
        "new_sites": plan.new_sites,
        "new_departments": plan.new_departments,
    }
    session.add(
        Audit(
            at=at,
            actor_id=by,
            action="people.imported",
            subject_kind="people",
            subject_id=None,
            detail=detail,
        )
    )
