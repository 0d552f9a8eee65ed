"""What a challenge has said in its versions, and what was done to it by whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import Audit, ChallengeText, Person

LONGEST = 50


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of one version in one language."""

    version: int
    language: str
    title: str
    what: str
    better: str
    quiet: str


@dataclass(frozen=True, slots=True)
class Step:
    """Something that was done to a challenge; `by` is None for the command line."""

    at: datetime
    action: str
    by: str | None
    version: int


def wordings(session: Session, challenge_id: int) -> list[Wording]:
    """What a challenge says and said, newest version first; the oldest may be left out."""
    rows = session.execute(
        select(
            ChallengeText.version,
            ChallengeText.locale,
            ChallengeText.title,
            ChallengeText.what,
            ChallengeText.better,
            ChallengeText.quiet,
        )
        .filter_by(challenge_id=challenge_id)
        .order_by(ChallengeText.version.desc(), ChallengeText.locale)
        .limit(LONGEST)
    )
    return [Wording(*row) for row in rows]


def history(session: Session, challenge_id: int) -> list[Step]:
    """What was done to a challenge and by whom, newest first."""
    rows = session.execute(
        select(Audit.at, Audit.action, Person.name, Audit.detail)
        .outerjoin(Person, Person.id == Audit.actor_id)
        .where(Audit.subject_kind == "challenge", Audit.subject_id == challenge_id)
        .order_by(Audit.at.desc(), Audit.id.desc())
        .limit(LONGEST)
    )
    return [
        Step(at, action, by, int(str(detail["version"]))) for at, action, by, detail in rows
    ]
