"""Stories: the sentence of an act offered to the team's feed, and "that helped me too"."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, feed
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Completion, FeedItem, Sentence, Story, StoryEcho


def tell(session: Session, completion_id: int, *, at: datetime) -> None:
    """The author of an act offers its sentence to the feed of the act's team. Once (RULES 9).

    Without a sentence there is nothing to offer. Whether they are in Play, the caller knows.
    """
    act = session.get_one(Completion, completion_id)
    said = session.scalar(select(Sentence.completion_id).filter_by(completion_id=act.id))
    if said is None or session.get(Story, completion_id) is not None:
        return
    session.add(Story(completion_id=completion_id, published_at=at))
    session.flush()
    feed.offer(session, "story", completion_id, [act.team_id], at=at)
    awards.owe_new(session, "person", act.person_id, act.service_day, at)


def withdraw(session: Session, person_id: int, completion_id: int) -> None:
    """Its author takes a story out of the feed; the sentence stays theirs alone.

    Raises `Refused`: not_found.
    """
    theirs = select(Story.completion_id).join(Completion, Completion.id == Story.completion_id)
    if not session.scalar(
        theirs.where(Story.completion_id == completion_id, Completion.person_id == person_id)
    ):
        raise Refused("not_found")
    take_back(session, completion_id)


def echo(
    session: Session, person_id: int, team_id: int | None, completion_id: int, *, at: datetime
) -> None:
    """A reader says that a story of their team helped them too. Once; no lift.

    `team_id` is the reader's own, `at` aware. Raises `Refused`: not_found (not in this feed,
    hidden, or their own).
    """
    readable = (
        select(FeedItem.id)
        .join(Completion, Completion.id == FeedItem.subject_id)
        .where(FeedItem.kind == "story", FeedItem.subject_id == completion_id)
        .where(FeedItem.team_id == team_id, FeedItem.hidden_at.is_(None))
        .where(Completion.person_id != person_id)
    )
    if not session.scalar(readable):
        raise Refused("not_found")
    session.execute(
        upsert(session, StoryEcho)
        .values(completion_id=completion_id, person_id=person_id, at=at)
        .on_conflict_do_nothing()
    )


def take_echo_back(session: Session, person_id: int, completion_id: int) -> None:
    """The reader did not mean it. Taking back what is not there changes nothing."""
    session.execute(
        delete(StoryEcho).filter_by(completion_id=completion_id, person_id=person_id)
    )


def take_back(session: Session, completion_id: int) -> None:
    """The story is gone from the feed, with everything that hung on it."""
    feed.withdraw(session, "story", completion_id)
    session.execute(delete(StoryEcho).where(StoryEcho.completion_id == completion_id))
    session.execute(delete(Story).where(Story.completion_id == completion_id))
