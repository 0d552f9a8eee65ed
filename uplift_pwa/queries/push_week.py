"""What became of a week's pushes: by kind, by reason, and which services turn us away."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    String,
    case,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from uplift_pwa.models import Delivery, Message, Subscription
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.snapshots import Kept
from uplift_pwa.rules import small_numbers

LOOKED_AT = timedelta(days=7)
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
class Alarm:
    """A push service that refuses our key, or cannot be reached as it should."""

    origin: str
    why: str


@dataclass(frozen=True, slots=True)
class Week:
    """What was sent by kind, what was not taken by reason, and what is in the way."""

    kinds: list[Kind]
    refused: dict[str, int | None]
    alarms: list[Alarm]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the count. Of a kind, how many people and pushes; of an origin, what it said
    and to how many phones (`number`).
    """

    what: str
    name: str
    state: str | None = None
    reason: str | None = None
    number: int | None = None
    sent: int | None = None
    taken: int | None = None
    opened: int | None = None


def week(session: Session, *, at: datetime, day: date, kept: Kept | None = None) -> Week:
    """The seven days before `at` (aware). One SELECT, none where the counts are `kept`.

    A kind that went to fewer than five people is left out, and a reason that fewer than five
    phones have counts as None (RULES 8).
    """
    found = [Line(*line) for line in kept.figures["week"]] if kept else lines(session, at=at)
    least = rulebook.book(session).on(day).least_people
    ended = [one for one in found if one.what == "ended"]
    dead = {Alarm(one.name, one.reason or "") for one in ended if one.state == "dead"}
    refuse = {Alarm(one.name, "refuses") for one in found if one.what == "refuses"}
    return Week(
        [_kind(one) for one in found if one.what == "kind" and (one.number or 0) >= least],
        _reasons(ended, least),
        sorted(dead | refuse, key=lambda one: (one.origin, one.why)),
    )


def lines(session: Session, *, at: datetime) -> list[Line]:
    """The counts themselves, not yet for anybody's eyes. `at` is aware. One SELECT."""
    recent = Message.made_at >= at - LOOKED_AT
    rows = session.execute(union_all(_kinds(recent), _ended(recent, at), _refusing()))
    return sorted((Line(*row) for row in rows), key=lambda one: (one.what, one.name))


def _kind(one: Line) -> Kind:
    taken = one.taken or 0
    return Kind(one.name, one.sent or 0, taken, small_numbers.rounded(one.opened or 0, taken))


def _reasons(ended: Iterable[Line], least: int) -> dict[str, int | None]:
    found = Counter[str]()
    for one in ended:
        found[one.reason or ""] += one.number or 0
    return {why: number if number >= least else None for why, number in sorted(found.items())}


def _line(what: str, **columns: Any) -> Select[Any]:
    """A part of the union: the columns of `Line` in their order, null where it has none."""
    texts = {name: cast(null(), String) for name in ("name", "state", "reason")}
    counts = {name: cast(null(), Integer) for name in ("number", "sent", "taken", "opened")}
    return select(
        literal(what).label("what"),
        *(columns.get(name, empty).label(name) for name, empty in (texts | counts).items()),
    )


def _kinds(recent: Any) -> Select[Any]:
    def count(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    return (
        _line(
            "kind",
            name=Message.kind,
            number=func.count(Subscription.person_id.distinct()),
            sent=count(Delivery.attempts > 0),
            taken=count(Delivery.state == "sent"),
            opened=count(Delivery.opened_at.is_not(None)),
        )
        .select_from(Message)
        .join(Delivery, Delivery.message_id == Message.id)
        .outerjoin(Subscription, Subscription.id == Delivery.subscription_id)
        .where(recent, Message.kind != TEST)
        .group_by(Message.kind)
    )


def _ended(recent: Any, at: datetime) -> Select[Any]:
    columns = {"name": Delivery.origin, "state": Delivery.state, "reason": Delivery.reason}
    return (
        _line("ended", number=func.count(Delivery.id), **columns)
        .join(Message, Message.id == Delivery.message_id)
        .where(recent, Delivery.settled_at >= at - LOOKED_AT, Delivery.state.in_(REFUSED))
        .group_by(*columns.values())
    )


def _refusing() -> Select[Any]:
    refused = Subscription.refused_at.is_not(None)
    return _line("refuses", name=Subscription.origin).where(refused).distinct()
