"""Worth it? One vote an act, counted beside the challenge, which may pause it (RULES 9)."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, team_days
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Challenge, Completion, Vote
from uplift_pwa.queries import diary, rulebook
from uplift_pwa.rules import votes as rule

ONE_DAY = timedelta(days=1)


def cast(
    session: Session, person_id: int, completion_id: int, *, is_box: bool, at: datetime
) -> None:
    """Whoever did an act says whether it was worth it; the first vote of an act stands.

    Too many boxes pause the challenge from the next service day on: today's cards stay as they
    are. `at` is aware. Raises `Refused`: not_found.
    """
    act = _act(session, person_id, completion_id)
    team_days.lock(session, act.team_id)  # an undo of the same act waits, or has been
    _act(session, person_id, completion_id)
    new = session.execute(
        upsert(session, Vote)
        .values(completion_id=completion_id, is_box=is_box, at=at)
        .on_conflict_do_nothing()
        .returning(Vote.completion_id)
    ).first()
    if new is None:
        return
    counted = session.execute(
        _add(act.challenge_id, 1, is_box, at).returning(Challenge.votes, Challenge.boxes)
    ).one_or_none()
    numbers = rulebook.book(session).on(act.service_day)
    if counted and rule.pauses(counted.votes, counted.boxes, numbers):
        _pause(session, act.challenge_id, person_id, at)


def take_back(session: Session, completion_id: int, challenge_id: int) -> None:
    """The act is undone, and its vote with it; a pause stays. Call it under the team's lock."""
    gone = session.execute(
        delete(Vote)
        .where(Vote.completion_id == completion_id)
        .returning(Vote.is_box, Vote.at)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if gone:
        session.execute(_add(challenge_id, -1, gone.is_box, gone.at))


def _act(session: Session, person_id: int, completion_id: int) -> Completion:
    found = session.scalars(
        select(Completion)
        .filter_by(id=completion_id, person_id=person_id)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Refused("not_found")
    return found


def _add(challenge_id: int, more: int, is_box: bool, at: datetime) -> Any:
    """Count a vote beside its challenge, if it came since the last publication."""
    return (
        update(Challenge)
        .where(Challenge.id == challenge_id, Challenge.published_at <= at)
        .values(votes=Challenge.votes + more, boxes=Challenge.boxes + (more if is_box else 0))
        .execution_options(synchronize_session=False)
    )


def _pause(session: Session, challenge_id: int, person_id: int, at: datetime) -> None:
    """From the day after the voter's own: nobody's cards of today change under their thumb."""
    day = diary.today(session, person_id, at) + ONE_DAY
    paused = session.execute(
        update(Challenge)
        .where(Challenge.id == challenge_id, Challenge.state == "live")
        .where(Challenge.paused_from.is_(None))
        .values(paused_from=day)
        .returning(Challenge.id)
        .execution_options(synchronize_session=False)
    )
    if paused.first():
        audit.note(session, "challenge.paused", "challenge", challenge_id, by=None, at=at)
