"""When a person's phone may be touched: their shifts, and their quiet hours (RULES 10)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import Reminder
from uplift_pwa.queries import diary
from uplift_pwa.rules import calendar, nudges
from uplift_pwa.rules.calendar import Pattern, Shift
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.nudges import Quiet

ONE_DAY = timedelta(days=1)
DAYS_AROUND = 2 * ONE_DAY
EVERY_DAY = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Reach:
    """A person's shifts on working days around now, and the hours in which they rest."""

    own: Diary
    shifts: list[Shift]
    quiet: Quiet | None

    def slot(self, due: datetime) -> tuple[datetime, datetime] | None:
        """From `due` on, the first moment that is right and when that ends again (UTC).

        None where there is none within 24 hours (RULES 10).
        """
        settings = self.own.settings.on(due.date())
        windows = [calendar.Span(one.starts_at, one.ends_at) for one in self.shifts]
        at = nudges.slot(due, windows, self.quiet, settings)
        return None if at is None else (at, nudges.until(at, windows, self.quiet))


def around(
    session: Session, people: Collection[int], at: datetime, *, back: timedelta = DAYS_AROUND
) -> dict[int, Reach]:
    """For each of these people that there is, with their days from `back` on.

    Two SELECTs; `at` is aware.
    """
    rest = {
        row.person_id: (row.quiet_starts, row.quiet_ends)
        for row in session.execute(
            select(Reminder.person_id, Reminder.quiet_starts, Reminder.quiet_ends).where(
                Reminder.person_id.in_(people), Reminder.quiet_starts.is_not(None)
            )
        )
    }
    here = at.date()
    found = diary.diaries(session, people, here - back, here + DAYS_AROUND)
    return {
        person_id: Reach(own, shifts(own, here), _quiet(own, rest.get(person_id)))
        for person_id, own in found.items()
    }


def shifts(own: Diary, here: date) -> list[Shift]:
    """The shifts of working days from the day before to two days after, by their start.

    Who said on a day off that they are working has their usual hours (RULES 1), where the
    organisation lets phones be touched then.
    """
    every = {*own.shifts(here), *own.shifts(here + ONE_DAY)}
    working = [one for one in every if own.is_working(one.day)]
    days = {one.day for one in working}
    for day in own.said_working - days:
        usual = _usual(own, day) if own.settings.on(day).nudges_on_day_off else None
        if usual and own.counts_when_done(day):
            working.append(usual)
    return sorted(working, key=lambda one: one.starts_at)


def _usual(own: Diary, day: date) -> Shift | None:
    begun = [row for row in own.patterns if row[0] <= day]
    if not begun:
        return None
    pattern = max(begun, key=lambda row: row[0])[1]
    any_day = Pattern(EVERY_DAY, pattern.starts, pattern.ends)
    return calendar.pattern_shift(day, any_day, own.place)


def _quiet(own: Diary, hours: tuple[time | None, time | None] | None) -> Quiet | None:
    starts, ends = hours or (None, None)
    return Quiet(starts, ends, own.place.zone) if starts and ends else None
