"""Shuts somebody out and lets them in again, and hands out access cards; always audited."""

from collections.abc import Sequence
from datetime import datetime, time

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, cards, joining, sign_ins
from uplift_pwa.actions.people_import import ONE_AT_A_TIME
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Person
from uplift_pwa.queries import diary
from uplift_pwa.rules.diary import LOOK

Week = tuple[int, time, time]  # weekdays, Monday as bit 0; from when until when


def suspend(session: Session, person_id: int, *, by: int | None, at: datetime) -> None:
    """Nobody gets in as this person: sign-ins and cards end at once (SAFETY A3).

    `by` is the admin's person id, None for the command line. Raises `Refused`: `not_found`,
    `oneself`, `has_left`, `last_admin` (SAFETY B3), `not_admin` for an admin who has just been
    suspended by somebody else. Doing it twice is the same as doing it once.
    """
    check_may_go(session, person_id, by=by)
    if _status(session, person_id) == "suspended":
        return
    _change(session, person_id, "suspended")
    sign_ins.end_all(session, person_id)
    cards.revoke(session, person_id, at=at)
    # Nobody waits for somebody who cannot come: from tomorrow they are not on shift.
    joining.choose_mode(session, person_id, LOOK, on=at.date())
    audit.note(session, "person.suspended", "person", person_id, by=by, at=at)


def check_may_go(session: Session, person_id: int, *, by: int | None) -> None:
    """Raise `Refused` unless the desk can do without them: oneself, not_admin, last_admin.

    Until the transaction ends no other admin is shut out.
    """
    _queue(session)
    if person_id == by:
        raise Refused("oneself")
    admins = _active_admins(session)
    if by is not None and by not in admins:
        raise Refused("not_admin")
    if admins == {person_id}:
        raise Refused("last_admin")


def restore(session: Session, person_id: int, *, by: int | None, at: datetime) -> None:
    """Somebody who was suspended or has left may come back with a new card, and choose again
    how to take part; who has left needs a team as well (RULES 6).

    Raises `Refused`: `not_found`, also of an account that was deleted.
    """
    here = select(Person.status).where(Person.id == person_id, Person.erased_at.is_(None))
    before = session.scalar(here)
    if before is None:
        raise Refused("not_found")
    if before == "active":
        return
    _change(session, person_id, "active")
    action = "person.rejoined" if before == "left" else "person.restored"
    audit.note(session, action, "person", person_id, by=by, at=at)


def issue_cards(
    session: Session, person_ids: Sequence[int], *, by: int | None, at: datetime, pepper: bytes
) -> dict[int, str]:
    """A new card for each of these people. Returns the codes by person id, this once."""
    issued = {}
    for person_id in person_ids:
        issued[person_id] = cards.issue(session, person_id, at=at, pepper=pepper)
        audit.note(session, "card.issued", "person", person_id, by=by, at=at)
    return issued


def revoke_cards(session: Session, person_id: int, *, by: int | None, at: datetime) -> None:
    """A card that was mislaid opens nothing any more; whoever is signed in stays so.

    Raises `Refused`: not_found.
    """
    if session.get(Person, person_id) is None:
        raise Refused("not_found")
    cards.revoke(session, person_id, at=at)
    audit.note(session, "card.ended", "person", person_id, by=by, at=at)


def set_week(
    session: Session, person_id: int, week: Week, *, by: int | None, at: datetime
) -> None:
    """Their usual week as the desk knows it, from their next service day (RULES 1).

    `at` is aware. Raises `Refused`: not_found, has_left.
    """
    _status(session, person_id)
    today = diary.today(session, person_id, at)
    joining.choose_week(session, person_id, *week, on=today)
    audit.note(session, "person.week_set", "person", person_id, by=by, at=at)


def _queue(session: Session) -> None:
    """Admins go one at a time, imports included; on SQLite every writer does already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def _active_admins(session: Session) -> set[int]:
    return set(session.scalars(select(Person.id).filter_by(role="admin", status="active")))


def _status(session: Session, person_id: int) -> str:
    status = session.scalar(select(Person.status).where(Person.id == person_id))
    if status is None:
        raise Refused("not_found")
    if status == "left":
        raise Refused("has_left")
    return status


def _change(session: Session, person_id: int, status: str) -> None:
    session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(status=status)
        .execution_options(synchronize_session=False)
    )
