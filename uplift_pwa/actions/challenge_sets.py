"""Several challenges at once: a copy, a step for many, and what a pack would change."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, challenge_packs, challenge_pauses, challenges, locks
from uplift_pwa.actions import challenge_rows as rows
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.exchange.challenge_file import ChallengeDraft, ChallengeText, Pack
from uplift_pwa.models import Challenge, ChallengeAudience, Person
from uplift_pwa.models import ChallengeText as Words
from uplift_pwa.queries.audiences import KINDS, Audience
from uplift_pwa.queries.challenge_packs import known as keys_here

STEPS: dict[str, Callable[..., object]] = {
    "publish": challenges.publish,
    "pause": challenge_pauses.pause,
    "retire": challenges.retire,
    "pack": challenge_packs.put,
}


OWN_DAYS: dict[str, Any] = {"from_on": None, "until_on": None, "every": "", "hour": None}


class RefusedSome(Exception):
    """Some of many were refused, so nothing is to be kept; `codes` says why, by id."""

    def __init__(self, codes: dict[int, str]) -> None:
        super().__init__(f"{len(codes)} refused")
        self.codes = codes


@dataclass(frozen=True, slots=True)
class Planned:
    """What a pack would do with one of its challenges: `created`, `revised` or nothing."""

    key: str
    title: str
    step: str


def copy(session: Session, challenge_id: int, *, by: int | None, at: datetime) -> int:
    """A new draft with the same words in all languages, card and audience; returns its id.

    Its days are its own: it begins without any. Raises `Refused`: not_found.
    """
    challenge = challenges.lock(session, challenge_id)
    texts = rows.texts_of(session, challenge)
    texts = {challenge.language: texts[challenge.language]} | texts
    draft = replace(rows.draft_of(challenge, texts), key="", **OWN_DAYS)
    audience = _audience(session, challenge_id)
    return challenges.create(session, draft, by=by, at=at, audience=audience)


def take(
    session: Session, drafts: Iterable[ChallengeDraft], *, by: int, at: datetime, pack: str
) -> int:
    """Keep those whose key is not here yet as drafts, with all their words; returns how many.

    What is here already stays as the desk has it, so the same again changes nothing.
    """
    locks.row(session, Person, Person.id == by)  # a second tap waits for the first
    wanted = list(drafts)
    here = keys_here(session, [draft.key for draft in wanted])
    new = [draft for draft in wanted if draft.key not in here]
    for draft in new:
        challenges.create(session, draft, by=by, at=at)
    if new:
        languages = sorted({name for draft in new for name in draft.texts})
        detail = {"pack": pack, "language": ", ".join(languages), "created": len(new)}
        audit.note(session, "challenges.imported", "pack", None, by=by, at=at, detail=detail)
    return len(new)


def step_all(
    session: Session,
    challenge_ids: Iterable[int],
    step: str,
    *,
    by: int | None,
    at: datetime,
    **said: str,
) -> None:
    """Do one of `STEPS` with each of them, or with none; `said` is what the step asks for.

    Raises `RefusedSome`.
    """
    refused: dict[int, str] = {}
    for challenge_id in sorted(set(challenge_ids)):
        try:
            STEPS[step](session, challenge_id, by=by, at=at, **said)
        except Refused as refusal:
            refused[challenge_id] = refusal.code
    if refused:
        raise RefusedSome(refused)


def plan(session: Session, pack: Pack) -> list[Planned]:
    """What `challenges.import_pack` would do, in the pack's order; changes nothing."""
    known = _known(session, [draft.key for draft in pack.drafts])
    found = []
    for draft in pack.drafts:
        step = "created"
        if draft.key in known:
            stored, wanted = rows.merged(*known[draft.key], draft, pack.language)
            step = "" if stored == wanted else "revised"
        found.append(Planned(draft.key, draft.texts[pack.language].title, step))
    return found


def _known(
    session: Session, keys: list[str]
) -> dict[str, tuple[Challenge, dict[str, ChallengeText]]]:
    found: dict[str, tuple[Challenge, dict[str, ChallengeText]]] = {}
    stored = session.execute(
        select(Challenge, Words)
        .join(Words, Words.challenge_id == Challenge.id)
        .where(Words.version == Challenge.version, Challenge.key.in_(keys))
        .order_by(Challenge.id, Words.locale)
    )
    for challenge, words in stored:
        texts = found.setdefault(challenge.key, (challenge, {}))[1]
        texts[words.locale] = rows.text_of(words)
    return found


def _audience(session: Session, challenge_id: int) -> Audience:
    named: dict[str, set[int]] = {kind: set() for kind in KINDS}
    for kind, target in session.execute(
        select(ChallengeAudience.kind, ChallengeAudience.target_id).filter_by(
            challenge_id=challenge_id
        )
    ):
        named[kind].add(target)
    return Audience(**{kind: frozenset(targets) for kind, targets in named.items()})
