"""Keeps figures as they were counted, for pages that would count too long."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Snapshot


def is_stale(session: Session, name: str, every: timedelta, *, at: datetime) -> bool:
    """Whether these figures were never counted, or longer ago than `every`. Reads only."""
    counted = session.scalar(select(Snapshot.counted_at).filter_by(name=name))
    return counted is None or at - counted >= every


def keep(session: Session, name: str, figures: Mapping[str, object], *, at: datetime) -> None:
    """These are the figures now. `at` is aware."""
    insert = upsert(session, Snapshot).values(name=name, counted_at=at, figures=dict(figures))
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["name"],
            set_={"counted_at": insert.excluded.counted_at, "figures": insert.excluded.figures},
        )
    )
