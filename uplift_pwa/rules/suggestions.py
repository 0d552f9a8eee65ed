"""Whom one may want to thank, before a letter is typed. Never a ranking: the day shuffles."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b

PEOPLE = 6
LATELY = 2  # of them, people with whom there were thanks lately
PLACES = 2


def people(person: int, day: date, lately: Iterable[int], mates: Iterable[int]) -> list[int]:
    """Ids of colleagues: some of those of late, newest first, then team mates of the day."""
    recent = list(dict.fromkeys(lately))
    chosen = recent[:LATELY]
    others = _of_the_day(person, day, set(mates) - set(chosen))
    more = [who for who in recent if who not in others]
    return list(dict.fromkeys([*chosen, *others, *more]))[:PEOPLE]


def places(person: int, day: date, ids: Iterable[int]) -> list[int]:
    """A few of the other departments, each in its turn."""
    return _of_the_day(person, day, set(ids))[:PLACES]


def _of_the_day(person: int, day: date, ids: set[int]) -> list[int]:
    return sorted(ids, key=lambda one: blake2b(f"{person} {day} {one}".encode()).digest())
