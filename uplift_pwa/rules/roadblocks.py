"""What stops people: kinds, how many share it, when its clock rings, how long answers take."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from uplift_pwa.rules.settings import DEFAULTS, Settings

ONE_DAY = timedelta(days=1)
A_WEEK = frozenset(range(7))
LONGEST = 280
REPORTS_A_DAY = 5  # of one person; lift is for the first (RULES 4)
SHOWN_CLEARED_DAYS = 28
MEDIAN_DAYS = 90

KINDS = ("time", "few", "tool", "told", "rule", "ask", "waiting", "other")
OTHER = KINDS[-1]


@dataclass(frozen=True, slots=True)
class SiteDays:
    """The days of a site as clocks know them: its usual week (Monday is 0) and days that
    count for nobody, its holidays and neutral days."""

    weekdays: Collection[int] = A_WEEK
    off: Collection[date] = field(default_factory=frozenset)

    def is_working(self, day: date) -> bool:
        return day not in self.off and day.weekday() in self.weekdays


def offered(own: Collection[str] | None) -> tuple[str, ...]:
    """The kinds that a report may have: the organisation's own in their order, else all.

    What is none of them always has a place, the last one.
    """
    kinds = KINDS if own is None else [kind for kind in own if kind in KINDS]
    return (*(kind for kind in kinds if kind != OTHER), OTHER)


def due(begun_on: date, days: int, site: SiteDays) -> date:
    """The last day of a clock of so many days (RULES 9).

    A last day that is a holiday or neutral moves on to the site's next working day.
    """
    return moved(begun_on + timedelta(days=days), site)


def moved(last: date, site: SiteDays) -> date:
    """`last`, or the site's next working day where it counts for nobody."""
    if last not in site.off:
        return last
    day = last + ONE_DAY
    while not site.is_working(day) and day - last < timedelta(days=60):
        day += ONE_DAY
    return day


def is_public(people: int, settings: Settings = DEFAULTS) -> bool:
    """Whether enough people share it for more than the leader to read its words (RULES 9)."""
    return people >= settings.roadblock_public_from


def told(people: int, least: int, settings: Settings = DEFAULTS) -> int | None:
    """How many share it as it is said, "so many or more"; None below `least` (RULES 8, 9).

    Above that it moves in steps of 5, so that one tap more tells nobody whose it was.
    """
    if people < least:
        return None
    step = settings.least_people
    return max(least, people // step * step)


def sealed_lift(named: int, lift: int, settings: Settings = DEFAULTS) -> int:
    """What a report without a name adds to a day with so much lift and so many named ones.

    Once a day, named or not, and never over the day's cap (RULES 4).
    """
    if named >= settings.roadblocks_a_day:
        return 0
    return max(0, min(settings.lift_roadblock, settings.lift_cap - lift))


def median(days: Mapping[int, int]) -> Fraction | None:
    """The median of so many answers per number of days; None without any (RULES 9)."""
    answers = sum(days.values())
    if not answers:
        return None
    low, high = (_at(days, place) for place in ((answers - 1) // 2, answers // 2))
    return Fraction(low + high, 2)


def _at(days: Mapping[int, int], place: int) -> int:
    for number in sorted(days):
        place -= days[number]
        if place < 0:
            return number
    raise IndexError(place)
