"""Keeps what the desk's pages about push add up in a large organisation, every few minutes."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from uplift_pwa.actions import snapshots
from uplift_pwa.queries import headcounts
from uplift_pwa.queries.push_counts import NAME

EVERY = timedelta(minutes=5)


def is_stale(session: Session, *, at: datetime) -> bool:
    """Whether it is time to count. Reads only; pages of a small organisation count anyway."""
    return snapshots.is_stale(session, NAME, EVERY, at=at) and headcounts.is_large(session)


def keep(session: Session, figures: Mapping[str, object], *, at: datetime) -> None:
    """What `queries.push_counts` found at `at` (aware); it was read before this begins."""
    snapshots.keep(session, NAME, figures, at=at)
