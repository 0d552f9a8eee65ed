"""What is owed to phones, written down with the reason for it, in one transaction (W5)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Select,
    and_,
    case,
    delete,
    exists,
    literal,
    select,
)
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.languages import ENGLISH
from uplift_pwa.models import Delivery, Message, Person, Reminder, Subscription
from uplift_pwa.push.kinds import KINDS, tag
from uplift_pwa.queries import tongues

SPREAD_STEPS, SPREAD_SECONDS = 12, 5  # a fan-out is spread over a minute
KEPT = timedelta(days=60)
PRUNED_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be said, once for each subscription by its `key`.

    `payloads` are by locale, English among them; `day` is the service day of a nudge.
    """

    key: str
    kind: str
    payloads: Mapping[str, str]
    expires_at: datetime
    day: date | None = None


def enqueue(
    session: Session,
    letter: Letter,
    people: Select[Any] | Collection[int] | None = None,
    *,
    at: datetime,
    due_at: datetime | None = None,
    closes_at: datetime | None = None,
    device: int | None = None,
    spread: bool = False,
) -> int:
    """Owe a letter to every phone of these people (None: everybody), in one statement.

    Each reads it in their own language. Phones whose owner has switched its kind off are left
    out, and a phone that is owed the letter already keeps the one it has. `due_at` (by default
    `at`) and `closes_at` bound the working window it is meant for; without the latter the
    window is found before it leaves. `device` is one subscription alone. With `spread` it is
    due over a minute. Times are aware. Returns how many deliveries are new.
    """
    _write(session, letter, at)
    due = due_at or at
    rows = (
        select(
            Message.id,
            Subscription.id,
            Subscription.origin,
            literal("pending"),
            _spread(due) if spread else literal(due, Delivery.due_at.type),
            literal(closes_at, Delivery.closes_at.type),
            literal(0),
        )
        .select_from(Subscription)
        .join(Person, Person.id == Subscription.person_id)
        .join(Reminder, Reminder.person_id == Subscription.person_id)
        .join(
            Message,
            and_(Message.key == letter.key, Message.locale == _locale(session, letter)),
        )
        .where(Person.status == "active", *_which(letter, people, device))
    )
    done: CursorResult[Any] = session.connection().execute(
        upsert(session, Delivery).from_select(_COLUMNS, rows).on_conflict_do_nothing(),
        execution_options={"preserve_rowcount": True},
    )
    return done.rowcount


def is_old(session: Session, *, at: datetime) -> bool:
    """Whether there is anything to forget. Reads only; aware."""
    return bool(session.scalar(select(exists().where(Message.expires_at < at - KEPT))))


def prune(session: Session, *, at: datetime) -> int:
    """Forget what ended long ago, a batch at a time; returns how many messages went."""
    old = session.scalars(
        select(Message.id).where(Message.expires_at < at - KEPT).limit(PRUNED_AT_ONCE)
    ).all()
    if old:
        session.execute(delete(Delivery).where(Delivery.message_id.in_(old)))
        session.execute(delete(Message).where(Message.id.in_(old)))
    return len(old)


_COLUMNS = [
    "message_id",
    "subscription_id",
    "origin",
    "state",
    "due_at",
    "closes_at",
    "attempts",
]


def _write(session: Session, letter: Letter, at: datetime) -> None:
    """The words, once for each language; what is there already stays as it was said."""
    kind = KINDS[letter.kind]
    rows = [
        {
            "key": letter.key,
            "locale": locale,
            "kind": letter.kind,
            "payload": payload,
            "topic": tag(letter.key),
            "ttl": int(kind.ttl.total_seconds()),
            "urgency": kind.urgency,
            "day": letter.day,
            "made_at": at,
            "expires_at": letter.expires_at,
        }
        for locale, payload in sorted(letter.payloads.items())
    ]
    session.execute(upsert(session, Message).on_conflict_do_nothing(), rows)


def _locale(session: Session, letter: Letter) -> ColumnElement[str]:
    """Each person's own language, if it is on offer and it is said in it; else the usual."""
    here = tongues.known(session)
    usual = here.usual if here.usual in letter.payloads else ENGLISH
    others = sorted(set(letter.payloads).intersection(here.offered) - {usual})
    return case((Person.locale.in_(others), Person.locale), else_=usual)


def _which(
    letter: Letter, people: Select[Any] | Collection[int] | None, device: int | None
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if switch := KINDS[letter.kind].switch:
        found.append(getattr(Reminder, switch))
    if people is not None:
        found.append(Subscription.person_id.in_(people))
    if device is not None:
        found.append(Subscription.id == device)
    return found


def _spread(due: datetime) -> ColumnElement[datetime]:
    """Moments a few seconds apart, by the subscription's number: no database's own words."""
    step = Subscription.id % SPREAD_STEPS
    moments = [due + timedelta(seconds=n * SPREAD_SECONDS) for n in range(SPREAD_STEPS)]
    return case(
        *(
            (step == n, literal(moment, Delivery.due_at.type))
            for n, moment in enumerate(moments)
        ),
        else_=literal(due, Delivery.due_at.type),
    )
