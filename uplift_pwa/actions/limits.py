"""Limits on guessing, counted from rows so that a restart forgets nothing (SAFETY A5, A10)."""

import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import codes
from uplift_pwa.models import SignInFailure

WINDOW = timedelta(minutes=15)
PER_ADDRESS = 10
PER_PERSON = 10
EVERYWHERE = 2000
KEPT = timedelta(days=2)


def reached(
    session: Session, address: str, *, at: datetime, person_id: int | None = None
) -> bool:
    """Whether nothing more is evaluated for now: for the address, the person, or anybody."""
    _queue(session, address)
    since = SignInFailure.at > at - WINDOW
    everywhere, here, theirs = session.execute(
        select(
            func.count(),
            func.count().filter(SignInFailure.address == address),
            func.count().filter(SignInFailure.person_id == person_id),
        ).where(since)
    ).one()
    return bool(everywhere >= EVERYWHERE or here >= PER_ADDRESS or theirs >= PER_PERSON)


def note_failure(
    session: Session, address: str, *, at: datetime, person_id: int | None = None
) -> None:
    session.add(SignInFailure(address=address, person_id=person_id, at=at))
    session.execute(delete(SignInFailure).where(SignInFailure.at < at - KEPT))
    session.flush()


def address_key(address: str | None, pepper: bytes) -> str:
    """A digest of where a request came from; an IPv6 home is one /64."""
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return codes.digest("unknown", pepper)
    if ip.version == 6:
        ip = ipaddress.ip_network(f"{ip}/64", strict=False).network_address
    return codes.digest(str(ip), pepper)


def _queue(session: Session, address: str) -> None:
    """Attempts from one address wait for each other; on SQLite every writer does already."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(func.pg_advisory_xact_lock(func.hashtext(address))))
