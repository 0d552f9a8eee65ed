"""What a roster or a calendar says, in our own words: shifts, days without one, refusals."""

from dataclasses import dataclass, field
from datetime import date, datetime

REFUSAL_CODES = (
    "no_staff_number",
    "bad_date",
    "bad_time",
    "half_a_shift",
    "no_length",
    "too_long",
    "bad_event",
    "unknown_zone",
    "unknown_rule",
    "endless_rule",
)


@dataclass(frozen=True, slots=True)
class RosterShift:
    """A shift of somebody, or, without times, a day on which they have none.

    Naive times are the wall's at the person's site, aware ones are instants; `ends` is after
    `starts`. `staff_number` None is the person whose calendar it is.
    """

    line: int
    staff_number: str | None
    day: date
    starts: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, slots=True)
class RosterRefusal:
    """Why a line or an event is not taken; `detail` is short and safe to show."""

    line: int
    code: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """Everything a file says. It speaks for the days from its first to its last."""

    shifts: list[RosterShift] = field(default_factory=list)
    refused: list[RosterRefusal] = field(default_factory=list)

    @property
    def first(self) -> date | None:
        return min((shift.day for shift in self.shifts), default=None)

    @property
    def last(self) -> date | None:
        return max((shift.day for shift in self.shifts), default=None)

    @property
    def staff_numbers(self) -> set[str]:
        return {shift.staff_number for shift in self.shifts if shift.staff_number}
