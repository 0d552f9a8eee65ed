"""A challenge's words, language by language and version by version."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import ChallengeText

FIELDS = ("title", "what", "better", "quiet")


@dataclass(frozen=True, slots=True)
class Words:
    """Four texts, as they were kept."""

    title: str
    what: str
    better: str
    quiet: str


def in_languages(session: Session, challenge_id: int, version: int) -> dict[str, Words]:
    """The words of one version by language; empty where there is no such version."""
    rows = session.execute(
        select(ChallengeText.locale, *(getattr(ChallengeText, name) for name in FIELDS))
        .where(ChallengeText.challenge_id == challenge_id, ChallengeText.version == version)
        .order_by(ChallengeText.locale)
    )
    return {row[0]: Words(*row[1:]) for row in rows}


def two_versions(
    session: Session, challenge_id: int, version: int
) -> tuple[dict[str, Words], dict[str, Words]]:
    """The words of the version before and of this one, each by language. One SELECT."""
    rows = session.execute(
        select(
            ChallengeText.version,
            ChallengeText.locale,
            *(getattr(ChallengeText, name) for name in FIELDS),
        )
        .where(ChallengeText.challenge_id == challenge_id)
        .where(ChallengeText.version.in_((version - 1, version)))
        .order_by(ChallengeText.locale)
    )
    found: dict[int, dict[str, Words]] = {version - 1: {}, version: {}}
    for number, language, *texts in rows:
        found[number][language] = Words(*texts)
    return found[version - 1], found[version]
