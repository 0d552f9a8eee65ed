"""Badges: owed when earned, given once when the undo time has passed (RULES 2, 11)."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import announcing, reasons
from uplift_pwa.actions.earned import CHECKERS
from uplift_pwa.db import upsert
from uplift_pwa.models import Award, AwardDue
from uplift_pwa.queries import rulebook
from uplift_pwa.rules.badges import Earned


def owe(
    session: Session,
    badge: str,
    owner_kind: str,
    owner_id: int,
    earned_on: date,
    at: datetime,
    *,
    tier: int = 0,
) -> None:
    """Look at this badge again once the act can no longer be undone. Owing twice is once."""
    if (badge, tier) in _known(session, Award, owner_kind, owner_id, {(badge, tier)}):
        return
    due_at = at + timedelta(minutes=rulebook.book(session).on(earned_on).undo_minutes)
    session.execute(
        upsert(session, AwardDue)
        .values(
            badge=badge,
            owner_kind=owner_kind,
            owner_id=owner_id,
            tier=tier,
            earned_on=earned_on,
            due_at=due_at,
        )
        # Undone and done again: the undo time begins anew.
        .on_conflict_do_update(
            index_elements=["badge", "owner_kind", "owner_id", "tier"],
            set_={"due_at": due_at, "earned_on": earned_on},
        )
    )


def owe_new(
    session: Session, owner_kind: str, owner_id: int, earned_on: date, at: datetime
) -> None:
    """Owe whatever the owner has earned by now and was neither given nor owed yet."""
    session.flush()
    earned = CHECKERS[owner_kind](session, owner_id)
    owner = (owner_kind, owner_id, earned)
    known = _known(session, Award, *owner) | _known(session, AwardDue, *owner)
    for badge, tier in sorted(earned - known):
        owe(session, badge, owner_kind, owner_id, earned_on, at, tier=tier)


def settle(session: Session, *, at: datetime) -> int:
    """Give what is due and still earned; returns how many. Running it again changes nothing."""
    due = session.execute(
        delete(AwardDue).where(AwardDue.due_at <= at).returning(AwardDue)
    ).scalars()
    return sum(_give(session, owed, at) for owed in due.all() if _still_earned(session, owed))


def _known(
    session: Session,
    table: type[Award | AwardDue],
    owner_kind: str,
    owner_id: int,
    among: Earned,
) -> Earned:
    # The badge leads the index; without it every award there is would be read.
    rows = session.execute(
        select(table.badge, table.tier).where(
            table.badge.in_({badge for badge, _ in among}),
            table.owner_kind == owner_kind,
            table.owner_id == owner_id,
        )
    )
    return {(badge, tier) for badge, tier in rows}


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
    award_id = given.scalar()
    if award_id is None:
        return 0
    announcing.badge_given(session, owed.owner_kind, owed.owner_id, award_id, at=at)
    reasons.note(
        session,
        owed.owner_kind,
        owed.owner_id,
        "badge.given",
        paragraph=11,
        day=owed.earned_on,
        at=at,
        badge=owed.badge,
        tier=owed.tier,
    )
    return 1


def _still_earned(session: Session, owed: AwardDue) -> bool:
    checker = CHECKERS.get(owed.owner_kind)
    return checker is not None and (owed.badge, owed.tier) in checker(session, owed.owner_id)
