"""Access cards: issued to a person, redeemed once, revocable (SAFETY A5, A6, A7)."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import codes, moving
from uplift_pwa.models import AccessCard, Campaign, Person

VALID = timedelta(days=30)  # after the launch or the issue, whichever is later


def issue(session: Session, person_id: int, *, at: datetime, pepper: bytes) -> str:
    """A new card for a person; earlier unused ones stop working. Returns the code, once."""
    revoke(session, person_id, at=at)
    code = codes.card_code()
    session.add(
        AccessCard(
            person_id=person_id,
            code_digest=codes.digest(code, pepper),
            issued_at=at,
            expires_at=_begins(session, at) + VALID,
        )
    )
    session.flush()
    return code


def redeem(session: Session, typed: str, *, at: datetime, pepper: bytes) -> int | None:
    """The person whose card this is, or None: unknown, expired, used and revoked look alike.

    One conditional UPDATE, so of any number of attempts at once exactly one succeeds.
    """
    row = session.execute(
        update(AccessCard)
        .where(
            AccessCard.code_digest == codes.digest(codes.meant(typed), pepper),
            AccessCard.redeemed_at.is_(None),
            AccessCard.revoked_at.is_(None),
            AccessCard.expires_at > at,
            AccessCard.person_id.in_(select(Person.id).filter_by(status="active")),
        )
        .values(redeemed_at=at)
        .returning(AccessCard.person_id)
        .execution_options(synchronize_session=False)
    ).first()
    return row.person_id if row else None


def revoke(session: Session, person_id: int, *, at: datetime) -> None:
    """No code that was handed out opens for this person any more, a moving code neither."""
    moving.void(session, person_id)
    session.execute(
        update(AccessCard)
        .where(
            AccessCard.person_id == person_id,
            AccessCard.redeemed_at.is_(None),
            AccessCard.revoked_at.is_(None),
        )
        .values(revoked_at=at)
        .execution_options(synchronize_session=False)
    )


def _begins(session: Session, at: datetime) -> datetime:
    launch = session.scalar(select(Campaign.launch_on).order_by(Campaign.id.desc()).limit(1))
    if launch is None:
        return at
    return max(at, datetime.combine(launch, at.timetz()))
