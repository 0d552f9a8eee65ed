"""The way back: the first day after a missed week gives lift once (RULES 4)."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import person_days
from uplift_pwa.models import PersonDay
from uplift_pwa.queries import rulebook
from uplift_pwa.rules.rhythm import Week, WeekJudged, comeback_days, judge
from uplift_pwa.rules.scoring import Deeds
from uplift_pwa.rules.settings import InForce


def pay(session: Session, weeks: Mapping[int, Collection[Week]], at: datetime) -> None:
    """Give everybody's days back their lift; what is paid is not paid again.

    `weeks` are all final weeks of each person. Call it under their locks (`person_days.hold`).
    """
    book = rulebook.book(session)
    missed = {who for who, own in weeks.items() if _has_missed(own, book)}
    active, paid = _days(session, weeks, missed)
    for who, own in weeks.items():
        back = comeback_days(own, active[who], book)
        _give(session, who, back - paid[who], 1, "lift.comeback", at)
        _give(session, who, paid[who] - back, -1, "lift.recounted", at)


def _has_missed(weeks: Iterable[Week], book: InForce) -> bool:
    return any(judge(week, book) is WeekJudged.MISSED for week in weeks)


def _days(
    session: Session, people: Collection[int], missed: Collection[int]
) -> tuple[dict[int, set[date]], dict[int, set[date]]]:
    """By person: the days on which they did something, and the days that were paid."""
    active: dict[int, set[date]] = {who: set() for who in people}
    paid: dict[int, set[date]] = {who: set() for who in people}
    rows = session.execute(
        select(PersonDay.person_id, PersonDay.day, PersonDay.completions, PersonDay.comeback)
        .where(PersonDay.person_id.in_(people))
        .where(or_(PersonDay.comeback > 0, PersonDay.person_id.in_(missed)))
    )
    for who, day, completions, comeback in rows:
        active[who] |= {day} if completions else set()
        paid[who] |= {day} if comeback else set()
    return active, paid


def _give(
    session: Session, person_id: int, days: Iterable[date], sign: int, why: str, at: datetime
) -> None:
    for day in sorted(days):
        person_days.add_deeds(session, person_id, day, Deeds(comeback=sign), why=why, at=at)
