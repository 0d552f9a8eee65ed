"""How push is doing: what became of what was owed, what waits, what is in its way."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    String,
    Time,
    and_,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
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
    Subscription,
)
from uplift_pwa.models.base import UtcDateTime
from uplift_pwa.queries import rulebook
from uplift_pwa.rules import small_numbers

LOOKED_AT, A_DAY = timedelta(days=7), timedelta(days=1)
REFUSED = ("gone", "dead")
TEST = "test"  # what somebody sends to their own phone says nothing here


@dataclass(frozen=True, slots=True)
class Kind:
    """What became of one kind of push: sent, taken by the service, opened in percent."""

    name: str
    sent: int
    taken: int
    opened: int


@dataclass(frozen=True, slots=True)
class Outbox:
    """What waits: how many are due, since when the oldest, and when the clockwork ticked."""

    due: int
    since: datetime | None
    ticked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """A push service that refuses our key, or cannot be reached as it should."""

    origin: str
    why: str


@dataclass(frozen=True, slots=True)
class Planned:
    """Something that will be said at a local time."""

    id: int
    kind: str
    on: date
    at: time


@dataclass(frozen=True, slots=True)
class Pulse:
    """Everything besides the figures by unit and by kind."""

    outbox: Outbox
    refused: dict[str, int | None]
    alarms: list[Alarm]
    hosts: list[str]
    planned: list[Planned]


def kinds(
    session: Session, timed: Collection[str], *, at: datetime, day: date
) -> tuple[list[Kind], int]:
    """What was sent within a week, by kind, and how many of it outside working hours.

    A kind that went to fewer than five people is left out (RULES 8). The latter comes from the
    facts, for the kinds that are `timed`: taken when its window had closed, or sent without
    one; it has to be 0. `at` is aware. One SELECT.
    """
    rows = session.execute(_kinds(timed, at)).all()
    least = rulebook.book(session).on(day).least_people
    known = [
        Kind(row.kind, row.sent, row.taken, small_numbers.rounded(row.opened, row.taken))
        for row in rows
        if row.people >= least
    ]
    return known, sum(row.outside for row in rows)


def pulse(session: Session, *, at: datetime, day: date) -> Pulse:
    """The outbox, refusals by reason, alarms, trusted hosts and what is planned. One SELECT.

    A reason that fewer than five phones have counts as None. `at` is aware.
    """
    parts = defaultdict[str, list[Any]](list)
    for row in session.execute(union_all(*_parts(at))):
        parts[row.what].append(row)
    least = rulebook.book(session).on(day).least_people
    dead = {Alarm(row.name, row.reason or "") for row in parts["ended"] if row.state == "dead"}
    refuse = {Alarm(row.name, "refuses") for row in parts["refuses"]}
    due = parts["due"][0]
    return Pulse(
        Outbox(due.number, due.moment, next((row.moment for row in parts["tick"]), None)),
        _reasons(parts["ended"], least),
        sorted(dead | refuse, key=lambda one: (one.origin, one.why)),
        sorted(row.name for row in parts["host"]),
        [Planned(row.number, row.name, row.on, row.hour) for row in parts["planned"]],
    )


def _reasons(rows: Iterable[Any], least: int) -> dict[str, int | None]:
    found = Counter[str]()
    for row in rows:
        found[row.reason or ""] += row.number
    return {why: number if number >= least else None for why, number in sorted(found.items())}


def _kinds(timed: Collection[str], at: datetime) -> Select[Any]:
    def count(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    late = or_(Delivery.closes_at.is_(None), Delivery.settled_at > Delivery.closes_at)
    outside = and_(Delivery.state == "sent", Message.kind.in_(sorted(timed)), late)
    return (
        select(
            Message.kind,
            func.count(Subscription.person_id.distinct()).label("people"),
            count(Delivery.attempts > 0).label("sent"),
            count(Delivery.state == "sent").label("taken"),
            count(Delivery.opened_at.is_not(None)).label("opened"),
            count(outside).label("outside"),
        )
        .join(Delivery, Delivery.message_id == Message.id)
        .outerjoin(Subscription, Subscription.id == Delivery.subscription_id)
        .where(Message.made_at >= at - LOOKED_AT, Message.kind != TEST)
        .group_by(Message.kind)
        .order_by(Message.kind)
    )


COLUMNS: dict[str, Any] = {
    "number": Integer(),
    "name": String(),
    "state": String(),
    "reason": String(),
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


def _parts(at: datetime) -> list[Select[Any]]:
    said = exists().where(Occurrence.schedule_id == Schedule.id)
    due = (Delivery.state == "pending", Delivery.due_at <= at)
    ended = (Delivery.settled_at >= at - LOOKED_AT, Delivery.state.in_(REFUSED))
    why = (Delivery.state, Delivery.reason, Delivery.origin)
    return [
        _part("due", number=func.count(Delivery.id), moment=func.min(Delivery.due_at)).where(
            *due
        ),
        _part("tick", moment=Heartbeat.at).where(Heartbeat.name != "retention"),
        _part("host", name=PushHost.host),
        _part("refuses", name=Subscription.origin)
        .where(Subscription.refused_at.is_not(None))
        .group_by(Subscription.origin),
        _part(
            "ended",
            number=func.count(Delivery.id),
            name=Delivery.origin,
            state=Delivery.state,
            reason=Delivery.reason,
        )
        .join(Message, Message.id == Delivery.message_id)
        .where(Message.made_at >= at - LOOKED_AT, *ended)
        .group_by(*why),
        _part(
            "planned",
            number=Schedule.id,
            name=Schedule.kind,
            on=Schedule.local_on,
            hour=Schedule.local_time,
        ).where(Schedule.ended_at.is_(None), Schedule.local_on >= (at - A_DAY).date(), ~said),
    ]
