"""Figures that the clockwork counted for a page of a large organisation, while they are new."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, cast, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Snapshot

FRESH = timedelta(hours=1)  # older ones count for nothing: the page counts by itself


@dataclass(frozen=True, slots=True)
class Kept:
    """Figures as they were at `counted_at` (aware)."""

    figures: Mapping[str, Any]
    counted_at: datetime


def kept(session: Session, name: str, *, at: datetime) -> Kept | None:
    """The figures of this name; None where none are fresh at `at` (aware). One SELECT."""
    row = session.execute(
        select(Snapshot.figures, Snapshot.counted_at).where(*is_fresh(name, at))
    ).first()
    return Kept(*row) if row else None


def along() -> ColumnElement[str]:
    """The figures as a column of a SELECT that asks for more, for `read`."""
    return cast(Snapshot.figures, String)


def is_fresh(name: str, at: datetime) -> tuple[ColumnElement[bool], ...]:
    """The conditions on such a SELECT."""
    return Snapshot.name == name, Snapshot.counted_at > at - FRESH


def read(brought: str, counted_at: datetime) -> Kept:
    """What `along` brought."""
    return Kept(json.loads(brought), counted_at)
