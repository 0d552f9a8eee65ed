"""The organisation's own words for the answers to "Did this help you?"."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import AnswerWord
from uplift_pwa.rules.answers import ANSWERS

MOST_SIGNS = 24


def name(
    session: Session, locale: str, texts: Mapping[str, str], *, by: int, at: datetime
) -> None:
    """Say the answers in one's own words in one language; an empty text is the usual one.

    `texts` is by answer (rules.answers.ANSWERS). Audited; `at` is aware. Raises `Refused`:
    answer_words (too long, the same twice, or no such answer).
    """
    own = {key: " ".join(text.split()) for key, text in texts.items() if text.strip()}
    same = len({text.casefold() for text in own.values()}) < len(own)
    if same or not set(own) <= set(ANSWERS) or any(len(t) > MOST_SIGNS for t in own.values()):
        raise Refused("answer_words")
    session.execute(delete(AnswerWord).filter_by(locale=locale))
    session.add_all(AnswerWord(key=key, locale=locale, text=text) for key, text in own.items())
    session.flush()
    detail: dict[str, object] = {"language": locale, **own}
    audit.note(session, "answer_words.named", "answer_word", None, by=by, at=at, detail=detail)
