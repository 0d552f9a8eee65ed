"""A person's day and sums: every deed that gives lift is counted here, and the cap kept."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import reasons
from uplift_pwa.db import insert_into
from uplift_pwa.models import PersonDay, PersonTotal
from uplift_pwa.queries import rulebook
from uplift_pwa.rules.scoring import Deeds, lift

NAMES = tuple(one.name for one in fields(Deeds))
NOTHING = Deeds()


@dataclass(frozen=True, slots=True)
class Added:
    """What more or fewer deeds changed: the day's lift, and the sums as they stand now."""

    gained: int
    completions: int
    run: int


def hold(session: Session, *people: int) -> None:
    """Lock people's sums until the end of the transaction, in one order for everybody.

    A day's lift is read and then written, from thanks of any team, so they queue up here. Take
    a team's lock before it, never after.
    """
    keep, lock = _holding(session.get_bind().dialect.name)
    connection = session.connection()
    for person_id in sorted(set(people)):
        connection.execute(keep, {"person_id": person_id})
        connection.execute(lock, {"person_id": person_id})


def deeds(session: Session, person_id: int, day: date) -> Deeds:
    """What somebody has done on a service day; call `hold` first if it is going to change."""
    given = {"person_id": person_id, "day": day}
    row = session.connection().execute(_DEEDS, given).one_or_none()
    return Deeds(*row) if row else NOTHING


def add_deeds(
    session: Session,
    person_id: int,
    day: date,
    more: Deeds,
    *,
    why: str,
    at: datetime,
    before: Deeds | None = None,
) -> Added:
    """Count deeds of a service day, or fewer with negative numbers (RULES 4).

    The lift of the day stays under its cap; `why` is the kind of the reason that is kept
    ("lift.act"). `before` is what `deeds` has just answered. Call `hold` first.
    """
    old = deeds(session, person_id, day) if before is None else before
    numbers_of_day = rulebook.book(session).on(day)
    gained = lift(_sum(old, more), numbers_of_day) - lift(old, numbers_of_day)
    connection = session.connection()
    add_day, add_total = _adding(session.get_bind().dialect.name)
    numbers = {name: getattr(more, name) for name in NAMES}
    connection.execute(add_day, {"person_id": person_id, "day": day, "lift": gained, **numbers})
    sums = {"who": person_id, "acts": more.completions, "gained": gained}
    now = connection.execute(add_total, sums).one()
    if gained or why != "lift.undone":  # an act that meets the cap says so
        reasons.note(
            session, "person", person_id, why, paragraph=4, day=day, at=at, lift=gained
        )
    return Added(gained, now.completions, now.rhythm_run)


def _sum(one: Deeds, other: Deeds) -> Deeds:
    return Deeds(*(getattr(one, name) + getattr(other, name) for name in NAMES))


# Built once: making these statements anew cost more than running them.
_DEEDS = select(*(getattr(PersonDay, name) for name in NAMES)).where(
    PersonDay.person_id == bindparam("person_id"), PersonDay.day == bindparam("day")
)


@cache
def _holding(dialect: str) -> tuple[Any, Any]:
    """The two statements that make a person's row of sums and lock it."""
    keep = insert_into(dialect, PersonTotal).values(
        person_id=bindparam("person_id"), completions=0, lift=0
    )
    lock = select(PersonTotal.person_id).where(PersonTotal.person_id == bindparam("person_id"))
    return keep.on_conflict_do_nothing(), lock.with_for_update()


@cache
def _adding(dialect: str) -> tuple[Any, Any]:
    """The two statements that add to a person's day and to their sums."""
    days = insert_into(dialect, PersonDay)
    columns = {
        name: getattr(PersonDay, name) + getattr(days.excluded, name)
        for name in (*NAMES, "lift")
    }
    add_day = days.on_conflict_do_update(index_elements=["person_id", "day"], set_=columns)
    add_total = (
        update(PersonTotal)
        .where(PersonTotal.person_id == bindparam("who"))
        .values(
            completions=PersonTotal.completions + bindparam("acts"),
            lift=PersonTotal.lift + bindparam("gained"),
        )
        .returning(PersonTotal.completions, PersonTotal.rhythm_run)
    )
    return add_day, add_total
