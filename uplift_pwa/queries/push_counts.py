"""Everything that the desk's pages about push add up: counted now, or by the clockwork."""

from dataclasses import astuple
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from uplift_pwa.queries import push_reach, push_units, push_week, snapshots
from uplift_pwa.queries.snapshots import Kept

NAME = "push"


def kept(session: Session, *, at: datetime) -> Kept | None:
    """What the clockwork has counted; None where pages count. One SELECT, `at` is aware."""
    return snapshots.kept(session, NAME, at=at)


def count(session: Session, *, at: datetime) -> dict[str, list[tuple[Any, ...]]]:
    """All of it now, for `kept`: lines by page part. `at` is aware. Three SELECTs."""
    parts: dict[str, list[Any]] = {
        "week": push_week.lines(session, at=at),
        "units": push_units.cells(session),
        "sites": push_reach.counts(session),
    }
    return {name: [astuple(line) for line in lines] for name, lines in parts.items()}
