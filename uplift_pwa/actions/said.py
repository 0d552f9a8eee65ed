"""What comes with an act besides the tap: a sentence, who was helped, a story, a vote."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from uplift_pwa.actions import announcing, confirmations, stories, votes
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Sentence

MOST_SIGNS = 280
PLAY = "play"  # the mode whose name appears in the feed (RULES 3)


@dataclass(frozen=True, slots=True)
class Words:
    """What changed, in which language, who was helped, and whether the team may read it."""

    sentence: str | None = None
    language: str | None = None
    helped_id: int | None = None
    to_team: bool = False


def write(
    session: Session,
    completion_id: int,
    author_id: int,
    words: Words,
    *,
    plays: bool,
    at: datetime,
) -> bool:
    """Keep what was said of an act, each part once; whether its sentence is new.

    Only somebody in Play has a story (RULES 3). Call it under the team's lock. Raises
    `Refused`: too_long, helped_self, helped_gone.
    """
    new = _sentence(session, completion_id, words) if words.sentence else False
    if words.helped_id is not None:
        confirmations.ask(session, completion_id, author_id, words.helped_id)
        announcing.asked(session, completion_id, words.helped_id, at=at)
    if words.to_team and plays:
        stories.tell(session, completion_id, at=at)
    return new


def take_back(
    session: Session, completion_id: int, author_id: int, challenge_id: int, *, at: datetime
) -> int:
    """The act is undone, and everything that was said of it goes; its goal's acts but one.

    Returns by how many acts the goal is less because of its answer. Call it under the team's
    lock, before the act itself goes.
    """
    stories.take_back(session, completion_id)
    votes.take_back(session, completion_id, challenge_id)
    fewer = confirmations.take_back(session, completion_id, author_id, at=at)
    session.execute(delete(Sentence).where(Sentence.completion_id == completion_id))
    return fewer


def _sentence(session: Session, completion_id: int, words: Words) -> bool:
    if len(words.sentence or "") > MOST_SIGNS:
        raise Refused("too_long")
    written = session.execute(
        upsert(session, Sentence)
        .values(completion_id=completion_id, text=words.sentence, language=words.language)
        .on_conflict_do_nothing()
        .returning(Sentence.completion_id)
    )
    return written.first() is not None
