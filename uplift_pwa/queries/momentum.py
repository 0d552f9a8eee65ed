"""Momentum of units over weeks, for nobody's eyes under 5 people, in steps of 5 points."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Booster, Campaign, UnitWeek
from uplift_pwa.queries import rulebook
from uplift_pwa.rules import feats, momentum, small_numbers
from uplift_pwa.rules.momentum import Heading
from uplift_pwa.rules.settings import InForce, Settings
from uplift_pwa.rules.unit_counts import ORGANISATION

WEEKS = 6
ONE_WEEK = timedelta(weeks=1)
MIDDLE = timedelta(days=2)  # after a booster's first day: in whose week it is judged
COLUMNS = (
    UnitWeek.unit_id,
    UnitWeek.monday,
    UnitWeek.headcount,
    UnitWeek.in_rhythm,
    UnitWeek.working,
    UnitWeek.broad,
    UnitWeek.breadth_of,
    UnitWeek.returned,
    UnitWeek.to_return,
    UnitWeek.felt,
    UnitWeek.acts,
)


@dataclass(frozen=True, slots=True)
class Part:
    """One of the four: its share in percent, None without a denominator, and its points."""

    share: int | None
    points: float
    weight: int


@dataclass(frozen=True, slots=True)
class Week:
    """A unit's week as it may be shown. `parts`: rhythm, breadth, active again, felt."""

    monday: date
    value: int
    parts: tuple[Part, ...]
    trend: int | None = None
    heading: Heading | None = None


def of(
    session: Session, kind: str, unit_id: int = ORGANISATION, weeks: int = WEEKS
) -> list[Week]:
    """A unit's last weeks, the oldest first; empty while none can be shown. One SELECT.

    A week in which the unit has fewer than 5 people is left out (RULES 8).
    """
    rows = session.execute(
        select(*COLUMNS)
        .filter_by(kind=kind, unit_id=unit_id)
        .order_by(UnitWeek.monday.desc())
        .limit(weeks + momentum.BASELINE_WEEKS)
    ).all()
    return shown(rows[::-1], rulebook.book(session))[-weeks:]


def usual_dip(session: Session) -> tuple[date, date] | None:
    """The first and the last Monday of the weeks after the launch in which momentum usually
    dips; None before there is a campaign. One SELECT.
    """
    launch_on = session.scalar(select(func.min(Campaign.launch_on)))
    if launch_on is None:
        return None
    first, last = momentum.USUAL_DIP
    begins = launch_on - timedelta(days=launch_on.weekday())
    return begins + (first - 1) * ONE_WEEK, begins + (last - 1) * ONE_WEEK


def shown(rows: Sequence[Any], book: InForce) -> list[Week]:
    """Rows of one unit, the oldest first, as they may be shown: each by its own numbers."""
    rows = [row for row in rows if row.headcount >= book.on(row.monday).least_people]
    found = [momentum.momentum(blurred(row), book.on(row.monday)) for row in rows]
    values = [one.value for one in found]
    return [
        _week(row, found[place], momentum.trend(values[: place + 1]), book.on(row.monday))
        for place, row in enumerate(rows)
    ]


def blurred(row: Any) -> momentum.UnitWeek:
    """The week in shares of 5 points, so that whatever is made of it tells no more."""
    return momentum.UnitWeek(
        *_share(row.in_rhythm, row.working),
        *_share(row.broad, row.breadth_of),
        *_share(row.returned, row.to_return),
        *_share(row.felt, row.acts),
    )


def exact(row: Any, book: InForce) -> Fraction | None:
    """The value as it is, for rules alone."""
    return momentum.momentum(
        momentum.UnitWeek(
            row.in_rhythm,
            row.working,
            row.broad,
            row.breadth_of,
            row.returned,
            row.to_return,
            row.felt,
            row.acts,
        ),
        book.on(row.monday),
    ).value


def second_engines(
    session: Session, monday: date, teams: Collection[int] | None = None
) -> list[int]:
    """Teams whose momentum in this booster week is 5 above the 2 weeks before (RULES 11)."""
    asked = select(*COLUMNS).where(
        UnitWeek.kind == "team",
        UnitWeek.monday.between(monday - feats.ENGINE_WEEKS * ONE_WEEK, monday),
    )
    if teams is not None:
        asked = asked.where(UnitWeek.unit_id.in_(teams))
    book = rulebook.book(session)
    values: dict[int, dict[date, Fraction]] = defaultdict(dict)
    for row in session.execute(asked.order_by(UnitWeek.monday)):
        value = exact(row, book)
        if value is not None:
            values[row.unit_id][row.monday] = value
    return sorted(team for team, weeks in values.items() if _ignites(weeks, monday))


def had_second_engine(session: Session, team_id: int) -> bool:
    """Whether the team has had a booster week like that (RULES 11)."""
    starts = session.scalars(select(Booster.starts_on).filter_by(state="fired"))
    middles = [day + MIDDLE for day in starts if day]
    mondays = [middle - timedelta(days=middle.weekday()) for middle in middles]
    return any(second_engines(session, monday, [team_id]) for monday in mondays)


def _ignites(weeks: dict[date, Fraction], monday: date) -> bool:
    before = [value for day, value in weeks.items() if day < monday]
    return feats.second_engine(weeks.get(monday), before)


def _week(row: Any, now: momentum.Momentum, change: Fraction | None, numbers: Settings) -> Week:
    shares = (now.rhythm, now.breadth, now.returned, now.felt)
    weights = (
        numbers.weight_rhythm,
        numbers.weight_breadth,
        numbers.weight_return,
        numbers.weight_felt,
    )
    weighed = sum(w for w, share in zip(weights, shares, strict=True) if share is not None)
    parts = tuple(
        Part(None if share is None else round(100 * share), 0, weight)
        if share is None or not weighed
        else Part(round(100 * share), float(100 * weight * share / weighed), weight)
        for weight, share in zip(weights, shares, strict=True)
    )
    return Week(
        row.monday,
        round(now.value or 0),
        parts,
        None if change is None else round(change),
        None if change is None else momentum.heading(change),
    )


def _share(part: int, whole: int) -> tuple[int, int]:
    return (small_numbers.rounded(part, whole), 100) if whole else (0, 0)
