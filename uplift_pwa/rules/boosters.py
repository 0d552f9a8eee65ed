"""When a second push is due, and on which days it runs."""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from uplift_pwa.rules.settings import DEFAULTS, Settings


class Trigger(StrEnum):
    """Why a booster is proposed; each has its own chart (RULES 7)."""

    FALLING = "falling"
    SUCCESS = "success"
    RELAUNCH = "relaunch"


def proposal(
    day: int,
    *,
    success: bool,
    falling: bool,
    days_since_last: int | None = None,
    settings: Settings = DEFAULTS,
) -> Trigger | None:
    """The first trigger that holds on day `day` after launch (launch is day 0), or None.

    `days_since_last` counts from the last day of the booster before.
    """
    if days_since_last is not None and days_since_last < settings.booster_gap_days:
        return None
    if success and falling and day >= settings.booster_after_days:
        return Trigger.FALLING
    if success and day >= settings.booster_success_day:
        return Trigger.SUCCESS
    return Trigger.RELAUNCH if day >= settings.booster_relaunch_day else None


def first_success(
    acts_percent: float, units_percent: float, settings: Settings = DEFAULTS
) -> bool:
    """Whether 10 % of the goal's acts or 30 % of the units are reached (RULES 7)."""
    return (
        acts_percent >= settings.success_acts_percent
        or units_percent >= settings.success_units_percent
    )


def is_falling(acts: Sequence[int], settings: Settings = DEFAULTS) -> bool:
    """Whether the rolling 7 days are lower than 3 days before, at 2 readings in a row.

    `acts` are the organisation's acts a day, the last day that is over last (RULES 7).
    """
    span, compare = settings.booster_rolling_days, settings.booster_compare_days
    readings = range(len(acts) - settings.booster_readings + 1, len(acts) + 1)
    if readings[0] < span + compare:
        return False
    return all(
        _rolling(acts, end, span) < _rolling(acts, end - compare, span) for end in readings
    )


def last_day(starts_on: date, settings: Settings = DEFAULTS) -> date:
    """The last service day of a booster, the same everywhere; it ends by itself (RULES 7)."""
    return starts_on + timedelta(days=settings.booster_days - 1)


def runs_on(day: date, starts_on: date, settings: Settings = DEFAULTS) -> bool:
    """Whether the booster runs on a service day."""
    return starts_on <= day <= last_day(starts_on, settings)


def _rolling(acts: Sequence[int], end: int, span: int) -> int:
    return sum(acts[end - span : end])
