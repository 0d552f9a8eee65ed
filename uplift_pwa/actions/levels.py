"""What the organisation calls its levels; who has which one comes from the people file."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Level
from uplift_pwa.rules.levels import usual_name

LONGEST = 40


def name(session: Session, names: Mapping[str, str], *, by: int, at: datetime) -> None:
    """Call levels, by their keys, differently from now on; an empty name is the usual one.

    `at` is aware; unknown keys are left out. Raises `Refused`: level_name (too long, or two
    levels would be called alike).
    """
    levels = session.scalars(select(Level).order_by(Level.rank)).all()
    called = {
        one.key: _tidy(names.get(one.key, one.name)) or usual_name(one.key) for one in levels
    }
    if any(len(text) > LONGEST or not text.isprintable() for text in called.values()):
        raise Refused("level_name")
    if len({text.casefold() for text in called.values()}) < len(levels):
        raise Refused("level_name")
    for level in levels:
        before, after = level.name, called[level.key]
        if before == after:
            continue
        level.name = after
        detail: dict[str, object] = {"before": before, "after": after}
        audit.note(session, "level.named", "level", level.id, by=by, at=at, detail=detail)


def _tidy(text: str) -> str:
    return " ".join(text.split())
