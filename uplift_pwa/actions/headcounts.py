"""Counts for the desk of a large organisation, every few minutes, who belongs where."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import snapshots
from uplift_pwa.db import upsert
from uplift_pwa.models import Headcount
from uplift_pwa.queries import headcounts

AT_ONCE = 200  # rows in one statement
Row = tuple[int, ...]


def is_stale(session: Session, *, at: datetime) -> bool:
    """Whether it is time to count. Reads only; a small organisation needs no counters."""
    return snapshots.is_stale(session, headcounts.NAME, at=at)


def recount(session: Session, *, today: date, at: datetime) -> int:
    """Write what has changed since the last count; returns how many rows. `at` is aware."""
    keys = headcounts.KEYS
    before = _rows(session.execute(select(*_columns(Headcount))))
    now = _rows(session.execute(headcounts.live(today)))
    changed = [key for key in now if before.get(key) != now[key]]
    gone = [key for key in before if key not in now]
    for some in _batches(changed):
        insert = upsert(session, Headcount).values(
            [
                dict(zip((*keys, *headcounts.COUNTS), (*key, *now[key]), strict=True))
                for key in some
            ]
        )
        counts = {name: insert.excluded[name] for name in headcounts.COUNTS}
        session.execute(insert.on_conflict_do_update(index_elements=keys, set_=counts))
    for some in _batches(gone):
        session.execute(
            delete(Headcount)
            .where(or_(*(_is(key) for key in some)))
            .execution_options(synchronize_session=False)
        )
    snapshots.keep(session, headcounts.NAME, {}, at=at)
    return len(changed) + len(gone)


def _columns(model: Any) -> list[Any]:
    return [getattr(model, name) for name in (*headcounts.KEYS, *headcounts.COUNTS)]


def _rows(found: Any) -> dict[Row, Row]:
    return {tuple(row[:3]): tuple(row[3:]) for row in found}


def _is(key: Row) -> Any:
    return and_(
        *(
            getattr(Headcount, name) == id_
            for name, id_ in zip(headcounts.KEYS, key, strict=True)
        )
    )


def _batches(keys: list[Row]) -> list[list[Row]]:
    return [keys[first : first + AT_ONCE] for first in range(0, len(keys), AT_ONCE)]
