"""How push is doing just now: what waits, what came at a wrong time, and what is planned."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    Time,
    cast,
    exists,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Delivery,
    Heartbeat,
    Message,
    Occurrence,
    PushHost,
    Schedule,
    Snapshot,
)
from uplift_pwa.models.base import UtcDateTime
from uplift_pwa.models.push import LATE, PENDING
from uplift_pwa.queries import push_counts, snapshots
from uplift_pwa.queries.snapshots import Kept

LOOKED_AT, A_DAY = timedelta(days=7), timedelta(days=1)
MOST = 1_000  # counted; beyond that it is "more than"


@dataclass(frozen=True, slots=True)
class Outbox:
    """What waits: how many are due, since when the oldest, and when the clockwork ticked.

    `due` is one more than `MOST` where they are more.
    """

    due: int
    since: datetime | None
    ticked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that will be said at a local time."""

    id: int
    kind: str
    on: date
    at: time


@dataclass(frozen=True, slots=True)
class Pulse:
    """What is true now, however large the organisation is.

    `kept` is what the clockwork has counted of all else, where pages do not.
    """

    outbox: Outbox
    outside: int
    hosts: list[str]
    planned: list[Planned]
    kept: Kept | None


def pulse(session: Session, timed: Collection[str], *, at: datetime) -> Pulse:
    """The outbox, how many came outside working hours, trusted hosts and what is planned.

    Outside came, within a week, what was taken when its window had closed or left without one,
    of the kinds that are `timed`: it has to be 0, and is asked of the facts. One more than
    `MOST` where they are more. `at` is aware. One SELECT.
    """
    parts = defaultdict[str, list[Any]](list)
    for row in session.execute(union_all(*_parts(timed, at))):
        parts[row.what].append(row)
    due = parts["due"][0]
    return Pulse(
        Outbox(due.number, due.moment, next((row.moment for row in parts["tick"]), None)),
        parts["outside"][0].number,
        sorted(row.name for row in parts["host"]),
        [Planned(row.number, row.name, row.on, row.hour) for row in parts["planned"]],
        next((snapshots.read(row.name, row.moment) for row in parts["kept"]), None),
    )


COLUMNS: dict[str, Any] = {
    "number": Integer(),
    "name": String(),
    "moment": UtcDateTime(),
    "on": Date(),
    "hour": Time(),
}


def _part(what: str, **columns: Any) -> Select[Any]:
    """One part of the union: the same columns in the same order, null where it has none."""
    return select(
        literal(what).label("what"),
        *(
            (columns[name] if name in columns else cast(null(), type_)).label(name)
            for name, type_ in COLUMNS.items()
        ),
    )


def _parts(timed: Collection[str], at: datetime) -> list[Select[Any]]:
    said = exists().where(Occurrence.schedule_id == Schedule.id)
    due, late = _due(at).subquery(), _late(timed, at).subquery()
    return [
        _part("due", number=func.count(due.c.due_at), moment=func.min(due.c.due_at)),
        _part("outside", number=func.count(late.c.id)),
        _part("tick", moment=Heartbeat.at).where(Heartbeat.name != "retention"),
        _part("host", name=PushHost.host),
        _part("kept", name=snapshots.along(), moment=Snapshot.counted_at).where(
            *snapshots.is_fresh(push_counts.NAME, at)
        ),
        _part(
            "planned",
            number=Schedule.id,
            name=Schedule.kind,
            on=Schedule.local_on,
            hour=Schedule.local_time,
        ).where(Schedule.ended_at.is_(None), Schedule.local_on >= (at - A_DAY).date(), ~said),
    ]


def _due(at: datetime) -> Select[Any]:
    """The oldest first, so that the index of what waits is read from its beginning."""
    waiting = select(Delivery.due_at).where(PENDING, Delivery.due_at <= at)
    return waiting.order_by(Delivery.due_at).limit(MOST + 1)


def _late(timed: Collection[str], at: datetime) -> Select[Any]:
    """Said as its index says it, which holds nothing else."""
    return (
        select(Delivery.id)
        .join(Message, Message.id == Delivery.message_id)
        .where(LATE, Message.kind.in_(sorted(timed)), Message.made_at >= at - LOOKED_AT)
        .limit(MOST + 1)
    )
