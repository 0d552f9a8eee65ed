"""The studio's packs: those there are, and one with its challenges in their order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Challenge, ChallengePack, ChallengeText, PackChallenge
from uplift_pwa.queries.challenges import authors_words, state_on


@dataclass(frozen=True, slots=True)
class Listed:
    id: int
    name: str
    challenges: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A challenge of a pack, in its author's words."""

    id: int
    title: str
    language: str
    plate: str
    state: str
    from_on: date | None
    until_on: date | None
    pause_reason: str | None


@dataclass(frozen=True, slots=True)
class Pack:
    id: int
    name: str
    challenges: list[Placed]


def packs(session: Session) -> list[Listed]:
    """All packs by name, with the number of their challenges. One SELECT."""
    rows = session.execute(
        select(ChallengePack.id, ChallengePack.name, func.count())
        .join(PackChallenge, PackChallenge.pack_id == ChallengePack.id)
        .group_by(ChallengePack.id, ChallengePack.name)
        .order_by(ChallengePack.name)
    )
    return [Listed(*row) for row in rows]


def pack(session: Session, pack_id: int, today: date) -> Pack | None:
    """One pack in its order, or None. `today` is the desk's own date. One SELECT."""
    rows: Any = session.execute(
        select(
            ChallengePack.name.label("pack"),
            Challenge.id,
            ChallengeText.title,
            Challenge.language,
            Challenge.plate,
            state_on(today).label("state"),
            Challenge.from_on,
            Challenge.until_on,
            Challenge.pause_reason,
        )
        .join(PackChallenge, PackChallenge.pack_id == ChallengePack.id)
        .join(Challenge, Challenge.id == PackChallenge.challenge_id)
        .join(ChallengeText, authors_words())
        .where(ChallengePack.id == pack_id)
        .order_by(PackChallenge.place)
    ).all()
    if not rows:
        return None
    return Pack(pack_id, rows[0].pack, [Placed(*row[1:]) for row in rows])


def known(session: Session, keys: Iterable[str]) -> set[str]:
    """Which of these keys a challenge has."""
    return set(session.scalars(select(Challenge.key).where(Challenge.key.in_(list(keys)))))
