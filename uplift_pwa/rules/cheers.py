"""A leader's cheer of the day: own words for the whole team, and only those that are true."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

RUN, START = 5, 2
MONDAY = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """What a leader sees of the team's day anyway; nothing that tells of a person."""

    day: date
    kept: bool = False
    streak: int = 0
    best: int = 0
    to_join: int = 0
    huddle: bool = False


CHEERS: dict[str, Callable[[Facts], bool]] = {
    "kept": lambda facts: facts.kept,
    "longest": lambda facts: facts.streak >= RUN and facts.streak == facts.best,
    "run": lambda facts: facts.streak >= RUN,
    "start": lambda facts: 0 < facts.streak <= START,
    "joining": lambda facts: facts.to_join > 0,
    "huddle": lambda facts: facts.huddle,
    "week": lambda facts: facts.day.weekday() == MONDAY,
    "effort": lambda _facts: True,
    "together": lambda _facts: True,
    "shift": lambda _facts: True,
}


def eligible(facts: Facts) -> list[str]:
    """Which of our texts are true of the team's day."""
    return [key for key, is_true in CHEERS.items() if is_true(facts)]


def offered(facts: Facts, count: int = 2) -> list[str]:
    """Those to choose from: other ones every day, the same all day."""
    true = eligible(facts)
    first = facts.day.toordinal() * count
    return [true[(first + number) % len(true)] for number in range(count)]
