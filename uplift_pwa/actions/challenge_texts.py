"""A challenge's words in one more language, without touching those in the others."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions import challenge_rows as rows
from uplift_pwa.actions import challenges
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.exchange.challenge_file import ChallengeText


def reword(
    session: Session,
    challenge_id: int,
    language: str,
    text: ChallengeText,
    *,
    by: int | None,
    at: datetime,
) -> None:
    """Write or change the words in one language; the same words again change nothing.

    Words that people could have read stay: once published, changing them makes a new version,
    adding a language does not. Raises `Refused`: not_found, challenge_unfinished (it is live
    and would miss words).
    """
    challenge = challenges.lock(session, challenge_id)
    texts = rows.texts_of(session, challenge)
    if texts.get(language) == text:
        return
    if challenge.state == "live" and not rows.is_whole(text):
        raise Refused("challenge_unfinished")
    first = {challenge.language: texts[challenge.language]}
    draft = rows.draft_of(challenge, texts)
    challenges.revise(
        session, challenge_id, replace(draft, texts=first | {language: text}), by=by, at=at
    )
