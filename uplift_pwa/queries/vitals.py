"""How the machinery is doing, for the machine that watches it; nothing about a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Integer, Select, String, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import Delivery, Heartbeat, Message, Occurrence
from uplift_pwa.models.base import UtcDateTime

LOOKED_AT = timedelta(days=1)
STATES = ("pending", "sending", "sent", "dropped", "gone", "dead")


@dataclass(frozen=True, slots=True)
class Vitals:
    """`deliveries` by state, of messages made within a day; `due` wait since `since`.

    `ticked_at` is when each process was last seen at work; `skipped` are moments of schedules
    that no worker was there for.
    """

    deliveries: Mapping[str, int]
    due: int
    since: datetime | None
    said: int
    skipped: int
    ticked_at: Mapping[str, datetime]


def vitals(session: Session, *, at: datetime) -> Vitals:
    """The figures at `at` (aware). One SELECT."""
    rows = session.execute(union_all(*_parts(at))).all()
    states = {row.name: row.number for row in rows if row.what == "delivery"}
    due = next(row for row in rows if row.what == "due")
    moments = {row.name: row.number for row in rows if row.what == "occurrence"}
    return Vitals(
        {state: states.get(state, 0) for state in STATES},
        due.number,
        due.moment,
        moments.get("said", 0),
        moments.get("skipped", 0),
        {row.name: row.moment for row in rows if row.what == "tick"},
    )


def _parts(at: datetime) -> list[Select[Any]]:
    no_moment = cast(null(), UtcDateTime()).label("moment")
    waits = (Delivery.state == "pending", Delivery.due_at <= at)
    nothing = cast(null(), String()).label("name")
    number = func.count().label("number")
    return [
        _part("delivery", Delivery.state.label("name"), number, no_moment)
        .select_from(Message)
        .join(Delivery, Delivery.message_id == Message.id)
        .where(Message.made_at >= at - LOOKED_AT)
        .group_by(Delivery.state),
        _part(
            "due",
            nothing,
            func.count(Delivery.id).label("number"),
            func.min(Delivery.due_at).label("moment"),
        ).where(*waits),
        *(
            _part("occurrence", literal(name).label("name"), number, no_moment)
            .select_from(Occurrence)
            .where(Occurrence.skipped.is_(skipped))
            for name, skipped in (("said", False), ("skipped", True))
        ),
        _part(
            "tick",
            Heartbeat.name.label("name"),
            cast(null(), Integer()).label("number"),
            Heartbeat.at.label("moment"),
        ),
    ]


def _part(what: str, *columns: Any) -> Select[Any]:
    return select(literal(what).label("what"), *columns)
