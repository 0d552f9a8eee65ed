"""What a team's feed shows: an entry goes in once, and an admin may hide it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import ContentReport, FeedItem, Story, Thanks


def offer(
    session: Session, kind: str, subject_id: int, team_ids: Iterable[int], *, at: datetime
) -> None:
    """Put a story (by its completion) or thanks into the feeds of these teams. Once each.

    `at` is aware. What stands there already stays as it is, hidden or not.
    """
    rows = [
        {"team_id": team_id, "kind": kind, "subject_id": subject_id, "at": at}
        for team_id in sorted(set(team_ids))
    ]
    if rows:
        session.execute(upsert(session, FeedItem).on_conflict_do_nothing(), rows)


def withdraw(session: Session, kind: str, subject_id: int) -> None:
    """What it shows is gone, as after an undo: the entry goes from every feed.

    Nobody need look any more at what is not there: reports of it go as well.
    """
    for table in (FeedItem, ContentReport):
        session.execute(delete(table).filter_by(kind=kind, subject_id=subject_id))


def hide(session: Session, kind: str, subject_id: int, *, at: datetime) -> None:
    """Nobody reads it any more, in any feed or as a card (RULES 9). Twice is once.

    `at` is aware.
    """
    session.execute(
        update(FeedItem)
        .filter_by(kind=kind, subject_id=subject_id, hidden_at=None)
        .values(hidden_at=at)
    )
    itself = {
        "story": update(Story).filter_by(completion_id=subject_id, hidden_at=None),
        "thanks": update(Thanks).filter_by(id=subject_id, hidden_at=None),
    }
    session.execute(itself[kind].values(hidden_at=at))
