"""Which thanks give lift: all are delivered, but passing them to and fro is no game."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

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


def counting(thanks: Iterable[Thanks], settings: Settings = DEFAULTS) -> list[Thanks]:
    """Those that give lift, to the sender as to the receiver, by time (RULES 4).

    One per recipient in 7 days, and none for a thanks back within 48 hours. The daily limit of
    the sender is a matter of `lift`.
    """
    rest = timedelta(days=settings.thanks_same_person_days)
    back = timedelta(hours=settings.thanks_back_hours)
    last_counted: dict[tuple[int, str, int], datetime] = {}
    last_sent: dict[tuple[int, int], datetime] = {}
    found = []
    for one in sorted(set(thanks)):
        pair = (one.sender, one.kind, one.receiver)
        repeated = _within(rest, last_counted.get(pair), one.at)
        if not repeated and not _is_back(one, last_sent, back):
            found.append(one)
            last_counted[pair] = one.at
        if one.kind == "person":
            last_sent[one.sender, one.receiver] = one.at
    return found


def _is_back(one: Thanks, last_sent: dict[tuple[int, int], datetime], back: timedelta) -> bool:
    if one.kind != "person":
        return False
    return _within(back, last_sent.get((one.receiver, one.sender)), one.at)


def _within(span: timedelta, earlier: datetime | None, at: datetime) -> bool:
    return earlier is not None and at - earlier < span
