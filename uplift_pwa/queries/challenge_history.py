"""What was done to a challenge, when and by whom."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import Audit, Person

LONGEST = 50


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done to a challenge; `by` is None for the command line.

    `version` is 0 for what votes did: they change no words.
    """

    at: datetime
    action: str
    by: str | None
    version: int
    title: str
    reason: str = ""


def history(session: Session, challenge_id: int) -> list[Step]:
    """What was done to a challenge and by whom, newest first."""
    rows = session.execute(
        select(Audit.at, Audit.action, Person.name, Audit.detail)
        .outerjoin(Person, Person.id == Audit.actor_id)
        .where(Audit.subject_kind == "challenge", Audit.subject_id == challenge_id)
        .order_by(Audit.at.desc(), Audit.id.desc())
        .limit(LONGEST)
    )
    return [_step(*row) for row in rows]


def _step(at: datetime, action: str, by: str | None, detail: dict[str, Any]) -> Step:
    said = {name: detail.get(name, "") for name in ("title", "reason")}
    return Step(at, action, by, detail.get("version", 0), **said)
