"""How long answers to roadblocks take: by level for all, by quarter for a leader's badge."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import String, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Award,
    Leadership,
    Level,
    Person,
    Roadblock,
    RoadblockHolding,
    SealMixing,
)
from uplift_pwa.rules import feats
from uplift_pwa.rules.roadblocks import MEDIAN_DAYS, median
from uplift_pwa.rules.settings import Settings
from uplift_pwa.rules.small_numbers import quarter

ONE_DAY = timedelta(days=1)
GRACE = timedelta(days=feats.ANSWER_DAYS + 1)  # a quarter's last roadblocks have had their time
BADGE = "road-clearer"


@dataclass(frozen=True, slots=True)
class LevelAnswers:
    """A level and the median days its people take to answer; None while it is not told yet."""

    name: str
    days: Fraction | None


def by_level(day: date) -> Any:
    """A column for another SELECT, read by `medians`: the answers of the 90 days up to `day`.

    A row for each level and number of days, so it stays short however many answers there are.
    """
    counts = (
        select(
            RoadblockHolding.level_id,
            RoadblockHolding.answer_days,
            func.count().label("answers"),
        )
        .where(RoadblockHolding.answered_on > day - timedelta(days=MEDIAN_DAYS))
        .group_by(RoadblockHolding.level_id, RoadblockHolding.answer_days)
        .subquery()
    )
    told = (
        cast(Level.rank, String)
        + ":"
        + cast(func.coalesce(counts.c.answer_days, -1), String)
        + ":"
        + cast(func.coalesce(counts.c.answers, 0), String)
        + ":"
        + Level.name
    )
    return (
        select(func.aggregate_strings(told, "\n"))
        .select_from(Level)
        .outerjoin(counts, counts.c.level_id == Level.id)
        .scalar_subquery()
    )


def medians(told: str | None, settings: Settings) -> list[LevelAnswers]:
    """What `by_level` brought, from the front line up; no figure of fewer than 5 answers."""
    levels: dict[tuple[int, str], dict[int, int]] = defaultdict(dict)
    for line in (told or "").splitlines():
        rank, days, answers, name = line.split(":", 3)
        levels[int(rank), name][int(days)] = int(answers)
    return [
        LevelAnswers(
            name, median(days) if sum(days.values()) >= settings.least_people else None
        )
        for (_rank, name), days in sorted(levels.items())
    ]


def of_leader(session: Session, person_id: int) -> list[int | None]:
    """The days each roadblock of a leader's quarter took to be answered, None without one.

    Of the quarters that are over the first that earns the badge, else the last (RULES 11).
    """
    newest = session.scalar(select(func.max(SealMixing.day)))
    quarters: Mapping[tuple[int, int], list[int | None]] = defaultdict(list)
    for begun_on, days in session.execute(_theirs(person_id).order_by("begun_on")):
        if newest is not None and _is_over(begun_on, newest):
            quarters[quarter(begun_on)].append(days)
    found = list(quarters.values())
    return next(
        (days for days in found if feats.road_clearer(days)), found[-1] if found else []
    )


def quick_leaders(session: Session, day: date) -> list[int]:
    """Who may have earned the badge in the quarter before: asked in its second week only."""
    begins = _begins(day)
    if not GRACE <= day - begins < GRACE + timedelta(days=7):
        return []
    before = _begins(begins - ONE_DAY)
    has_it = select(Award.id).where(
        Award.badge == BADGE,
        Award.owner_kind == "leader",
        Award.owner_id == RoadblockHolding.answered_by_id,
    )
    rows = session.scalars(
        select(RoadblockHolding.answered_by_id)
        .where(
            RoadblockHolding.answered_on.between(before, begins + GRACE),
            RoadblockHolding.begun_on.between(before, begins - ONE_DAY),
            RoadblockHolding.answer_days <= feats.ANSWER_DAYS,
            ~has_it.exists(),
        )
        .group_by(RoadblockHolding.answered_by_id)
        .having(func.count() >= feats.ANSWERED)
    )
    return [leader_id for leader_id in rows if leader_id is not None]


def _theirs(person_id: int) -> Any:
    """What came to somebody: of the teams they lead, and what they have answered above."""
    own_level = select(Person.level_id).where(Person.id == person_id).scalar_subquery()
    of_team = and_(
        RoadblockHolding.level_id == own_level,
        select(Leadership.team_id)
        .where(
            Leadership.person_id == person_id,
            Leadership.team_id == Roadblock.team_id,
            Leadership.since <= RoadblockHolding.begun_on,
        )
        .exists(),
    )
    return (
        select(RoadblockHolding.begun_on.label("begun_on"), RoadblockHolding.answer_days)
        .join(Roadblock, Roadblock.id == RoadblockHolding.roadblock_id)
        .where(or_(of_team, RoadblockHolding.answered_by_id == person_id))
    )


def _is_over(day: date, newest: date) -> bool:
    following = _begins(_begins(day) + timedelta(days=100))
    return newest >= following + GRACE


def _begins(day: date) -> date:
    """The first day of the quarter."""
    return day.replace(month=3 * ((day.month - 1) // 3) + 1, day=1)
