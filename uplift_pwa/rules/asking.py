"""Whether the app asks somebody about nudges: seldom, and never twice in a row (RULES 10)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from uplift_pwa.rules import nudge_plan
from uplift_pwa.rules.settings import DEFAULTS, Settings

FIRST_AFTER = 2  # completed challenges: by then it is known what a nudge would be for
NOT_NOW = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of somebody: their acts, and what they have answered so far.

    `reachable`: a phone of theirs takes push. `nudges` is their own switch, None for somebody
    who was never asked; `ignored` counts nudges that nobody opened.
    """

    acts: int = 0
    reachable: bool = False
    nudges: bool | None = None
    declined_at: datetime | None = None
    ignored: int = 0


def question(asked: Asked, at: datetime, settings: Settings = DEFAULTS) -> str:
    """What to ask at `at` (aware): "first", "again" (no phone takes them any more),
    "stopped" (so many went unopened), or nothing.
    """
    if asked.acts < FIRST_AFTER or asked.nudges is False or _is_soon(asked.declined_at, at):
        return ""
    if asked.reachable:
        return "stopped" if nudge_plan.is_stopped(asked.ignored, settings) else ""
    return "again" if asked.nudges and asked.declined_at is None else "first"


def _is_soon(declined_at: datetime | None, at: datetime) -> bool:
    return declined_at is not None and at - declined_at < NOT_NOW
