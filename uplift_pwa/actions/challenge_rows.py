"""How a challenge lies in its tables: its words by version and language, its audience."""

import re
import secrets
import unicodedata
from dataclasses import asdict, replace

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from uplift_pwa.exchange.challenge_file import ChallengeDraft, ChallengeText
from uplift_pwa.models import Challenge, ChallengeAudience
from uplift_pwa.models import ChallengeText as Words
from uplift_pwa.queries.audiences import Audience
from uplift_pwa.rules import rounds

EVERY_DAY = 0b1111111
SECTORS = ("everywhere",)  # a stored challenge has an audience instead


def draft_of(challenge: Challenge, texts: dict[str, ChallengeText]) -> ChallengeDraft:
    every_day = challenge.weekdays == EVERY_DAY
    return ChallengeDraft(
        key=challenge.key,
        helps=challenge.helps,
        minutes=challenge.minutes,
        plate=challenge.plate,
        sectors=SECTORS,
        texts=texts,
        from_on=challenge.from_on,
        until_on=challenge.until_on,
        weekdays=frozenset(
            day for day in range(1, 8) if not every_day and challenge.weekdays >> (day - 1) & 1
        ),
        for_leaders=challenge.for_leaders,
        every=str(rounds.every(challenge.turn) or ""),
        hour=challenge.release_hour,
    )


def as_stored(draft: ChallengeDraft) -> ChallengeDraft:
    """The draft as it would be read back, so that the two can be compared."""
    weekdays = draft.weekdays if len(draft.weekdays) < 7 else frozenset()
    return replace(draft, sectors=SECTORS, weekdays=weekdays)


def merged(
    challenge: Challenge, texts: dict[str, ChallengeText], draft: ChallengeDraft, language: str
) -> tuple[ChallengeDraft, ChallengeDraft]:
    """A stored challenge, and as a pack in `language` would have it; equal: nothing changes."""
    stored = draft_of(challenge, texts)
    first = {challenge.language: texts[challenge.language]}
    wanted = as_stored(draft) if language == challenge.language else stored
    wanted = replace(wanted, texts=first | texts | draft.texts)
    if challenge.published_at:
        wanted = replace(wanted, for_leaders=stored.for_leaders)
    return stored, wanted


def card_of(draft: ChallengeDraft) -> dict[str, object]:
    return {"helps": draft.helps, "minutes": draft.minutes, "plate": draft.plate}


def schedule_of(draft: ChallengeDraft) -> dict[str, object]:
    mask = sum(1 << (day - 1) for day in draft.weekdays) or EVERY_DAY
    every = rounds.Every(draft.every) if draft.every else None
    return {
        "from_on": draft.from_on,
        "until_on": draft.until_on,
        "weekdays": mask,
        "turn": rounds.turn(every, draft.from_on) if every else None,
        "release_hour": draft.hour,
    }


def texts_of(session: Session, challenge: Challenge) -> dict[str, ChallengeText]:
    rows = session.scalars(
        select(Words)
        .filter_by(challenge_id=challenge.id, version=challenge.version)
        .order_by(Words.locale)
        .execution_options(populate_existing=True)
    )
    return {words.locale: text_of(words) for words in rows}


def text_of(words: Words) -> ChallengeText:
    return ChallengeText(words.title, words.what, words.better, words.quiet)


def write_texts(
    session: Session, challenge: Challenge, texts: dict[str, ChallengeText]
) -> None:
    own = {"challenge_id": challenge.id, "version": challenge.version}
    session.execute(delete(Words).filter_by(**own))
    session.add_all(Words(**own, locale=name, **asdict(text)) for name, text in texts.items())
    session.flush()


def write_audience(session: Session, challenge_id: int, audience: Audience) -> None:
    session.execute(delete(ChallengeAudience).filter_by(challenge_id=challenge_id))
    session.add_all(
        ChallengeAudience(challenge_id=challenge_id, kind=kind, target_id=target)
        for kind, targets in asdict(audience).items()
        for target in sorted(targets)
    )
    session.flush()


def is_whole(text: ChallengeText) -> bool:
    return all(asdict(text).values())


def new_key(draft: ChallengeDraft) -> str:
    title = next(iter(draft.texts.values())).title
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain) or ["challenge"]
    return f"{'-'.join(words)[:48].strip('-')}-{secrets.token_hex(3)}"
