"""Keeps figures as they were counted, for pages that would count too long."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Snapshot
from uplift_pwa.queries import headcounts

EVERY = timedelta(minutes=5)


def is_stale(session: Session, name: str, *, at: datetime) -> bool:
    """Whether a large organisation never counted these, or `EVERY` ago.

    Reads only; the pages of a small one count by themselves. `at` is aware.
    """
    counted = session.scalar(select(Snapshot.counted_at).filter_by(name=name))
    is_due = counted is None or at - counted >= EVERY
    return is_due and headcounts.is_large(session)


def keep(session: Session, name: str, figures: Mapping[str, object], *, at: datetime) -> None:
    """What was found at `at` (aware)."""
    insert = upsert(session, Snapshot).values(name=name, counted_at=at, figures=dict(figures))
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["name"],
            set_={"counted_at": insert.excluded.counted_at, "figures": insert.excluded.figures},
        )
    )
