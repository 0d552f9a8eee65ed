"""Forgets the traces of single days when they are old; docs/decisions/0024 says which, and why.

What `uplift verify` counts from is never among them (docs/decisions/0004).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, exists, func, inspect, or_, select, tuple_
from sqlalchemy.orm import Session

from uplift_pwa import models as m
from uplift_pwa.actions import heartbeats, import_files, limits
from uplift_pwa.models import Base
from uplift_pwa.queries import rulebook

AT_ONCE = 5000
RETENTION = "retention"
ONE_DAY = timedelta(days=1)

Old = Callable[[datetime], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class Trace:
    """Rows of one table that go. `is_old` tells those from before a moment, which is the end
    of the number in force, or lies `kept` back where that is fixed.
    """

    table: type[Base]
    is_old: Old
    kept: timedelta | None = None

    @property
    def name(self) -> str:
        return str(self.table.__tablename__)

    def old(self, at: datetime, days: int) -> ColumnElement[bool]:
        return self.is_old(at - (timedelta(days=days) if self.kept is None else self.kept))


def is_due(session: Session, *, at: datetime) -> bool:
    """Whether nothing was forgotten on this day (UTC) yet. One SELECT; aware."""
    beat = session.get(m.Heartbeat, RETENTION, populate_existing=True)
    return beat is None or beat.at.astimezone(UTC).date() < at.astimezone(UTC).date()


def forget(session: Session, *, at: datetime) -> int:
    """Delete a batch of what is old at `at` (aware); returns how many rows went.

    0: nothing is left, and it is not due again on this day. Any number of workers may do it.
    """
    days = _days(session, at)
    gone = 0
    for trace in TRACES:
        if gone < AT_ONCE:
            gone += _delete(session, trace, trace.old(at, days), AT_ONCE - gone)
    if not gone:
        heartbeats.beat(session, RETENTION, at=at)
    return gone


def would_go(session: Session, *, at: datetime) -> Mapping[str, int]:
    """How many rows of each table are old at `at` (aware); changes nothing. One SELECT each."""
    days = _days(session, at)
    return {
        trace.name: session.scalar(
            select(func.count()).select_from(trace.table).where(trace.old(at, days))
        )
        or 0
        for trace in TRACES
    }


def _days(session: Session, at: datetime) -> int:
    return rulebook.book(session).on(at.date()).trace_days


def _delete(session: Session, trace: Trace, old: ColumnElement[bool], most: int) -> int:
    key = inspect(trace.table).primary_key
    some = select(*key).where(old).limit(most)
    done: Any = session.execute(
        delete(trace.table)
        .where(tuple_(*key).in_(some))
        .execution_options(synchronize_session=False, preserve_rowcount=True)
    )
    return int(done.rowcount)


def _before(column: Any) -> Old:
    """Moments before, of what has one at all."""
    return lambda end: column < end


def _days_before(column: Any) -> Old:
    return lambda end: column < end.astimezone(UTC).date()


def _old_cards(end: datetime) -> ColumnElement[bool]:
    """Cards that nobody has used and nobody can use any more; used ones say who is aboard."""
    over = func.coalesce(m.AccessCard.revoked_at, m.AccessCard.expires_at)
    return and_(m.AccessCard.redeemed_at.is_(None), over < end)


def _old_reasons(end: datetime) -> ColumnElement[bool]:
    """What the whole organisation reached is its history; what is asked about stays as long
    as the question.
    """
    lasts = or_(m.Case.closed_at.is_(None), m.Case.closed_at >= end)
    asked = exists().where(m.Case.reason_id == m.Reason.id, lasts)
    return and_(m.Reason.owner_kind != "everybody", m.Reason.at < end, ~asked)


def _old_first_acts(end: datetime) -> ColumnElement[bool]:
    launched = exists().where(m.Campaign.launch_on < end.date())
    return and_(m.FirstAct.done_at < end, launched)


# Rows that point at others come before those.
TRACES = (
    Trace(m.OperationResult, _before(m.OperationResult.at)),
    Trace(m.Nudge, _days_before(m.Nudge.day)),
    Trace(m.News, _before(m.News.at)),
    Trace(m.FeedItem, _before(m.FeedItem.at)),
    Trace(m.StoryEcho, _before(m.StoryEcho.at)),
    Trace(m.ContentReport, _before(m.ContentReport.answered_at)),
    Trace(m.Case, _before(m.Case.closed_at)),
    Trace(m.Reason, _old_reasons),
    Trace(m.Reversal, _before(m.Reversal.reversed_at)),
    Trace(m.Cheer, _days_before(m.Cheer.day)),
    Trace(m.ReminderHold, _days_before(m.ReminderHold.day)),
    Trace(m.Substitute, _days_before(m.Substitute.until_on)),
    Trace(m.FirstAct, _old_first_acts),
    Trace(m.AccessCard, _old_cards),
    Trace(m.MovingCode, _before(m.MovingCode.expires_at), ONE_DAY),
    Trace(m.CounterTally, _days_before(m.CounterTally.day), timedelta(0)),
    Trace(m.CounterSalt, _days_before(m.CounterSalt.day), timedelta(0)),
    Trace(m.SignInFailure, _before(m.SignInFailure.at), limits.KEPT),
    Trace(m.ImportFile, _before(m.ImportFile.uploaded_at), import_files.KEPT),
)
