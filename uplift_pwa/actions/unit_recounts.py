"""Counted weeks whose facts have changed since are counted anew, for every unit."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import unit_weeks
from uplift_pwa.db import upsert
from uplift_pwa.models import UnitWeek, UnitWeekDue
from uplift_pwa.queries import published
from uplift_pwa.rules.unit_counts import ORGANISATION, Tally

KEY = ("kind", "unit_id", "monday")


@dataclass(frozen=True, slots=True)
class Marked:
    """A counted week and the marks that say it has changed; later marks count it once more."""

    monday: date
    marks: tuple[int, ...]


def due(session: Session) -> Marked | None:
    """The oldest counted week that has changed. Reads only, and before counting."""
    newest = select(func.max(UnitWeek.monday)).filter_by(kind="organisation").scalar_subquery()
    marks = session.execute(
        select(UnitWeekDue.monday, UnitWeekDue.id)
        .where(UnitWeekDue.monday.between(published.since(), newest))
        .order_by(UnitWeekDue.monday, UnitWeekDue.id)
    ).all()
    if not marks:
        return None
    monday = marks[0].monday
    return Marked(monday, tuple(mark.id for mark in marks if mark.monday == monday))


def recount(
    session: Session, marked: Marked, *, at: datetime, tally: Tally | None = None
) -> int:
    """Write the week anew and take its marks away; returns how many units were written.

    `at` is aware. `tally` is the week as read after `due`, before the transaction. It is of the
    people whom the week was published with. What it has earned now is said; what was given
    stays given.
    """
    unit_weeks.lock(session)
    monday = marked.monday
    if tally is None:
        tally = unit_weeks.count(session, monday)
    session.execute(delete(UnitWeekDue).where(UnitWeekDue.id.in_(marked.marks)))
    before = session.get(UnitWeek, ("organisation", ORGANISATION, monday))
    if before is None:  # a week before the launch, that nobody has counted
        return 0
    had_tipped = before.tipped
    rows = unit_weeks.rows(session, monday, tally)
    _replace(session, monday, rows)
    has_tipped = rows[-1]["tipped"] and not had_tipped
    unit_weeks.say(session, monday, has_tipped=has_tipped, at=at)
    return len(rows)


def all_due(session: Session, *, at: datetime) -> int:
    """Everything that is marked, at once: for a clockwork without other writers."""
    written = 0
    while marked := due(session):
        written += recount(session, marked, at=at)
    return written


def _replace(session: Session, monday: date, rows: list[dict[str, Any]]) -> None:
    """The week's rows as they are now; a unit that has nobody any more leaves it."""
    keys = {(row["kind"], row["unit_id"]) for row in rows}
    stored = session.execute(
        select(UnitWeek.kind, UnitWeek.unit_id).where(UnitWeek.monday == monday)
    )
    for kind, unit_id in [key for key in stored if tuple(key) not in keys]:
        session.execute(
            delete(UnitWeek).filter_by(kind=kind, unit_id=unit_id).filter_by(monday=monday)
        )
    statement = upsert(session, UnitWeek)
    new = {name: statement.excluded[name] for name in rows[0] if name not in KEY}
    session.execute(statement.on_conflict_do_update(index_elements=list(KEY), set_=new), rows)
    session.expire_all()
