"""Momentum of a unit in a week: four parts, never a person's, and where it is heading."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from uplift_pwa.rules.settings import DEFAULTS, Settings

BASELINE_WEEKS = 3
USUAL_DIP = (4, 10)  # weeks of a campaign, the first is 1: the band behind the chart


@dataclass(frozen=True, slots=True)
class UnitWeek:
    """What was counted for a unit in an ISO week.

    `broad` of `breadth_of`: active sub-units of all sub-units; for a team, people who gave or
    got thanks of its headcount. `returned` of `returning`: people active now of those active
    last week and working now. `felt` of `acts`: confirmed, or done for another unit.
    """

    in_rhythm: int = 0
    working: int = 0
    broad: int = 0
    breadth_of: int = 0
    returned: int = 0
    returning: int = 0
    felt: int = 0
    acts: int = 0


@dataclass(frozen=True, slots=True)
class Momentum:
    """A value of 0 to 100 with the four shares it is made of; None has no denominator."""

    value: Fraction | None
    rhythm: Fraction | None
    breadth: Fraction | None
    returned: Fraction | None
    felt: Fraction | None


Heading = Literal["rising", "steady", "falling"]


def momentum(week: UnitWeek, settings: Settings = DEFAULTS) -> Momentum:
    """40 P + 25 B + 20 R + 15 K; a part without a denominator is left out (RULES 8)."""
    shares = (
        _share(week.in_rhythm, week.working),
        _share(week.broad, week.breadth_of),
        _share(week.returned, week.returning),
        _share(week.felt, week.acts),
    )
    weights = (
        settings.weight_rhythm,
        settings.weight_breadth,
        settings.weight_return,
        settings.weight_felt,
    )
    parts = [
        (weight, share)
        for weight, share in zip(weights, shares, strict=True)
        if share is not None
    ]
    weighed = sum(weight for weight, _ in parts)
    total = sum((weight * share for weight, share in parts), Fraction(0))
    return Momentum(100 * total / weighed if weighed else None, *shares)


def is_active(active: int, people: int, settings: Settings = DEFAULTS) -> bool:
    """Whether a sub-unit takes part: 25 % of its people are active (RULES 8)."""
    return people > 0 and 100 * active >= settings.active_unit_percent * people


def trend(values: Sequence[Fraction | None]) -> Fraction | None:
    """The last week minus the mean of the 3 before; None before week 4 (RULES 8)."""
    last = values[-BASELINE_WEEKS - 1 :]
    known = [value for value in last if value is not None]
    if len(known) <= BASELINE_WEEKS:
        return None
    return known[-1] - sum(known[:-1], Fraction(0)) / BASELINE_WEEKS


def heading(change: Fraction, settings: Settings = DEFAULTS) -> Heading:
    """Rising above +3 points, falling below -3 (RULES 8)."""
    if abs(change) <= settings.trend_points:
        return "steady"
    return "rising" if change > 0 else "falling"


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
