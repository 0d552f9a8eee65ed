"""The kinds of push there are: how long each is worth something, and how it is switched off."""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import blake2b

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Kind:
    """`ttl`: how long a push service keeps it for a phone that is off (RFC 8030 5.2).

    `switch` is the person's own switch for it; `timed` waits for a working window outside
    quiet hours; `nudge` is worth nothing any more once something is done on its day.
    """

    switch: str | None
    ttl: timedelta
    urgency: str = "normal"
    timed: bool = True
    nudge: bool = False


KINDS = {
    "nudge": Kind("nudges", 4 * HOUR, nudge=True),
    "one_short": Kind("nudges", 2 * HOUR, urgency="high", nudge=True),
    "thanks": Kind("colleagues", 12 * HOUR),
    "question": Kind("colleagues", 12 * HOUR),
    "badge": Kind("team", 12 * HOUR),
    "stage": Kind("campaign", 12 * HOUR),
    "launch": Kind("campaign", 12 * HOUR),
    "booster": Kind("campaign", 12 * HOUR),
    "leader_waiting": Kind("leading", 8 * HOUR),
    "roadblock": Kind("leading", 12 * HOUR),
    "bundle": Kind(None, 12 * HOUR),
    "test": Kind(None, 5 * HOUR / 60, urgency="high", timed=False),
}


def tag(key: str) -> str:
    """The Topic of a message and the tag of its notification: a repeat replaces the first.

    24 signs of base64url (RFC 8030 5.4).
    """
    return urlsafe_b64encode(blake2b(key.encode(), digest_size=18).digest()).decode()
