"""Keeps what pages of the desk would count too long in a large organisation."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from uplift_pwa.actions import snapshots
from uplift_pwa.queries import headcounts

EVERY = timedelta(minutes=5)


def is_stale(session: Session, name: str, *, at: datetime) -> bool:
    """Whether it is time to count these. Reads only; a small organisation's page counts."""
    return snapshots.is_stale(session, name, EVERY, at=at) and headcounts.is_large(session)


def keep(session: Session, name: str, figures: Mapping[str, object], *, at: datetime) -> None:
    """What was found at `at` (aware); it was read before this begins, so no writer waited."""
    snapshots.keep(session, name, figures, at=at)
