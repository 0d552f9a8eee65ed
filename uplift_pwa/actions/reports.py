"""Words that somebody asks the desk to look at, and what an admin decides about them."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, feed, reasons
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Completion, ContentReport, FeedItem, Team, Thanks
from uplift_pwa.queries import diary

KINDS = ("story", "thanks")
MOST_WAITING = 20
MOST_SIGNS = 280


def report(
    session: Session,
    kind: str,
    subject_id: int,
    *,
    person_id: int,
    team_id: int | None,
    why: str | None = None,
    at: datetime,
) -> None:
    """A reader asks the desk to look at words in their feed, or at thanks they received.

    From then on the words are hidden for this reader. Once a reader and subject; `team_id` is
    the reader's own now, `at` aware. Raises `Refused`: not_found, too_long, enough_reports.
    """
    if len(why or "") > MOST_SIGNS:
        raise Refused("too_long")
    if kind not in KINDS or not _can_read(session, kind, subject_id, person_id, team_id):
        raise Refused("not_found")
    waiting = select(func.count()).where(
        ContentReport.reporter_id == person_id, ContentReport.answered_at.is_(None)
    )
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        raise Refused("enough_reports")
    session.execute(
        upsert(session, ContentReport)
        .values(
            kind=kind, subject_id=subject_id, reporter_id=person_id, why=why, reported_at=at
        )
        .on_conflict_do_nothing()
    )


def decide(
    session: Session, kind: str, subject_id: int, *, hide: bool, by: int, at: datetime
) -> None:
    """Hide reported words for everybody, or keep them. Audited; the author hears of hiding.

    Who has reported them goes on without them either way. `at` is aware. Raises `Refused`:
    not_found (nothing waits: another admin was quicker).
    """
    answered = session.execute(
        update(ContentReport)
        .where(ContentReport.kind == kind, ContentReport.subject_id == subject_id)
        .where(ContentReport.answered_at.is_(None))
        .values(answered_at=at, answered_by_id=by, hidden=hide)
        .returning(ContentReport.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not answered:
        raise Refused("not_found")
    action = "report.hidden" if hide else "report.kept"
    audit.note(session, action, kind, subject_id, by=by, at=at)
    if hide:
        feed.hide(session, kind, subject_id, at=at)
        _tell_author(session, kind, subject_id, at)


def _can_read(
    session: Session, kind: str, subject_id: int, person_id: int, team_id: int | None
) -> bool:
    in_feed = select(FeedItem.id).where(
        FeedItem.kind == kind,
        FeedItem.subject_id == subject_id,
        FeedItem.team_id == team_id,
        FeedItem.hidden_at.is_(None),
    )
    if session.scalar(in_feed):
        return True
    return kind == "thanks" and _received(session, subject_id, person_id, team_id)


def _received(session: Session, thanks_id: int, person_id: int, team_id: int | None) -> bool:
    department = select(Team.department_id).where(Team.id == team_id).scalar_subquery()
    to_them = or_(
        *(
            and_(Thanks.receiver_kind == kind, Thanks.receiver_id == receiver)
            for kind, receiver in (
                ("person", person_id),
                ("team", team_id),
                ("department", department),
            )
        )
    )
    found = select(Thanks.id).where(Thanks.id == thanks_id, Thanks.hidden_at.is_(None), to_them)
    return session.scalar(found) is not None


def _tell_author(session: Session, kind: str, subject_id: int, at: datetime) -> None:
    """A kind line in the author's own list of changes. It names no reader."""
    author = {
        "story": select(Completion.person_id).filter_by(id=subject_id),
        "thanks": select(Thanks.sender_id).filter_by(id=subject_id),
    }[kind]
    person_id = session.scalar(author)
    if person_id is None:
        return
    day = diary.today(session, person_id, at)
    reasons.note(session, "person", person_id, f"feed.{kind}", paragraph=9, day=day, at=at)
