"""The numbers in force on a service day: the table, and what admins have changed since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from uplift_pwa.rules.settings import DEFAULTS, Number, Settings, numbers

# Starred numbers that every act and page reads from the rulebook, so that they may be changed.
CHANGEABLE = frozenset(
    {
        "offered_a_day",
        "accepted_a_day",
        "open_hours",
        "late_days",
        "shift_margin_minutes",
        "undo_minutes",
        "lift_cap",
        "rhythm_days",
        "rhythm_percent",
        "rhythm_join_weeks",
        "least_on_shift",
        "kept_percent",
        "warm_percent",
        "cover_every",
        "covers_held",
        "lend_days",
        "success_units_percent",
        "weight_rhythm",
        "weight_breadth",
        "weight_return",
        "weight_felt",
        "tipped_percent",
        "least_people",
        "tipped_units_percent",
        "join_again_days",
        "roadblock_public_from",
        "roadblock_answer_days",
        "roadblock_clear_days",
        "idea_from",
    }
)
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
