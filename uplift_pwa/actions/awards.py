"""Badges: owed when earned, given once when the undo time has passed (RULES 2, 11)."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Award, AwardDue, PersonTotal, TeamTotal
from uplift_pwa.rules import badges
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.rules.streaks import Streak


def owe(
    session: Session, badge: str, owner_kind: str, owner_id: int, earned_on: date, at: datetime
) -> None:
    """Look at this badge again once the act can no longer be undone. Owing twice is once."""
    had = select(Award.id).filter_by(
        badge=badge, owner_kind=owner_kind, owner_id=owner_id, tier=0
    )
    if session.scalar(select(exists(had))):
        return
    due_at = at + timedelta(minutes=DEFAULTS.undo_minutes)
    session.execute(
        upsert(session, AwardDue)
        .values(
            badge=badge,
            owner_kind=owner_kind,
            owner_id=owner_id,
            tier=0,
            earned_on=earned_on,
            due_at=due_at,
        )
        # Undone and done again: the undo time begins anew.
        .on_conflict_do_update(
            index_elements=["badge", "owner_kind", "owner_id", "tier"],
            set_={"due_at": due_at, "earned_on": earned_on},
        )
    )


def settle(session: Session, *, at: datetime) -> int:
    """Give what is due and still earned; returns how many. Running it again changes nothing."""
    due = session.execute(
        delete(AwardDue).where(AwardDue.due_at <= at).returning(AwardDue)
    ).scalars()
    return sum(_give(session, owed, at) for owed in due.all() if _still_earned(session, owed))


def _give(session: Session, owed: AwardDue, at: datetime) -> int:
    given = session.execute(
        upsert(session, Award)
        .values(
            badge=owed.badge,
            owner_kind=owed.owner_kind,
            owner_id=owed.owner_id,
            tier=owed.tier,
            earned_on=owed.earned_on,
            given_at=at,
        )
        .on_conflict_do_nothing()
        .returning(Award.id)
    )
    return len(given.all())


def _still_earned(session: Session, owed: AwardDue) -> bool:
    if owed.owner_kind == "person":
        done = session.scalar(
            select(PersonTotal.completions).filter_by(person_id=owed.owner_id)
        )
        return (owed.badge, owed.tier) in badges.person_badges(done or 0)
    best = session.scalar(select(TeamTotal.best_streak).filter_by(team_id=owed.owner_id))
    return owed.badge in badges.team_badges(Streak(best=best or 0))
