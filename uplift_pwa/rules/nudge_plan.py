"""One look at a person: nudge now, or look again at a certain moment (RULES 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from uplift_pwa.rules import nudges, team_day
from uplift_pwa.rules.calendar import Shift, Span
from uplift_pwa.rules.nudges import Pace, Quiet, Sent
from uplift_pwa.rules.settings import DEFAULTS, Settings
from uplift_pwa.rules.wall import instant

LOOK_AGAIN = timedelta(hours=6)  # a roster may have changed by then
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Past:
    """What a person has been sent: service days and moments, the last last; how many of the
    last were ignored, and when they last opened uplift."""

    days: tuple[date, ...] = ()
    at: tuple[datetime, ...] = ()
    ignored: int = 0
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """Nudge for this shift until `closes_at`, if there is one; else look again at `again`."""

    again: datetime
    shift: Shift | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """What a text may have to be true of: the team's day, its streak, a booster that runs."""

    on_shift: int = 0
    done: int = 0
    streak: int = 0
    booster: bool = False


def ignored(past: Past, settings: Settings = DEFAULTS) -> int:
    """How many of the last nudges nobody reacted to, the last one included.

    Who opened uplift after it did react. Where it has come to a stop, it stays one until
    the person chooses anew.
    """
    if not past.at or past.ignored >= settings.ignored_stop:
        return past.ignored
    if past.seen_at is not None and past.seen_at > past.at[-1]:
        return 0
    return past.ignored + 1


def plan(
    at: datetime,
    shifts: Sequence[Shift],
    working_days: Sequence[date],
    past: Past,
    *,
    quiet: Quiet | None = None,
    cue: "Cue | None" = None,
    done_on: frozenset[date] | set[date] = frozenset(),
    zone: str,
    settings: Settings = DEFAULTS,
) -> Plan:
    """What to do about a person at `at` (aware). A nudge belongs to one shift and stays in it.

    `shifts` begin with the one that runs or the next, by their start; `working_days` reach
    back to the last nudge, for people who get one every other shift.
    """
    latest = at + LOOK_AGAIN
    for shift in shifts:
        if shift.ends_at <= at or shift.day in past.days or shift.day in done_on:
            continue
        sent = Sent(past.at, ignored(past, settings), _since(shift, working_days, past))
        window = [Span(shift.starts_at, shift.ends_at)]
        after = cue.after(shift, zone) if cue else None
        when = nudges.slot(nudges.due_at(shift, after, settings), window, quiet, settings)
        if when is None or not nudges.may_nudge(max(at, when), sent, settings):
            continue
        if when > at:
            return Plan(min(when, latest))
        moment = nudges.slot(at, window, quiet, settings)
        if moment is not None and moment == at:
            return Plan(latest, shift, nudges.until(at, window, quiet))
        if moment is not None:
            return Plan(min(moment, latest))
    return Plan(latest)


@dataclass(frozen=True, slots=True)
class Cue:
    """A person's own moment: so many minutes after the start of a shift, or a local time."""

    minutes: int | None = None
    wall_time: time | None = None

    def after(self, shift: Shift, zone: str) -> timedelta | None:
        """How long after the shift's start that is; None for the usual."""
        if self.minutes is not None:
            return timedelta(minutes=self.minutes)
        if self.wall_time is None:
            return None
        days = (shift.day, shift.day + ONE_DAY)
        moments = [instant(datetime.combine(day, self.wall_time), zone) for day in days]
        within = [one for one in moments if shift.starts_at <= one < shift.ends_at]
        return within[0] - shift.starts_at if within else None


def texts(
    day: Day | None, always: Sequence[str], turn: int, settings: Settings = DEFAULTS
) -> list[str]:
    """The texts that are true now: those of this moment first, then the others in turn."""
    start = turn % len(always)
    return [*_of_the_moment(day or Day(), settings), *always[start:], *always[:start]]


def is_stopped(count: int, settings: Settings = DEFAULTS) -> bool:
    """Whether so many ignored nudges have come to a stop: the app asks instead."""
    return nudges.pace(count, settings) is Pace.STOPPED


def _since(shift: Shift, working_days: Sequence[date], past: Past) -> int:
    """The working days since the last nudge, this one included."""
    last = max(past.days, default=None)
    if last is None:
        return len(working_days) + 1
    return sum(last < day < shift.day for day in working_days) + (last < shift.day)


def _of_the_moment(day: Day, settings: Settings) -> list[str]:
    speaks = team_day.speaks_number(day.on_shift, settings)
    kept = team_day.kept(day.on_shift, day.done, settings)
    missing = team_day.missing(day.on_shift, day.done, settings)
    true = {
        "one_short": speaks and missing == 1,
        "fresh": day.booster,
        "run": day.streak >= 3 and not kept,
        "first": speaks and day.done == 0,
        "kept": speaks and kept,
    }
    return [name for name, holds in true.items() if holds]
