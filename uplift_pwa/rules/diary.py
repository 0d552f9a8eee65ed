"""A person's working life around some days: team, mode, shifts, days off (RULES 1, 3, 6)."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from uplift_pwa.rules import calendar
from uplift_pwa.rules.calendar import Pattern, Place, Shift
from uplift_pwa.rules.settings import DEFAULTS, InForce

LOOK = "look"


@dataclass(slots=True)
class Diary:
    """What decides a person's days. Filled by the query, then only asked."""

    person_id: int
    place: Place
    memberships: list[tuple[date, date | None, int]] = field(default_factory=list)
    modes: list[tuple[date, str, date]] = field(default_factory=list)
    patterns: list[tuple[date, Pattern]] = field(default_factory=list)
    roster: list[Shift] = field(default_factory=list)
    spans: list[tuple[date, date]] = field(default_factory=list)
    leaves: list[tuple[date, date]] = field(default_factory=list)
    holidays: set[date] = field(default_factory=set)
    neutral: dict[date, str] = field(default_factory=dict)  # and why, for everybody to read
    said_working: set[date] = field(default_factory=set)
    settings: InForce = DEFAULTS

    def team_on(self, day: date) -> int | None:
        for from_on, until_on, team_id in self.memberships:
            if from_on <= day and (until_on is None or day <= until_on):
                return team_id
        return None

    def mode_on(self, day: date) -> str:
        """The mode in force on a service day; the very first choice counts from its own day."""
        begun = [(from_on, mode) for from_on, mode, _ in self.modes if from_on <= day]
        if begun:
            return max(begun)[1]
        first = min(self.modes, default=None)
        return first[1] if first and first[2] <= day else LOOK

    def was_expected(self, day: date) -> bool:
        """On shift as the day began: mode and working day were settled before it (RULES 6)."""
        begun = [(from_on, mode) for from_on, mode, _ in self.modes if from_on <= day]
        return bool(begun) and max(begun)[1] != LOOK and self.is_working(day)

    def is_working(self, day: date) -> bool:
        return calendar.is_working_day(
            day,
            roster_covers=self._roster_covers(day),
            rostered=any(shift.day == day for shift in self.roster),
            pattern=self._pattern_on(day),
            on_leave=self.on_leave(day),
            holiday=day in self.holidays,
            neutral=day in self.neutral,
        )

    def counts_when_done(self, day: date) -> bool:
        """Whether a completion makes the day a working day (RULES 1)."""
        return calendar.makes_working_day(
            on_leave=self.on_leave(day),
            holiday=day in self.holidays,
            neutral=day in self.neutral,
        )

    def on_leave(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.leaves)

    def shifts(self, around: date) -> list[Shift]:
        """Rostered and pattern shifts of the day before, the day and the day after."""
        found = list(self.roster)
        for day in (around + timedelta(days=n) for n in (-1, 0, 1)):
            pattern = None if self._roster_covers(day) else self._pattern_on(day)
            shift = calendar.pattern_shift(day, pattern, self.place) if pattern else None
            found += [shift] if shift else []
        return found

    def service_day(self, at: datetime) -> date:
        """The service day at a moment (RULES 1)."""
        return calendar.service_day(at, self.place, self.shifts(at.date()), self.settings)

    def _roster_covers(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.spans)

    def _pattern_on(self, day: date) -> Pattern | None:
        begun = [row for row in self.patterns if row[0] <= day]
        return max(begun, key=lambda row: row[0])[1] if begun else None
