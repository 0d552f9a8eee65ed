"""Challenges on their way: written, revised, published, retired, carried in and out."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, locks
from uplift_pwa.actions import challenge_rows as rows
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.exchange.challenge_file import ChallengeDraft, ChallengeText, Pack
from uplift_pwa.models import Challenge
from uplift_pwa.models import ChallengeText as Words
from uplift_pwa.queries.audiences import Audience

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Imported:
    """What a pack changed, in numbers of challenges."""

    created: int
    revised: int
    unchanged: int
    published: int


EVERYBODY = Audience()
UNPAUSED: dict[str, object] = {"paused_from": None, "pause_reason": None}


def create(
    session: Session,
    draft: ChallengeDraft,
    *,
    by: int | None,
    at: datetime,
    audience: Audience = EVERYBODY,
) -> int:
    """Keep a new challenge as a draft and return its id. An empty key gets one of its own.

    Its first text is the language it was written in. `at` is aware, its days service days.
    """
    challenge = Challenge(
        key=draft.key or rows.new_key(draft),
        state="draft",
        version=1,
        language=next(iter(draft.texts)),
        created_at=at,
        created_by_id=by,
        for_leaders=draft.for_leaders,
        **rows.card_of(draft),
        **rows.schedule_of(draft),
    )
    session.add(challenge)
    session.flush()
    rows.write_texts(session, challenge, draft.texts)
    rows.write_audience(session, challenge.id, audience)
    _note(session, "challenge.created", challenge, by, at)
    return challenge.id


def revise(
    session: Session,
    challenge_id: int,
    draft: ChallengeDraft,
    *,
    by: int | None,
    at: datetime,
    audience: Audience | None = None,
) -> None:
    """Change a challenge. What people have read stays: once published, it gets a new version.

    Texts in languages that the draft does not bring stay as they are, except that the draft's
    first language replaces the one it was written in. `audience` None leaves it alone. Whether
    it is for leaders stays once published. Raises `Refused`: not_found, challenge_unfinished
    (it is live and would miss words).
    """
    challenge = lock(session, challenge_id)
    if challenge.state == "live" and not all(map(rows.is_whole, draft.texts.values())):
        raise Refused("challenge_unfinished")
    language = next(iter(draft.texts))
    before = rows.texts_of(session, challenge)
    kept = {name: text for name, text in before.items() if name != challenge.language}
    _rewrite(session, challenge, draft, kept | draft.texts, before)
    challenge.language = language
    _set(challenge, rows.schedule_of(draft))
    if not challenge.published_at:
        challenge.for_leaders = draft.for_leaders
    if audience is not None:
        rows.write_audience(session, challenge_id, audience)
    _note(session, "challenge.revised", challenge, by, at)


def publish(session: Session, challenge_id: int, *, by: int | None, at: datetime) -> None:
    """Offer a challenge from now on, within its schedule (RULES 2). Twice is once.

    A retired or paused one comes back, and its votes begin anew. Raises `Refused`:
    not_found, challenge_unfinished, challenge_over (its last day has passed everywhere).
    """
    challenge = lock(session, challenge_id)
    if challenge.state == "live" and challenge.paused_from is None:
        return
    text = rows.texts_of(session, challenge).get(challenge.language)
    if text is None or not rows.is_whole(text):
        raise Refused("challenge_unfinished")
    if challenge.until_on and challenge.until_on < at.date() - ONE_DAY:
        raise Refused("challenge_over")
    step = "challenge.resumed" if challenge.paused_from else "challenge.published"
    _set(challenge, {"state": "live", "published_at": at, "retired_at": None})
    _set(challenge, {"votes": 0, "boxes": 0} | UNPAUSED)
    _note(session, step, challenge, by, at)


def retire(session: Session, challenge_id: int, *, by: int | None, at: datetime) -> None:
    """Offer a challenge no longer; what was done stays. Twice is once.

    Raises `Refused`: not_found, challenge_is_draft.
    """
    challenge = lock(session, challenge_id)
    if challenge.state == "retired":
        return
    if challenge.state == "draft":
        raise Refused("challenge_is_draft")
    _set(challenge, {"state": "retired", "retired_at": at} | UNPAUSED)
    _note(session, "challenge.retired", challenge, by, at)


def import_pack(
    session: Session, pack: Pack, *, by: int | None, at: datetime, publish: bool
) -> Imported:
    """Take in a pack by its keys; the same pack again changes nothing.

    A known challenge takes the pack's words in the pack's language; everything else of it
    only from a pack in the language it was written in. `publish` also puts drafts live.
    Raises `Refused` as `publish` does.
    """
    known = _known(session, [draft.key for draft in pack.drafts])
    did = [_take(session, known, draft, pack.language, by, at) for draft in pack.drafts]
    published = _publish_drafts(session, [d.key for d in pack.drafts], by, at) if publish else 0
    done = Imported(did.count("created"), did.count("revised"), did.count(""), published)
    if done.created or done.revised or done.published:
        detail: dict[str, object] = {"pack": pack.name, "language": pack.language}
        audit.note(
            session,
            "challenges.imported",
            "pack",
            None,
            by=by,
            at=at,
            detail=detail | asdict(done),
        )
    return done


def export_pack(
    session: Session, language: str, *, name: str = "own", only: Sequence[int] | None = None
) -> Pack:
    """Every challenge that has words in this language, oldest first, as a pack.

    `only` are the ids of those that may go, in their order.
    """
    found = session.execute(
        select(Challenge, Words)
        .join(Words, Words.challenge_id == Challenge.id)
        .where(Words.version == Challenge.version, Words.locale == language)
        .where(*([Challenge.id.in_(only)] if only is not None else []))
        .order_by(Challenge.id)
    ).all()
    place = {challenge_id: number for number, challenge_id in enumerate(only or ())}
    drafts = (
        rows.draft_of(one, {language: rows.text_of(words)})
        for one, words in sorted(found, key=lambda row: place.get(row[0].id, 0))
    )
    return Pack(language, name, tuple(drafts))


def _take(
    session: Session,
    known: dict[str, int],
    draft: ChallengeDraft,
    language: str,
    by: int | None,
    at: datetime,
) -> str:
    """Create or revise one challenge of a pack; says which, or nothing when it is the same."""
    if draft.key not in known:
        create(session, draft, by=by, at=at)
        return "created"
    challenge = lock(session, known[draft.key])
    texts = rows.texts_of(session, challenge)
    stored, wanted = rows.merged(challenge, texts, draft, language)
    if wanted == stored:
        return ""
    revise(session, challenge.id, wanted, by=by, at=at)
    return "revised"


def _publish_drafts(session: Session, keys: list[str], by: int | None, at: datetime) -> int:
    drafts = session.scalars(
        select(Challenge.id).where(Challenge.key.in_(keys), Challenge.state == "draft")
    ).all()
    for challenge_id in drafts:
        publish(session, challenge_id, by=by, at=at)
    return len(drafts)


def _known(session: Session, keys: list[str]) -> dict[str, int]:
    found = session.execute(select(Challenge.key, Challenge.id).where(Challenge.key.in_(keys)))
    return {key: challenge_id for key, challenge_id in found}


def lock(session: Session, challenge_id: int) -> Challenge:
    """The challenge, for us alone until the commit. Raises `Refused`: not_found."""
    return locks.row(session, Challenge, Challenge.id == challenge_id)


def _rewrite(
    session: Session,
    challenge: Challenge,
    draft: ChallengeDraft,
    texts: dict[str, ChallengeText],
    before: dict[str, ChallengeText],
) -> None:
    """The card's picture and words: in place while nobody has read them, else a new version."""
    new_card = rows.card_of(draft) != rows.card_of(rows.draft_of(challenge, before))
    rewritten = any(texts.get(name) != text for name, text in before.items())
    if challenge.published_at and (new_card or rewritten):
        challenge.version += 1
    _set(challenge, rows.card_of(draft))
    rows.write_texts(session, challenge, texts)


def _set(challenge: Challenge, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(challenge, name, value)


def _note(
    session: Session, action: str, challenge: Challenge, by: int | None, at: datetime
) -> None:
    text = rows.texts_of(session, challenge).get(challenge.language)
    audit.note(
        session,
        action,
        "challenge",
        challenge.id,
        by=by,
        at=at,
        detail={"title": text.title if text else "", "version": challenge.version},
    )
