"""When a phone may be touched: the right moment, seldom, and ever less if nobody looks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from uplift_pwa.rules.calendar import Shift, Span
from uplift_pwa.rules.settings import DEFAULTS, Settings
from uplift_pwa.rules.wall import instant

ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(days=7)


class Pace(StrEnum):
    """How often nudges still come after so many that nobody opened (RULES 10)."""

    EVERY_SHIFT = "every_shift"
    EVERY_SECOND = "every_second"
    WEEKLY = "weekly"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Quiet:
    """A person's quiet hours in local time; they may run over midnight."""

    starts: time
    ends: time
    zone: str


@dataclass(frozen=True, slots=True)
class Sent:
    """The nudges a person got: when each left, the last last, and how many were not opened."""

    at: tuple[datetime, ...] = ()
    ignored: int = 0
    shifts_since: int = 1


def due_at(
    shift: Shift, cue: timedelta | None = None, settings: Settings = DEFAULTS
) -> datetime:
    """When a shift's nudge is due (UTC): at the person's own cue, else 60 min after its start.

    In a shift that is shorter than that it is due at once.
    """
    after = timedelta(minutes=settings.nudge_after_minutes) if cue is None else cue
    at = shift.starts_at + after
    return at if at < shift.ends_at else shift.starts_at


def slot(
    due: datetime, windows: Iterable[Span], quiet: Quiet | None, settings: Settings = DEFAULTS
) -> datetime | None:
    """The first moment from `due` on that lies in a working window and outside quiet hours.

    None where that is more than 24 hours away: then the nudge is dropped (RULES 10).
    """
    tried = [(_after_quiet(max(due, one.starts_at), quiet), one.ends_at) for one in windows]
    fitting = [moment for moment, ends_at in tried if moment < ends_at]
    first = min(fitting, default=None)
    limit = due + timedelta(hours=settings.nudge_drop_hours)
    return first if first is not None and first <= limit else None


def until(at: datetime, windows: Iterable[Span], quiet: Quiet | None) -> datetime:
    """When the stretch around `at` in which a phone may be touched is over (UTC).

    `at` itself where it lies in no window.
    """
    ends = [one.ends_at for one in windows if one.starts_at <= at < one.ends_at]
    end = max(ends, default=at)
    rest = _quiet_begins(at, quiet)
    return min(end, rest) if rest else end


def pace(ignored: int, settings: Settings = DEFAULTS) -> Pace:
    """3 ignored: every 2nd shift; 6: weekly; 10: stop and ask in the app (RULES 10)."""
    if ignored >= settings.ignored_stop:
        return Pace.STOPPED
    if ignored >= settings.ignored_weekly:
        return Pace.WEEKLY
    if ignored >= settings.ignored_every_second:
        return Pace.EVERY_SECOND
    return Pace.EVERY_SHIFT


def may_nudge(at: datetime, sent: Sent, settings: Settings = DEFAULTS) -> bool:
    """Whether one more nudge may leave at `at`, as far as number and patience go (RULES 10).

    `sent.shifts_since` counts the shifts begun since the last nudge, this one included: 0
    means that this shift has had its own.
    """
    this_week = [moment for moment in sent.at if at - moment < ONE_WEEK]
    if sent.shifts_since < 1 or len(this_week) >= settings.nudges_a_week:
        return False
    now = pace(sent.ignored, settings)
    if now is Pace.EVERY_SECOND:
        return sent.shifts_since >= 2
    if now is Pace.WEEKLY:
        return not this_week
    return now is not Pace.STOPPED


def plan(
    shift: Shift,
    windows: Sequence[Span],
    sent: Sent,
    *,
    quiet: Quiet | None = None,
    cue: timedelta | None = None,
    done: bool = False,
    settings: Settings = DEFAULTS,
) -> datetime | None:
    """When to nudge a person about a shift; None: done already, enough, or no good moment."""
    at = None if done else slot(due_at(shift, cue, settings), windows, quiet, settings)
    return at if at and may_nudge(at, sent, settings) else None


def may_bundle(at: datetime, last_bundle: datetime | None) -> bool:
    """Whether a bundle of social news may leave: one a day (RULES 10)."""
    return last_bundle is None or at - last_bundle >= ONE_DAY


def next_text(
    texts: Sequence[str], recent: Sequence[str], settings: Settings = DEFAULTS
) -> str | None:
    """The first text that is not among the last 5, the newest last; None where all are."""
    apart = settings.nudge_texts_apart
    last = recent[-apart:] if apart else ()
    return next((text for text in texts if text not in last), None)


def _after_quiet(at: datetime, quiet: Quiet | None) -> datetime:
    """`at`, or the end of the quiet hours that it falls into."""
    if quiet is None or quiet.starts == quiet.ends:
        return at
    wall = at.astimezone(ZoneInfo(quiet.zone)).replace(tzinfo=None)
    ends = datetime.combine(wall.date(), quiet.ends)
    if ends <= wall:
        ends += ONE_DAY
    starts = datetime.combine(ends.date(), quiet.starts)
    if starts >= ends:
        starts -= ONE_DAY
    return max(at, _rest_ends(ends, at, quiet.zone)) if starts <= wall else at


def _rest_ends(wall: datetime, at: datetime, zone: str) -> datetime:
    """When the wall shows it next: where clocks are put back that may be the second time."""
    first = instant(wall, zone)
    return first if first > at else wall.replace(tzinfo=ZoneInfo(zone), fold=1).astimezone(UTC)


def _quiet_begins(at: datetime, quiet: Quiet | None) -> datetime | None:
    """The first beginning of the quiet hours from `at` on."""
    if quiet is None or quiet.starts == quiet.ends:
        return None
    wall = at.astimezone(ZoneInfo(quiet.zone)).replace(tzinfo=None)
    starts = datetime.combine(wall.date(), quiet.starts)
    begins = instant(starts if starts >= wall else starts + ONE_DAY, quiet.zone)
    # Where clocks are put back the wall shows an hour twice.
    return max(at, begins)
