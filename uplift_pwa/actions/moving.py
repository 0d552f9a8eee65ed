"""Moving codes: six signs bring somebody to one more phone, once (SAFETY A5, A8)."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, codes
from uplift_pwa.db import upsert
from uplift_pwa.models import MovingCode, Person

VALID = timedelta(minutes=10)


def issue(session: Session, person_id: int, *, at: datetime, pepper: bytes) -> str:
    """Six signs for a person, good until `at` (aware) + `VALID`; earlier ones stop working.

    Returns the code, this once: what is kept is a digest (SAFETY A5).
    """
    code = codes.moving_code()
    while not _keep(session, person_id, codes.digest(code, pepper), at + VALID):
        code = codes.moving_code()
    audit.note(session, "moving.issued", "person", person_id, by=person_id, at=at)
    return code


def redeem(session: Session, typed: str, *, at: datetime, pepper: bytes) -> int | None:
    """The person whom these signs bring, or None: unknown, expired, used and void look alike.

    One conditional DELETE, so of any number of attempts at once exactly one succeeds. `at` is
    aware.
    """
    row = session.execute(
        delete(MovingCode)
        .where(
            MovingCode.code_digest == codes.digest(codes.meant(typed), pepper),
            MovingCode.expires_at > at,
            MovingCode.person_id.in_(select(Person.id).filter_by(status="active")),
        )
        .returning(MovingCode.person_id)
        .execution_options(synchronize_session=False)
    ).first()
    if row is None:
        return None
    audit.note(session, "moving.used", "person", row.person_id, by=row.person_id, at=at)
    return int(row.person_id)


def void(session: Session, person_id: int) -> None:
    """Signs that were handed out bring this person nowhere any more."""
    session.execute(delete(MovingCode).where(MovingCode.person_id == person_id))


def _keep(session: Session, person_id: int, digest: str, expires_at: datetime) -> bool:
    """Put it in the place of the one before; not if somebody else's reads the same."""
    void(session, person_id)
    kept = session.execute(
        upsert(session, MovingCode)
        .values(person_id=person_id, code_digest=digest, expires_at=expires_at)
        .on_conflict_do_nothing()
        .returning(MovingCode.person_id)
    ).first()
    return kept is not None
