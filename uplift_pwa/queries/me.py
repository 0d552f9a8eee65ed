"""What only the person sees: their own days, weeks, lift, and what their marks ask for."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, Select, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import Award, Campaign, PersonDay, PersonTotal, PersonWeek, SealedReport
from uplift_pwa.queries import feats
from uplift_pwa.queries.person_weeks import monday_of
from uplift_pwa.rules.rhythm import Week

DAYS_BACK = timedelta(days=7)  # a week is final in the next one: until then it is judged here


@dataclass(slots=True)
class Own:
    """Own sums, final weeks, the days of the last two weeks with an act, and own marks.

    `lift_on` holds the lift of those days; `awards` when each (badge, tier) was earned.
    `marks` are those asked for that are there, `given` what days gave besides (sealed_lift).
    """

    lift: int = 0
    completions: int = 0
    launch_on: date | None = None
    active_days: set[date] = field(default_factory=set)
    lift_on: dict[date, int] = field(default_factory=lambda: defaultdict(int))
    weeks: list[Week] = field(default_factory=list)
    awards: dict[tuple[str, int], date] = field(default_factory=dict)
    thanked: int = 0
    thanked_units: int = 0
    stories: int = 0
    marks: set[str] = field(default_factory=set)
    given: dict[date, tuple[int, int]] = field(default_factory=dict)

    def add(self, lift_on: Mapping[date, int]) -> None:
        """Lift of days that stands nowhere with their name."""
        self.lift += sum(lift_on.values())
        for day, lift in lift_on.items():
            self.lift_on[day] += lift


def own(session: Session, person_id: int, day: date, marks: Collection[str] = ()) -> Own:
    """Everything of one person that Me shows on a service day. One SELECT.

    `marks` are those of reports without a name that they may have made.
    """
    found = Own()
    parts = _parts(person_id, monday_of(day) - DAYS_BACK, marks)
    for row in session.execute(union_all(*parts)):
        _NOTES[row.kind](found, row)
    found.weeks.sort()
    return found


def _note_day(found: Own, row: Any) -> None:
    found.lift_on[row.day] = row.b
    found.active_days |= {row.day} if row.a else set()


def _note_total(found: Own, row: Any) -> None:
    found.lift, found.completions = row.a, row.b


def _note_thanked(found: Own, row: Any) -> None:
    found.thanked, found.thanked_units = row.a, row.b


def _note_others(found: Own, row: Any) -> None:
    found.launch_on, found.stories = row.day, row.a


_NOTES: dict[str, Callable[[Own, Any], None]] = {
    "total": _note_total,
    "day": _note_day,
    "week": lambda found, row: found.weeks.append(Week(row.day, row.a, row.b, final=True)),
    "award": lambda found, row: found.awards.update({(row.key, row.a): row.day}),
    "thanked": _note_thanked,
    "others": _note_others,
    "mark": lambda found, row: found.marks.add(row.key),
    "given": lambda found, row: found.given.update({row.day: (row.a, row.b)}),
}


def _parts(person_id: int, since: date, marks: Collection[str]) -> list[Select[Any]]:
    thanked = feats.thanked(person_id).subquery()
    units = func.count(thanked.c.unit.distinct())
    launch = select(func.min(Campaign.launch_on)).scalar_subquery()
    return [
        _row("total", a=PersonTotal.lift, b=PersonTotal.completions).where(
            PersonTotal.person_id == person_id
        ),
        _row("day", day=PersonDay.day, a=PersonDay.completions, b=PersonDay.lift).where(
            PersonDay.person_id == person_id, PersonDay.day >= since
        ),
        _row(
            "week", day=PersonWeek.monday, a=PersonWeek.working_days, b=PersonWeek.active_days
        ).where(PersonWeek.person_id == person_id),
        _row("award", key=Award.badge, day=Award.earned_on, a=Award.tier).where(
            Award.owner_kind == "person", Award.owner_id == person_id
        ),
        _row("thanked", a=func.count(thanked.c.who), b=units),
        _row("mark", key=SealedReport.mark).where(SealedReport.mark.in_(marks)),
        _row("given", day=PersonDay.day, a=PersonDay.roadblocks, b=PersonDay.lift).where(
            PersonDay.person_id == person_id
        ),
        _row("others", day=launch, a=feats.stories(person_id).scalar_subquery()),
    ]


def _row(kind: str, *, key: Any = None, day: Any = None, a: Any = 0, b: Any = 0) -> Select[Any]:
    """One part of the union: the same columns in the same order."""
    return select(
        literal(kind).label("kind"),
        cast(null() if key is None else key, String).label("key"),
        (cast(null(), Date) if day is None else day).label("day"),
        (literal(a) if isinstance(a, int) else a).label("a"),
        (literal(b) if isinstance(b, int) else b).label("b"),
    )
