"""Lift of reports without a name: only its owner's own pages can find it (RULES 4, 9)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, cast, literal, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import PersonDay, SealedReport
from uplift_pwa.queries import rulebook
from uplift_pwa.rules import roadblocks, seals
from uplift_pwa.rules.settings import InForce

MOST_DAYS = 3000

Given = tuple[int, int]  # named roadblocks of a day, and its lift without the sealed one


def marks(person_id: int, *, seal: bytes, since: date, until: date) -> dict[str, date]:
    """What a report without a name would have left on each service day, both included."""
    first = max(since, until - timedelta(days=MOST_DAYS))
    days = (first + timedelta(days=n) for n in range((until - first).days + 1))
    return {seals.mark(seal, "report", person_id, day, 0): day for day in days}


def gained(
    session: Session, person_id: int, *, seal: bytes, since: date, until: date
) -> dict[date, int]:
    """The lift that each day's report without a name adds under the day's cap. One SELECT.

    A day without such a report is absent, and one that was full already has 0.
    """
    asked = marks(person_id, seal=seal, since=since, until=until)
    nothing: Any = literal(0)
    reports = select(
        SealedReport.mark.label("mark"), nothing.label("named"), nothing.label("lift")
    ).where(SealedReport.mark.in_(asked))
    own = select(cast(PersonDay.day, String), PersonDay.roadblocks, PersonDay.lift).where(
        PersonDay.person_id == person_id, PersonDay.day.between(since, until)
    )
    rows: Any = session.execute(union_all(reports, own)).all()
    given = {row.mark: (row.named, row.lift) for row in rows}
    return extra(
        [asked[mark] for mark in given if mark in asked],
        {date.fromisoformat(mark): one for mark, one in given.items() if mark not in asked},
        rulebook.book(session),
    )


def extra(
    reported: Iterable[date], given: Mapping[date, Given], book: InForce
) -> dict[date, int]:
    """The same from what was read already: days with a report, and what those days gave."""
    return {
        day: roadblocks.sealed_lift(*given.get(day, (0, 0)), book.on(day)) for day in reported
    }
