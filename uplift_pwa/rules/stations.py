"""A shared tablet: how long a turn at it lasts, and how often four figures may be wrong."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from unicodedata import decimal

LOCKS_AFTER = timedelta(seconds=45)
WARNS_AFTER = timedelta(seconds=25)
LINK_VALID = timedelta(hours=1)
PIN_LENGTH = 4
PAUSE_AT, PAUSE = 5, timedelta(minutes=5)  # SAFETY A10
SHUT_AT = 10


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody as a tablet knows them."""

    person_id: int
    given_name: str
    name: str


def is_open(seen_at: datetime, at: datetime) -> bool:
    """Whether a turn that was seen last at `seen_at` still lasts; both aware."""
    return at - seen_at < LOCKS_AFTER


def meant(typed: str) -> str:
    """The figures somebody meant, whichever alphabet their keyboard writes them in."""
    return "".join(str(decimal(sign)) if sign.isdecimal() else sign for sign in typed.strip())


def is_pin(typed: str) -> bool:
    return len(typed) == PIN_LENGTH and typed.isascii() and typed.isdigit()


def is_easy(pin: str) -> bool:
    """Whether somebody would try it first: one figure four times, or a run."""
    steps = {ord(after) - ord(before) for before, after in zip(pin, pin[1:], strict=False)}
    return steps in ({0}, {1}, {-1})


def labels(people: Iterable[Named]) -> dict[int, str]:
    """What stands on each one's button: the given name, more where two are alike."""
    known = list(people)
    found = {one.person_id: one.given_name for one in known}
    for longer in (_with_initial, lambda one: one.name):
        alike = Counter(text.casefold() for text in found.values())
        for one in known:
            if alike[found[one.person_id].casefold()] > 1:
                found[one.person_id] = longer(one)
    return found


def _with_initial(one: Named) -> str:
    last = one.name.split()[-1:] or [""]
    return one.given_name if last[0] == one.given_name else f"{one.given_name} {last[0][:1]}."
