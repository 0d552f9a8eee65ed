"""How a person takes part: three modes, theirs alone to change."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum


class Mode(StrEnum):
    """Play shows the name in the team's feed, Quiet counts without it, Look only reads."""

    PLAY = "play"
    QUIET = "quiet"
    LOOK = "look"


Change = tuple[date, Mode]


def mode_on(day: date, changes: Iterable[Change]) -> Mode:
    """The mode in force on a service day; Look until the first change (RULES 3).

    `changes` are (from day, mode) as they were made; of two for one day the later holds.
    """
    begun = [change for change in changes if change[0] <= day]
    latest = max((from_on for from_on, _ in begun), default=None)
    return next((mode for from_on, mode in reversed(begun) if from_on == latest), Mode.LOOK)


def takes_part(mode: Mode) -> bool:
    """Whether acts in this mode count (RULES 3, 6)."""
    return mode is not Mode.LOOK


def takes_effect(chosen_on: date) -> date:
    """The service day from which a change made on another one holds (RULES 3)."""
    return chosen_on + timedelta(days=1)
