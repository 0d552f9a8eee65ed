"""A person's rhythm: weeks kept, the run of them, and picking it up again after one off."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Literal

from uplift_pwa.rules.settings import DEFAULTS, InForce, Settings

ONE_WEEK = timedelta(weeks=1)


class WeekJudged(StrEnum):
    """What a person's week turned out to be (RULES 5)."""

    KEPT = "kept"
    MISSED = "missed"
    TRANSPARENT = "transparent"
    OPEN = "open"


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A person's ISO week: its Monday, working days, and days with a completion among them."""

    monday: date
    working_days: int
    active_days: int
    final: bool = False


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The run of kept weeks, the longest there was, all kept weeks, how often it was joined.

    `earlier` is the run before a missed week, which the next kept week picks up again if none
    was in 8 weeks; `joined_on` is the Monday of the last week that did.
    """

    run: int = 0
    best: int = 0
    kept_weeks: int = 0
    joins: int = 0
    joined_on: date | None = None
    earlier: int = 0


Line = tuple[Literal["begin", "run", "welcome_back", "joined"], int]


def needed(working_days: int, settings: Settings = DEFAULTS) -> int:
    """How many days with a completion keep a week of so many working days (RULES 5)."""
    share = -(-settings.rhythm_percent * working_days // 100)
    return min(settings.rhythm_days, share)


def judge(week: Week, settings: InForce = DEFAULTS) -> WeekJudged:
    """Whether the week is in rhythm; a week without working days is left out (RULES 5).

    Judged by the numbers of its Monday: nobody is asked for more in the middle of a week.
    """
    if week.working_days == 0:
        return WeekJudged.TRANSPARENT
    if week.active_days >= needed(week.working_days, settings.on(week.monday)):
        return WeekJudged.KEPT
    return WeekJudged.MISSED if week.final else WeekJudged.OPEN


def rhythm(weeks: Iterable[Week], settings: InForce = DEFAULTS) -> Rhythm:
    """The person's rhythm, a pure function of their weeks in any order (RULES 5).

    Where a week comes twice the larger row counts.
    """
    now = Rhythm()
    for week in sorted({week.monday: week for week in sorted(weeks)}.values()):
        judged = judge(week, settings)
        if judged is WeekJudged.KEPT:
            now = _keep(now, week.monday, settings)
        elif judged is WeekJudged.MISSED:
            # After a second one in a row there is no run left to pick up.
            now = replace(now, earlier=now.run, run=0)
    return now


def comeback_days(
    weeks: Iterable[Week], active: Collection[date], settings: InForce = DEFAULTS
) -> set[date]:
    """The first days back after a missed week, each paid once when the week is final (RULES 4).

    `active` are all days with a completion; somebody who never began has nothing to return to.
    """
    missed = [week.monday for week in set(weeks) if judge(week, settings) is WeekJudged.MISSED]
    back = set()
    for monday in missed:
        before = any(day < monday for day in active)
        after = [day for day in active if day >= monday + ONE_WEEK]
        back |= {min(after)} if before and after else set()
    return back


def line(now: Rhythm, this_week: date, settings: InForce = DEFAULTS) -> Line:
    """What Me says first, as a key and its number; the words are the screen's (RULES 5).

    `this_week` is the Monday of the week under way.
    """
    if now.joined_on == this_week:
        return "joined", now.run
    if _may_join(now, this_week, settings):
        return "welcome_back", now.earlier
    return ("run", now.run) if now.run else ("begin", 0)


def _keep(now: Rhythm, monday: date, settings: InForce) -> Rhythm:
    joins = _may_join(now, monday, settings)
    run = now.run + 1 + (now.earlier if joins else 0)
    return Rhythm(
        run=run,
        best=max(now.best, run),
        kept_weeks=now.kept_weeks + 1,
        joins=now.joins + joins,
        joined_on=monday if joins else now.joined_on,
    )


def _may_join(now: Rhythm, monday: date, settings: InForce) -> bool:
    pause = settings.on(monday).rhythm_join_weeks * ONE_WEEK
    return now.earlier > 0 and (now.joined_on is None or monday - now.joined_on >= pause)
