"""What was claimed, looked at once more before it leaves: still wanted, at the right time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Date, bindparam, case, exists, null, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Delivery,
    Message,
    Participation,
    Person,
    PersonDay,
    PushHost,
    Reminder,
    SignIn,
    Subscription,
)
from uplift_pwa.push import endpoints
from uplift_pwa.push.claims import Result
from uplift_pwa.push.kinds import KINDS
from uplift_pwa.queries import reach
from uplift_pwa.rules import sign_ins
from uplift_pwa.rules.diary import LOOK


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message on its way to one phone: everything the sender needs, and no name."""

    id: int
    subscription_id: int
    origin: str
    endpoint: str
    p256dh: str
    auth: str
    server_key: str
    payload: str
    topic: str
    urgency: str
    ttl: int  # seconds
    attempts: int
    closes_at: datetime | None
    expires_at: datetime
    reached_at: datetime | None
    refused_at: datetime | None


@dataclass(frozen=True, slots=True)
class Sorted:
    """What may leave now, and what may not: dropped, or moved to a better moment."""

    parcels: list[Parcel]
    results: list[Result]


def look(
    session: Session, ids: Sequence[int], *, at: datetime, loopback: bool = False
) -> Sorted:
    """Sort claimed deliveries by whether they are still wanted at `at` (aware).

    One SELECT for all of them; three more where somebody's working hours are not known yet.
    """
    given = {"ids": list(ids), "today": at.date()}
    rows = session.connection().execute(_CLAIMED, given).all()
    hosts = session.scalars(select(PushHost.host)).all()
    unwanted = {row.id: why for row in rows if (why := _why_not(row, at))}
    results = [Result(one, "dropped", why) for one, why in unwanted.items()]
    wanted = [row for row in rows if row.id not in unwanted]
    moved = _move(session, [row for row in wanted if _asks_when(row)], at)
    results += [one for one in moved.values() if one is not None]
    parcels = []
    for row in wanted:
        if moved.get(row.id) is not None:
            continue
        if _is_trusted(row, hosts, loopback):
            parcels.append(_parcel(row, at))
        else:
            results.append(Result(row.id, "dead", "hostile"))
    return Sorted(parcels, results)


def _why_not(row: Any, at: datetime) -> str | None:
    """Why nobody wants this any more, in one word; None for what is still wanted."""
    if row.endpoint is None or row.status != "active":
        return "signed_out"
    if at > sign_ins.ends_at(row.device, row.created_at, row.last_seen_at):
        return "signed_out"
    if at >= row.expires_at:
        return "expired"
    if row.closes_at is not None and at >= row.closes_at:
        return "outside"
    kind = KINDS[row.kind]
    if kind.switch is not None and getattr(row, kind.switch) is False:
        return "switched_off"
    return _why_no_nudge(row) if kind.nudge else None


def _why_no_nudge(row: Any) -> str | None:
    if row.is_done:
        return "done"
    return "looking" if row.mode == LOOK else None


def _asks_when(row: Any) -> bool:
    return row.closes_at is None and KINDS[row.kind].timed


def _move(session: Session, rows: Iterable[Any], at: datetime) -> Mapping[int, Result | None]:
    """For deliveries without a window: None where it is open now, else what becomes of them."""
    rows = list(rows)
    if not rows:
        return {}
    reaches = reach.around(session, {row.person_id for row in rows}, at)
    found: dict[int, Result | None] = {}
    for row in rows:
        slot = reaches[row.person_id].slot(at)
        if slot is None or slot[0] >= row.expires_at:
            found[row.id] = Result(row.id, "dropped", "outside")
        elif slot[0] > at:
            found[row.id] = Result(row.id, "pending", due_at=slot[0], closes_at=slot[1])
        else:
            found[row.id] = None
    return found


def _is_trusted(row: Any, hosts: Sequence[str], loopback: bool) -> bool:
    try:
        origin: str = row.origin
        return endpoints.origin(row.endpoint, hosts, loopback=loopback) == origin
    except endpoints.Hostile:
        return False


def _parcel(row: Any, at: datetime) -> Parcel:
    return Parcel(
        id=row.id,
        subscription_id=row.subscription_id,
        origin=row.origin,
        endpoint=row.endpoint,
        p256dh=row.p256dh,
        auth=row.auth,
        server_key=row.server_key,
        payload=row.payload,
        topic=row.topic,
        urgency=row.urgency,
        ttl=_ttl(row, at),
        attempts=row.attempts,
        closes_at=row.closes_at,
        expires_at=row.expires_at,
        reached_at=row.reached_at,
        refused_at=row.refused_at,
    )


def _ttl(row: Any, at: datetime) -> int:
    """Not longer than it is worth something, and not beyond the working window (W8)."""
    end = row.expires_at if row.closes_at is None else min(row.expires_at, row.closes_at)
    longest: int = row.ttl
    return max(1, min(longest, int((end - at).total_seconds())))


def _statement() -> Any:
    newest_mode = (
        select(Participation.mode)
        .where(
            Participation.person_id == Subscription.person_id,
            Participation.from_on <= bindparam("today", type_=Date),
        )
        .order_by(Participation.from_on.desc())
        .limit(1)
        .scalar_subquery()
    )
    done = exists().where(
        PersonDay.person_id == Subscription.person_id,
        PersonDay.day == Message.day,
        PersonDay.completions > 0,
    )
    is_nudge = Message.day.is_not(None)
    return (
        select(
            Delivery.id,
            Delivery.subscription_id,
            Delivery.attempts,
            Delivery.closes_at,
            Message.kind,
            Message.payload,
            Message.topic,
            Message.urgency,
            Message.ttl,
            Message.expires_at,
            Subscription.person_id,
            Subscription.origin,
            Subscription.endpoint,
            Subscription.p256dh,
            Subscription.auth,
            Subscription.server_key,
            Subscription.reached_at,
            Subscription.refused_at,
            SignIn.kind.label("device"),
            SignIn.created_at,
            SignIn.seen_at.label("last_seen_at"),
            Person.status,
            *(getattr(Reminder, name) for name in _SWITCHES),
            case((is_nudge, done), else_=null()).label("is_done"),
            case((is_nudge, newest_mode), else_=null()).label("mode"),
        )
        .join(Message, Message.id == Delivery.message_id)
        .outerjoin(Subscription, Subscription.id == Delivery.subscription_id)
        .outerjoin(SignIn, SignIn.id == Subscription.sign_in_id)
        .outerjoin(Person, Person.id == Subscription.person_id)
        .outerjoin(Reminder, Reminder.person_id == Subscription.person_id)
        .where(Delivery.id.in_(bindparam("ids", expanding=True)))
        .order_by(Delivery.due_at, Delivery.id)
    )


_SWITCHES = sorted({kind.switch for kind in KINDS.values() if kind.switch})
# Built once: making this statement anew cost more than running it.
_CLAIMED = _statement()
