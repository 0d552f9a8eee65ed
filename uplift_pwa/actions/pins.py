"""Four figures that open a bound tablet for their person; guesses are rows (SAFETY A10)."""

from datetime import datetime

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import case, delete, or_, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import codes
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Pin
from uplift_pwa.rules import stations

_HASHER = PasswordHasher()
# Somebody without figures costs as much time to check as somebody with some.
_NOBODY = _HASHER.hash("nobody has these figures")


def keep(session: Session, person_id: int, typed: str, *, at: datetime, pepper: bytes) -> None:
    """Keep a person's four figures; earlier ones and their wrong tries are forgotten.

    Whoever calls this has shown who they are. Raises `Refused`: pin_form, pin_easy.
    """
    pin = stations.meant(typed[:64])
    if not stations.is_pin(pin):
        raise Refused("pin_form")
    if stations.is_easy(pin):
        raise Refused("pin_easy")
    hashed = _HASHER.hash(_seasoned(person_id, pin, pepper))
    values = {"hashed": hashed, "set_at": at, "wrong": 0, "waits_until": None}
    session.execute(
        upsert(session, Pin)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )


def begin_try(session: Session, person_id: int, *, at: datetime) -> str:
    """What the typed figures are held against. The try counts as wrong until `was_right`.

    One conditional UPDATE, committed before anything is compared: of any number of tries at
    once no more are heard than the limits allow, and a restart forgets none (SAFETY A10).
    Somebody without any is answered what nothing fits. Raises `Refused`: pin_waits, pin_shut.
    """
    pauses = Pin.wrong + 1 == stations.PAUSE_AT
    hashed = session.execute(
        update(Pin)
        .where(
            Pin.person_id == person_id,
            Pin.wrong < stations.SHUT_AT,
            or_(Pin.waits_until.is_(None), Pin.waits_until <= at),
        )
        .values(
            wrong=Pin.wrong + 1,
            waits_until=case((pauses, at + stations.PAUSE), else_=Pin.waits_until),
        )
        .returning(Pin.hashed)
        .execution_options(synchronize_session=False)
    ).scalar()
    return hashed or _refuse(session, person_id)


def fits(hashed: str, person_id: int, typed: str, pepper: bytes) -> bool:
    """Whether these are the person's figures. Slow on purpose; asks no database."""
    try:
        return _HASHER.verify(hashed, _seasoned(person_id, stations.meant(typed[:64]), pepper))
    except (VerificationError, InvalidHashError):
        return False


def was_right(session: Session, person_id: int) -> None:
    """The figures were right: the wrong ones before them are forgotten."""
    session.execute(
        update(Pin)
        .where(Pin.person_id == person_id)
        .values(wrong=0, waits_until=None)
        .execution_options(synchronize_session=False)
    )


def forget(session: Session, person_id: int) -> None:
    """The person has no figures any more."""
    session.execute(delete(Pin).where(Pin.person_id == person_id))


def _refuse(session: Session, person_id: int) -> str:
    wrong = session.scalar(select(Pin.wrong).filter_by(person_id=person_id))
    if wrong is not None:
        raise Refused("pin_shut" if wrong >= stations.SHUT_AT else "pin_waits")
    return _NOBODY


def _seasoned(person_id: int, pin: str, pepper: bytes) -> str:
    """Ten thousand pins are soon hashed: without the pepper, which is no row, none fits."""
    return codes.digest(f"pin {person_id} {pin}", pepper)
