"""What was claimed, looked at once more before it leaves: still wanted, at the right time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, bindparam, case, exists, null, or_, select
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
from uplift_pwa.push import claims, endpoints
from uplift_pwa.push.claims import Result
from uplift_pwa.push.kinds import KINDS
from uplift_pwa.push.listed import is_listed
from uplift_pwa.queries import reach, sign_in_ends
from uplift_pwa.rules.diary import LOOK

REACHED_NOTED_EVERY = timedelta(days=1)
OF_THE_PARCEL = 4  # the columns before are for looking only


@dataclass(frozen=True, slots=True)
class Words:
    """What is said, shared by everybody who gets it."""

    kind: str
    payload: str
    topic: str
    urgency: str
    ttl: int  # seconds
    expires_at: datetime


@dataclass(slots=True)
class Parcel:
    """A message on its way to one phone: everything the sender needs, and no name.

    `ttl` is in seconds; `note_reached` says that it has not been reached lately.
    """

    words: Words
    ttl: int
    closes_at: datetime | None
    id: int
    subscription_id: int
    origin: str
    endpoint: str
    p256dh: str
    auth: str
    server_key: str
    attempts: int
    refused_at: datetime | None
    note_reached: bool


@dataclass(frozen=True, slots=True)
class Sorted:
    """What may leave now, and what may not: dropped, or moved to a better moment."""

    parcels: list[Parcel]
    results: list[Result]


@dataclass(frozen=True, slots=True)
class Window:
    """A working window that is open now and ends at `closes_at`."""

    id: int
    closes_at: datetime


@dataclass(frozen=True, slots=True)
class Hosts:
    """What admins trust besides the push services of browsers, and whether tests may."""

    more: Sequence[str]
    loopback: bool


def look(
    session: Session, ids: Sequence[int], *, at: datetime, loopback: bool = False
) -> Sorted:
    """Sort claimed deliveries by whether they are still wanted at `at` (aware).

    Three SELECTs for all of them; two more where somebody's working hours are not known yet,
    and these are then written down with the delivery.
    """
    given = {"ids": list(ids), "today": at.date(), "now": at, **sign_in_ends.moments(at)}
    given["lately"] = at - REACHED_NOTED_EVERY
    rows: Sequence[Any] = session.connection().execute(_CLAIMED, given).all()
    wanted = [row for row in rows if row.why is None]
    words = _words(session, {row.message_id for row in wanted})
    hosts = Hosts(session.connection().scalars(_HOSTS).all(), loopback)
    origins = {
        one: _leads_to(one + "/", hosts) == one for one in {row.origin for row in wanted}
    }
    results = [Result(row.id, "dropped", row.why) for row in rows if row.why is not None]
    asks = [row for row in wanted if row.closes_at is None]
    moved = _move(session, [row for row in asks if _is_timed(row, words)], words, at)
    results += [one for one in moved.values() if isinstance(one, Result)]
    opened = [one for one in moved.values() if isinstance(one, Window)]
    claims.note_windows(session, {one.id: one.closes_at for one in opened})
    parcels = []
    ttl = cache(partial(_ttl, at))  # many phones share their words and the end of a window
    for row in wanted:
        slot = moved.get(row.id)
        if isinstance(slot, Result):
            continue
        if _is_trusted(row, origins, hosts):
            closes_at = slot.closes_at if slot else row.closes_at
            said = words[row.message_id]
            of_it = row[OF_THE_PARCEL:]
            parcels.append(Parcel(said, ttl(said, closes_at), closes_at, *of_it))
        else:
            results.append(Result(row.id, "dead", "hostile"))
    return Sorted(parcels, results)


def _words(session: Session, ids: Iterable[int]) -> Mapping[int, Words]:
    rows = session.connection().execute(_WORDS, {"ids": list(ids)})
    return {row[0]: Words(*row[1:]) for row in rows}


def _is_timed(row: Any, words: Mapping[int, Words]) -> bool:
    return KINDS[words[row.message_id].kind].timed


def _move(
    session: Session, rows: Sequence[Any], words: Mapping[int, Words], at: datetime
) -> Mapping[int, Result | Window]:
    """For deliveries without a window: the one that is open now, or what becomes of them."""
    if not rows:
        return {}
    reaches = reach.around(session, {row.person_id for row in rows}, at)
    found: dict[int, Result | Window] = {}
    for row in rows:
        slot = reaches[row.person_id].slot(at)
        if slot is None or slot[0] >= words[row.message_id].expires_at:
            found[row.id] = Result(row.id, "dropped", "outside")
        elif slot[0] > at:
            found[row.id] = Result(row.id, "pending", due_at=slot[0], closes_at=slot[1])
        else:
            found[row.id] = Window(row.id, slot[1])
    return found


def _is_trusted(row: Any, origins: Mapping[str, bool], hosts: Hosts) -> bool:
    """Whether the endpoint lies at its origin, and that is a push service still (W1)."""
    origin: str = row.origin
    if row.endpoint.startswith(origin + "/"):
        return origins[origin]
    return _leads_to(row.endpoint, hosts) == origin


def _leads_to(endpoint: str, hosts: Hosts) -> str | None:
    try:
        return endpoints.origin(endpoint, hosts.more, loopback=hosts.loopback)
    except endpoints.Hostile:
        return None


def _ttl(at: datetime, words: Words, closes_at: datetime | None) -> int:
    """Not longer than it is worth something, and not beyond the working window (W8)."""
    end = words.expires_at if closes_at is None else min(words.expires_at, closes_at)
    return max(1, min(words.ttl, int((end - at).total_seconds())))


def _why_not() -> ColumnElement[str | None]:
    """Why nobody wants a message any more, in one word; null for what is still wanted."""
    now = bindparam("now", type_=Message.expires_at.type)
    gone = or_(Person.id.is_(None), Person.status != "active", sign_in_ends.is_over())
    is_nudge = Message.day.is_not(None)
    return case(
        (gone, "signed_out"),
        (Message.expires_at <= now, "expired"),
        (Delivery.closes_at <= now, "outside"),
        (_switched_off(), "switched_off"),
        (and_(is_nudge, _is_done()), "done"),
        (and_(is_nudge, _newest_mode() == LOOK), "looking"),
        else_=null(),
    )


def _switched_off() -> ColumnElement[bool]:
    switches: dict[str, list[str]] = {}
    for name, kind in KINDS.items():
        if kind.switch:
            switches.setdefault(kind.switch, []).append(name)
    return or_(
        *(
            and_(Message.kind.in_(kinds), getattr(Reminder, switch).is_(False))
            for switch, kinds in sorted(switches.items())
        )
    )


def _is_done() -> ColumnElement[bool]:
    return exists().where(
        PersonDay.person_id == Subscription.person_id,
        PersonDay.day == Message.day,
        PersonDay.completions > 0,
    )


def _newest_mode() -> Any:
    return (
        select(Participation.mode)
        .where(
            Participation.person_id == Subscription.person_id,
            Participation.from_on <= bindparam("today", type_=Date),
        )
        .order_by(Participation.from_on.desc())
        .limit(1)
        .scalar_subquery()
    )


def _note_reached() -> ColumnElement[bool]:
    lately = bindparam("lately", type_=Subscription.reached_at.type)
    return or_(
        Subscription.reached_at.is_(None),
        Subscription.reached_at < lately,
        Subscription.refused_at.is_not(None),
    )


# Built once: making these statements anew cost more than running them.
_HOSTS = select(PushHost.host)
_WORDS = select(
    Message.id,
    Message.kind,
    Message.payload,
    Message.topic,
    Message.urgency,
    Message.ttl,
    Message.expires_at,
).where(is_listed(Message.id, "ids"))
_CLAIMED = (
    select(
        Delivery.message_id,
        Delivery.closes_at,
        Subscription.person_id,
        _why_not().label("why"),
        # From here on as a parcel has them.
        Delivery.id,
        Delivery.subscription_id,
        Subscription.origin,
        Subscription.endpoint,
        Subscription.p256dh,
        Subscription.auth,
        Subscription.server_key,
        Delivery.attempts,
        Subscription.refused_at,
        _note_reached().label("note_reached"),
    )
    .join(Message, Message.id == Delivery.message_id)
    .outerjoin(Subscription, Subscription.id == Delivery.subscription_id)
    .outerjoin(SignIn, SignIn.id == Subscription.sign_in_id)
    .outerjoin(Person, Person.id == Subscription.person_id)
    .outerjoin(Reminder, Reminder.person_id == Subscription.person_id)
    .where(is_listed(Delivery.id, "ids"))
    .order_by(Delivery.due_at, Delivery.id)
)
