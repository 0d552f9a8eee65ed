"""Every counted week of every unit once more from its facts, for comparing with the rows."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import unit_weeks
from uplift_pwa.models import PublishedPerson, UnitWeek
from uplift_pwa.queries import published
from uplift_pwa.rules.published import Step, telling
from uplift_pwa.rules.settings import DEFAULTS

KEY = ("kind", "unit_id", "monday")
NAMES = (
    "headcount",
    "in_rhythm",
    "working",
    "broad",
    "breadth_of",
    "returned",
    "to_return",
    "felt",
    "acts",
    "steady",
)
Rows = dict[tuple[Any, ...], dict[str, Any]]


def mondays(session: Session) -> Iterator[date]:
    """The weeks that are counted, the oldest first."""
    weeks = select(UnitWeek.monday).where(UnitWeek.monday >= published.since())
    yield from session.scalars(weeks.distinct().order_by(UnitWeek.monday)).all()


def truth(session: Session, monday: date) -> Rows:
    """What the facts of the people add up to whom the week was published with. Reads only."""
    rows = unit_weeks.rows(session, monday, unit_weeks.count(session, monday))
    return {
        tuple(row[name] for name in KEY): {name: row[name] for name in (*NAMES, "tipped")}
        for row in rows
    }


def telling_weeks(session: Session) -> dict[date, int]:
    """The weeks that tell of fewer than 5 people beside an earlier one, and of how few."""
    people = select(PublishedPerson.cohort_id, func.count()).group_by(PublishedPerson.cohort_id)
    stood = published.histories(session)
    histories = Counter[tuple[Step, ...]]()
    for cohort, count in session.execute(people):
        histories[stood[cohort]] += count
    return telling(histories, DEFAULTS.least_people)
