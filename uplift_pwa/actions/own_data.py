"""Lets people take a copy of what is kept about them, and ask the desk to delete it."""

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import DeletionRequest, OwnCopy, Person

ONE_COPY_IN = timedelta(minutes=10)


def take_copy(session: Session, person_id: int, *, at: datetime) -> None:
    """Note that a copy is taken. `at` is aware. Raises `Refused`: copy_too_soon."""
    session.get_one(Person, person_id, with_for_update=True)  # two taps queue up here
    known = session.get(OwnCopy, person_id, populate_existing=True)
    if known is None:
        session.add(OwnCopy(person_id=person_id, taken_at=at))
    elif at < known.taken_at + ONE_COPY_IN:
        raise Refused("copy_too_soon")
    else:
        known.taken_at = at
    session.flush()


def ask_deletion(session: Session, person_id: int, *, at: datetime) -> None:
    """Ask the desk to delete the account; asking again changes nothing. `at` is aware."""
    session.execute(
        upsert(session, DeletionRequest)
        .values(person_id=person_id, asked_at=at)
        .on_conflict_do_nothing()
    )


def take_back(session: Session, person_id: int) -> None:
    """They stay after all."""
    session.execute(delete(DeletionRequest).where(DeletionRequest.person_id == person_id))
