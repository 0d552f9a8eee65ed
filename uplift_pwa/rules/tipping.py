"""When a unit has tipped, when the organisation has, and for how long."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from uplift_pwa.rules.settings import DEFAULTS, Settings

LOOK_BACK_WEEKS = 3


def steady_people(
    weeks: Sequence[Collection[int]], settings: Settings = DEFAULTS
) -> frozenset[int]:
    """Who was in rhythm in 2 of the last 3 weeks; `weeks` hold people, the oldest first."""
    often = Counter(person for week in weeks[-LOOK_BACK_WEEKS:] for person in set(week))
    return frozenset(who for who, times in often.items() if times >= settings.tipped_weeks)


def tipped(steady: int, headcount: int, settings: Settings = DEFAULTS) -> bool:
    """Whether so many steady people tip a unit of this headcount (RULES 8)."""
    return headcount > 0 and 100 * steady >= settings.tipped_percent * headcount


def tipped_percent(units: Collection[bool]) -> float:
    """The share of units that have tipped, in percent: the breadth of the goal (RULES 7)."""
    return 100 * sum(units) / len(units) if units else 0.0


def organisation_tipped(
    units: Iterable[tuple[int, bool]], settings: Settings = DEFAULTS
) -> bool:
    """Whether 80 % of the units on every level have tipped in this week (RULES 8).

    Each unit is its level and whether it has tipped.
    """
    units = list(units)
    levels = {level for level, _ in units}
    return bool(levels) and all(_enough(units, level, settings) for level in levels)


def sustained(weeks: Sequence[bool], settings: Settings = DEFAULTS) -> bool:
    """Whether the organisation has tipped in each of the last 4 weeks (RULES 7)."""
    last = weeks[-settings.sustained_weeks :]
    return len(last) == settings.sustained_weeks and all(last)


def _enough(units: list[tuple[int, bool]], level: int, settings: Settings) -> bool:
    here = [has_tipped for other, has_tipped in units if other == level]
    return 100 * sum(here) >= settings.tipped_units_percent * len(here)
