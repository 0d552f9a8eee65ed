"""The numbers in force on a service day: the table, and what admins have changed since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from uplift_pwa.rules.calendar import Place
from uplift_pwa.rules.settings import DEFAULTS, Number, Settings, numbers

CHANGEABLE = frozenset(number.name for number in numbers() if number.starred)
BY_NAME = {number.name: number for number in numbers()}


@dataclass(frozen=True, slots=True, order=True)
class Change:
    """A starred number as it holds from a service day on."""

    from_on: date
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Every change of a starred number there has been, by day."""

    changes: tuple[Change, ...] = ()

    def on(self, day: date) -> Settings:
        """The numbers in force on a service day; a day that is over keeps its own."""
        if not self.changes:
            return DEFAULTS
        return _in_force(tuple(one for one in self.changes if one.from_on <= day))

    def place(self, zone: str, own_hour: int | None) -> Place:
        """A site's clock: its own hour, or the one in force on each day (RULES 1)."""
        if own_hour is not None:
            return Place(zone, own_hour)
        hours = tuple((one.from_on, one.value) for one in self.of("roll_over_hour"))
        return Place(zone, hours=hours)

    def of(self, name: str) -> list[Change]:
        """Every change of a number, the oldest first."""
        return [one for one in self.changes if one.name == name]

    def after(self, day: date) -> list[Change]:
        """What has been decided and begins later than `day`, by date and name."""
        return [one for one in self.changes if one.from_on > day]


def rulebook(changes: Iterable[Change]) -> Rulebook:
    """The book of these changes, in any order; what does not fit the table is left out."""
    return Rulebook(tuple(sorted(one for one in changes if fits(one.name, one.value))))


def fits(name: str, value: int) -> bool:
    """Whether a starred number may have this value (RULES intro)."""
    about: Number | None = BY_NAME.get(name)
    return about is not None and about.starred and about.least <= value <= about.most


@lru_cache(maxsize=64)
def _in_force(changes: tuple[Change, ...]) -> Settings:
    return replace(DEFAULTS, **{one.name: one.value for one in changes})
