"""Which thanks give lift: all are delivered, but passing them to and fro is no game."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from uplift_pwa.rules.settings import DEFAULTS, Settings


@dataclass(frozen=True, slots=True, order=True)
class Thanks:
    """Thanks sent at a moment (aware) by a person to a person, a team or a department.

    `kind` says which, `receiver` is its id.
    """

    at: datetime
    sender: int
    receiver: int
    kind: str = "person"


class Why(StrEnum):
    AGAIN = "again"  # the same people within 7 days
    BACK = "back"  # they have just thanked the sender
    FULL = "full"  # the sender's lift for thanks of that day is given: theirs is not


@dataclass(frozen=True, slots=True)
class Held:
    """Why thanks give no lift, and since when."""

    why: Why
    since: datetime


def held(new: Thanks, before: Iterable[Thanks], settings: Settings = DEFAULTS) -> Held | None:
    """Why `new` gives nobody lift, or None if it does (RULES 4).

    `before` are the thanks that gave lift from the same sender to the same recipient, and any
    that came the other way.
    """
    rest = timedelta(days=settings.thanks_same_person_days)
    back = timedelta(hours=settings.thanks_back_hours)
    for one in sorted(before, reverse=True):
        if _same(one, new) and new.at - one.at < rest:
            return Held(Why.AGAIN, one.at)
        if _returned(one, new) and new.at - one.at < back:
            return Held(Why.BACK, one.at)
    return None


def _same(one: Thanks, new: Thanks) -> bool:
    return (one.sender, one.kind, one.receiver) == (new.sender, new.kind, new.receiver)


def _returned(one: Thanks, new: Thanks) -> bool:
    """Whether `new` answers `one`; nobody thanks a team back."""
    both_people = one.kind == new.kind == "person"
    return both_people and (one.sender, one.receiver) == (new.receiver, new.sender)
