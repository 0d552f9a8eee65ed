"""When a challenge comes round: in which weeks it is offered, and when it comes out."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from uplift_pwa.rules.calendar import Place
from uplift_pwa.rules.wall import instant

ONE_DAY = timedelta(days=1)
WEEK = 7


class Every(StrEnum):
    """How often it comes round; without any it comes once and stays."""

    WEEK = "1-week"
    TWO_WEEKS = "2-weeks"
    THREE_WEEKS = "3-weeks"
    FOUR_WEEKS = "4-weeks"
    MONTH_FIRST = "month-first"  # the first of its weekdays in a month
    MONTH_LAST = "month-last"


WEEKS = {Every.WEEK: 1, Every.TWO_WEEKS: 2, Every.THREE_WEEKS: 3, Every.FOUR_WEEKS: 4}
_MONTHS = {Every.MONTH_FIRST: "first", Every.MONTH_LAST: "last"}


@dataclass(frozen=True, slots=True)
class Schedule:
    """The service days of a challenge. Bit 0 of `weekdays` is Monday; `hour` is local."""

    from_on: date | None = None
    weekdays: int = 0b1111111
    turn: str | None = None
    hour: int | None = None


def turn(every: Every, from_on: date | None) -> str:
    """What is kept of `every`: of weeks also which of them, counted from that of `from_on`.

    It stands in `turns` of each day that it holds on.
    """
    if every in _MONTHS:
        return _MONTHS[every]
    weeks = WEEKS[every]
    return f"{weeks}:{_week(from_on) % weeks if from_on else 0}"


def every(kept: str | None) -> Every | None:
    """How often a kept turn comes round."""
    if kept is None:
        return None
    words = {word: name for name, word in _MONTHS.items()}
    words |= {str(weeks): name for name, weeks in WEEKS.items()}
    return words[kept.partition(":")[0]]


def turns(day: date) -> frozenset[str]:
    """All turns that hold on `day`: of its week, and of its part of the month."""
    weeks = {f"{number}:{_week(day) % number}" for number in WEEKS.values()}
    first = {"first"} if day.day <= WEEK else set()
    last = {"last"} if day.day > monthrange(day.year, day.month)[1] - WEEK else set()
    return frozenset(weeks | first | last)


def comes_out(schedule: Schedule, day: date, place: Place) -> datetime | None:
    """When (UTC) on `day` it comes out at a site, if `day` is the first of a round.

    None on every other day, and where it has neither an hour nor a turn: it is there from the
    beginning of the day. Without an hour a round comes out when the day begins.
    """
    if schedule.hour is None and schedule.turn is None:
        return None
    if not _is_first(schedule, day):
        return None
    begins = place.hour_on(day)
    hour = begins if schedule.hour is None else schedule.hour
    # An hour before the roll-over belongs to the night at the end of the service day.
    local = day if hour >= begins else day + ONE_DAY
    return instant(datetime.combine(local, time(hour)), place.zone)


def _is_first(schedule: Schedule, day: date) -> bool:
    if not _fits(schedule, day):
        return False
    begun = _round_began(schedule, day)
    if begun is None:
        return False
    return not any(
        _fits(schedule, begun + ONE_DAY * number) for number in range((day - begun).days)
    )


def _round_began(schedule: Schedule, day: date) -> date | None:
    """The first day that the round of `day` could have; None without any, or long ago."""
    if schedule.turn is None:
        recent = schedule.from_on and day - schedule.from_on < timedelta(days=WEEK)
        return schedule.from_on if recent else None
    if schedule.turn == "first":
        return day.replace(day=1)
    if schedule.turn == "last":
        return day.replace(day=monthrange(day.year, day.month)[1] - WEEK + 1)
    return day - ONE_DAY * day.weekday()


def _fits(schedule: Schedule, day: date) -> bool:
    begun = schedule.from_on is None or schedule.from_on <= day
    in_turn = schedule.turn is None or schedule.turn in turns(day)
    return begun and in_turn and bool(schedule.weekdays >> day.weekday() & 1)


def _week(day: date) -> int:
    """Weeks since the first Monday of the calendar, so that years do not break the count."""
    return (day.toordinal() - 1) // WEEK
