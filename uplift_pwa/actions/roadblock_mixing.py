"""Mixes what is sealed once a day, so that a database's own numbers tell nothing either.

A database numbers its transactions: a phone that has just been seen stands beside what it
reported. Written anew by chance and at once, all rows of a day have one number.
"""

import random
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards
from uplift_pwa.db import upsert
from uplift_pwa.models import Roadblock, RoadblockVoice, SealedReport, SealMixing
from uplift_pwa.queries import roadblock_answers

TABLES: tuple[tuple[Any, tuple[Any, ...]], ...] = (
    (Roadblock, (Roadblock.id,)),
    (RoadblockVoice, (RoadblockVoice.roadblock_id, RoadblockVoice.mark)),
    (SealedReport, (SealedReport.mark,)),
)


def is_due(session: Session, *, at: datetime) -> bool:
    """Whether nobody has mixed on this day (UTC) yet. One SELECT."""
    return session.get(SealMixing, at.astimezone(UTC).date()) is None


def mix(session: Session, *, at: datetime) -> int:
    """Once a day (UTC): write anew what is fresh, in any order; returns how many rows.

    What a day of the clockwork settles besides is the leaders' badge for the answers of a
    quarter that is over (RULES 11).
    """
    day = at.astimezone(UTC).date()
    first = upsert(session, SealMixing).values(day=day).on_conflict_do_nothing()
    if session.execute(first.returning(SealMixing.day)).first() is None:
        return 0
    rows = [
        (table, and_(*(column == value for column, value in zip(key, row, strict=True))))
        for table, key in TABLES
        for row in session.execute(select(*key).where(table.fresh)).all()
    ]
    random.SystemRandom().shuffle(rows)
    for table, is_it in rows:
        session.execute(
            update(table)
            .where(is_it)
            .values(fresh=False)
            .execution_options(synchronize_session=False)
        )
    _look_at_leaders(session, day)
    return len(rows)


def _look_at_leaders(session: Session, day: date) -> None:
    at = datetime.combine(day, time(), UTC)
    for leader_id in roadblock_answers.quick_leaders(session, day):
        awards.owe_new(session, "leader", leader_id, day, at)
