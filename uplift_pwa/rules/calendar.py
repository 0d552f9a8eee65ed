"""Which day something belongs to, when that day is over, and which days are working days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from uplift_pwa.rules.settings import DEFAULTS, InForce
from uplift_pwa.rules.wall import instant

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Place:
    """What a site knows of time: its IANA zone and the local hour at which its day begins.

    `hours` are the hours that hold from a day on, the oldest first, where it has been changed.
    """

    zone: str
    roll_over_hour: int = DEFAULTS.roll_over_hour
    hours: tuple[tuple[date, int], ...] = ()

    def hour_on(self, day: date) -> int:
        """The local hour at which `day` begins."""
        begun = [hour for since, hour in self.hours if since <= day]
        return begun[-1] if begun else self.roll_over_hour


@dataclass(frozen=True, slots=True)
class Span:
    """From `starts_at` up to, not including, `ends_at`; both aware, UTC."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """A rostered or pattern shift. `day` is the local date on which it begins."""

    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Pattern:
    """A person's usual week in local time; Monday is 0. It ends next day if not after start."""

    weekdays: frozenset[int]
    starts: time
    ends: time


class Claim(StrEnum):
    """What a completion that names its service day may count for."""

    COUNTS = "counts"
    LATE = "late"
    TOO_LATE = "too_late"
    FUTURE = "future"


def service_day(
    at: datetime, place: Place, shifts: Iterable[Shift] = (), settings: InForce = DEFAULTS
) -> date:
    """The day that the moment `at` (aware) belongs to (RULES 1).

    Inside a shift or its margin it is the date on which that shift began, the nearest shift
    where two margins overlap; else the local date, which begins at the roll-over hour.
    A shift's margin is the one in force on its own day.
    """
    near = [shift for shift in shifts if _away(at, shift) <= _margin(shift.day, settings)]
    if near:
        return min(near, key=lambda shift: (_away(at, shift), shift.starts_at)).day
    return _local_day(at, place)


def day_span(day: date, place: Place) -> Span:
    """The service day without any shift: from roll-over to roll-over at the site, in UTC."""
    return Span(_day_begins(day, place), _day_begins(day + ONE_DAY, place))


def day_end(
    day: date, place: Place, shift: Shift | None = None, settings: InForce = DEFAULTS
) -> datetime:
    """When `day` is over (UTC): the later of its span's end and its shift's end plus margin."""
    end = day_span(day, place).ends_at
    if shift is None:
        return end
    return max(end, shift.ends_at + _margin(day, settings))


def open_until(
    day: date, place: Place, shift: Shift | None = None, settings: InForce = DEFAULTS
) -> datetime:
    """When `day` is final (UTC): its open hours, those of its own day, are over (RULES 2)."""
    hours = timedelta(hours=settings.on(day).open_hours)
    return day_end(day, place, shift, settings) + hours


def settled_day(at: datetime, place: Place, settings: InForce = DEFAULTS) -> date:
    """The newest service day without a shift that is final at the moment `at` (aware)."""
    day = service_day(at, place) - ONE_DAY
    while open_until(day, place, settings=settings) > at:
        day -= ONE_DAY
    return day


def pattern_shift(day: date, pattern: Pattern, place: Place) -> Shift | None:
    """The shift that the weekly pattern puts on `day`, or None on a day off.

    A local time that the clocks skip becomes the first instant after the gap; one that they
    pass twice is the first of the two.
    """
    if day.weekday() not in pattern.weekdays:
        return None
    last = day if pattern.ends > pattern.starts else day + ONE_DAY
    starts_at = instant(datetime.combine(day, pattern.starts), place.zone)
    return Shift(day, starts_at, instant(datetime.combine(last, pattern.ends), place.zone))


def is_working_day(
    day: date,
    *,
    roster_covers: bool = False,
    rostered: bool = False,
    pattern: Pattern | None = None,
    on_leave: bool = False,
    holiday: bool = False,
    neutral: bool = False,
) -> bool:
    """Whether `day` is a working day before anybody acts on it (RULES 1).

    `roster_covers`: the day lies between an import's first and last date; then the roster
    alone decides. Else the weekly pattern does.
    """
    if not makes_working_day(on_leave=on_leave, holiday=holiday, neutral=neutral):
        return False
    if roster_covers:
        return rostered
    return pattern is not None and day.weekday() in pattern.weekdays


def makes_working_day(*, on_leave: bool, holiday: bool, neutral: bool) -> bool:
    """Whether a completion makes its day a working day (RULES 1)."""
    return not (on_leave or holiday or neutral)


def claim(
    day: date,
    at: datetime,
    place: Place,
    shifts: Iterable[Shift] = (),
    settings: InForce = DEFAULTS,
) -> Claim:
    """What a completion for `day` that arrives at `at` (aware) counts for (RULES 2).

    `shifts` are the person's shifts around `day` and around `at`.
    """
    shifts = list(shifts)
    if day > _latest_day(at, place, shifts, settings):
        return Claim.FUTURE
    ends = [day_end(day, place, shift, settings) for shift in shifts if shift.day == day]
    end = max(ends, default=day_end(day, place))
    if at < end + timedelta(hours=settings.on(day).open_hours):
        return Claim.COUNTS
    late = timedelta(days=settings.on(day).late_days)
    return Claim.LATE if at < end + late else Claim.TOO_LATE


def iso_week(day: date) -> tuple[int, int]:
    """The ISO year and week of a day."""
    year, week, _ = day.isocalendar()
    return year, week


def week_days(year: int, week: int) -> list[date]:
    """The seven days of an ISO week, Monday first."""
    monday = date.fromisocalendar(year, week, 1)
    return [monday + ONE_DAY * number for number in range(7)]


def _away(at: datetime, shift: Shift) -> timedelta:
    return max(shift.starts_at - at, at - shift.ends_at, timedelta())


def _local_day(at: datetime, place: Place) -> date:
    here = at.astimezone(ZoneInfo(place.zone)).date()
    # Clocks put back over midnight would otherwise bring yesterday back.
    begun = (day for day in (here + ONE_DAY, here) if _day_begins(day, place) <= at)
    return next(begun, here - ONE_DAY)


def _day_begins(day: date, place: Place) -> datetime:
    return instant(datetime.combine(day, time(place.hour_on(day))), place.zone)


def _margin(day: date, settings: InForce) -> timedelta:
    return timedelta(minutes=settings.on(day).shift_margin_minutes)


def _latest_day(at: datetime, place: Place, shifts: list[Shift], settings: InForce) -> date:
    soon = at + timedelta(minutes=settings.on(at.date()).clock_tolerance_minutes)
    # A short shift begun after midnight stays claimable when it ends before the roll-over.
    begun = [
        shift.day for shift in shifts if shift.starts_at - _margin(shift.day, settings) <= soon
    ]
    return max([service_day(soon, place, shifts, settings), *begun])
