"""Lift of reports without a name: only its owner's own pages can find it (RULES 4, 9)."""

from dataclasses import fields, replace
from datetime import date, timedelta

from sqlalchemy import String, cast, literal, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import PersonDay, SealedReport
from uplift_pwa.queries import rulebook
from uplift_pwa.rules import seals
from uplift_pwa.rules.scoring import Deeds, lift

NAMES = tuple(one.name for one in fields(Deeds))
MOST_DAYS = 3000
NOTHING = Deeds()


def gained(
    session: Session, person_id: int, *, seal: bytes, since: date, until: date
) -> dict[date, int]:
    """The lift that each day's report without a name adds under the day's cap. One SELECT.

    The days are service days, both included; a day without such a report is absent, and one
    that was full already has 0.
    """
    first = max(since, until - timedelta(days=MOST_DAYS))
    days = (first + timedelta(days=n) for n in range((until - first).days + 1))
    marks = {seals.mark(seal, "report", person_id, day, 0): day for day in days}
    reported, deeds = _read(session, person_id, list(marks), first, until)
    book = rulebook.book(session)
    found = {}
    for mark in reported:
        done, numbers = deeds.get(marks[mark], NOTHING), book.on(marks[mark])
        more = replace(done, roadblocks=done.roadblocks + 1)
        found[marks[mark]] = lift(more, numbers) - lift(done, numbers)
    return found


def _read(
    session: Session, person_id: int, marks: list[str], first: date, last: date
) -> tuple[list[str], dict[date, Deeds]]:
    reports = select(
        SealedReport.mark.label("mark"),
        *(literal(0).label(name) for name in NAMES),
    ).where(SealedReport.mark.in_(marks))
    own = select(
        cast(PersonDay.day, String).label("mark"), *(getattr(PersonDay, name) for name in NAMES)
    ).where(PersonDay.person_id == person_id, PersonDay.day.between(first, last))
    sealed: list[str] = []
    deeds: dict[date, Deeds] = {}
    for row in session.execute(union_all(reports, own)).all():
        if len(row.mark) == 2 * seals.LENGTH:
            sealed.append(row.mark)
        else:
            deeds[date.fromisoformat(row.mark)] = Deeds(*row[1:])
    return sealed, deeds
