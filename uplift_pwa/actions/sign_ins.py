"""Signed-in devices: begun, confirmed by a password, seen, ended (SAFETY A1-A4).

A device that is not signed in any more cannot be reached: the database takes its push
subscription away with the row (SAFETY W2).
"""

from datetime import datetime

from sqlalchemy import delete, exists, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import codes
from uplift_pwa.models import Person, SignIn
from uplift_pwa.queries import sign_in_ends


def begin(
    session: Session,
    person_id: int,
    *,
    at: datetime,
    pepper: bytes,
    kind: str = "own",
    device: str = "",
    confirmed: bool = False,
) -> str:
    """Bind a device to a person; returns the token that its cookie will carry."""
    token = codes.token()
    moment = at if confirmed else None
    session.add(
        SignIn(
            person_id=person_id,
            token_digest=codes.digest(token, pepper),
            kind=kind,
            device=device[:80],
            created_at=at,
            seen_at=at,
            confirmed_at=moment,
            confirmed_seen_at=moment,
        )
    )
    session.flush()
    return token


def confirm(session: Session, sign_in_id: int, *, at: datetime) -> None:
    """The password was given on this device: leader and admin pages open."""
    _change(session, sign_in_id, confirmed_at=at, confirmed_seen_at=at, seen_at=at)


def see(session: Session, sign_in_id: int, *, at: datetime, confirmed: bool) -> None:
    """Note that the device is in use; `confirmed` keeps the desk open as well."""
    _change(session, sign_in_id, seen_at=at, **({"confirmed_seen_at": at} if confirmed else {}))


def end(session: Session, sign_in_id: int) -> None:
    session.execute(delete(SignIn).where(SignIn.id == sign_in_id))


def end_all(session: Session, person_id: int) -> None:
    """Sign a person out everywhere: at suspension, or by their own wish."""
    session.execute(delete(SignIn).where(SignIn.person_id == person_id))


def end_for_other_rights(session: Session, person_id: int) -> None:
    """They lead a team now, or no longer: every device signs in anew (SAFETY A3).

    An admin sees no more and no less by that, and stays.
    """
    is_admin = exists().where(Person.id == SignIn.person_id, Person.role == "admin")
    session.execute(delete(SignIn).where(SignIn.person_id == person_id, ~is_admin))


def any_expired(session: Session, *, at: datetime) -> bool:
    """Whether there is a device that time alone has signed out. Reads only; aware."""
    found = select(exists().where(sign_in_ends.is_over()))
    return bool(session.scalar(found, sign_in_ends.moments(at)))


def end_expired(session: Session, *, at: datetime) -> int:
    """Forget devices that were signed out by time alone; returns how many (SAFETY A4)."""
    over = delete(SignIn).where(sign_in_ends.is_over()).returning(SignIn.id)
    return len(session.connection().execute(over, sign_in_ends.moments(at)).all())


def _change(session: Session, sign_in_id: int, **values: datetime) -> None:
    session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
