"""A person's own phones that can be reached, and how they want to be reminded."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import Delivery, Message, Reminder, SignIn, Subscription
from uplift_pwa.rules.nudge_plan import is_stopped


@dataclass(frozen=True, slots=True)
class Device:
    """A phone that said it can be reached; `reached_at` is when a message was last taken.

    `refused_at` is since when its push service turns us away: it has to be opened once.
    """

    id: int
    name: str  # of the browser, as it names itself
    made_at: datetime
    seen_at: datetime
    reached_at: datetime | None
    refused_at: datetime | None
    is_this: bool


@dataclass(frozen=True, slots=True)
class Wishes:
    """A person's reminders. `asks`: so many went unopened that the app asks what they want."""

    cue: str
    minutes: int | None
    wall_time: time | None
    words: str | None
    quiet_starts: time | None
    quiet_ends: time | None
    nudges: bool
    team: bool
    colleagues: bool
    campaign: bool
    leading: bool
    asks: bool


# Somebody who has never been asked: everything is on, at the usual moment.
UNASKED = Wishes(
    cue="shift",
    minutes=None,
    wall_time=None,
    words=None,
    quiet_starts=None,
    quiet_ends=None,
    nudges=True,
    team=True,
    colleagues=True,
    campaign=True,
    leading=True,
    asks=False,
)


def of(session: Session, person_id: int, sign_in_id: int) -> list[Device]:
    """The newest first; `sign_in_id` is the device that asks. One SELECT."""
    rows = session.execute(
        select(
            Subscription.id,
            SignIn.device,
            Subscription.made_at,
            Subscription.seen_at,
            Subscription.reached_at,
            Subscription.refused_at,
            (SignIn.id == sign_in_id).label("is_this"),
        )
        .join(SignIn, SignIn.id == Subscription.sign_in_id)
        .where(Subscription.person_id == person_id)
        .order_by(Subscription.seen_at.desc(), Subscription.id.desc())
    )
    return [Device(*row) for row in rows]


@dataclass(frozen=True, slots=True)
class ThisPhone:
    """What the server knows of the phone that asks.

    `wanted`: the person switched push on there; `known` are the digests of its endpoints.
    """

    wanted: bool
    known: list[str]


def this_phone(session: Session, sign_in_id: int) -> ThisPhone:
    """For the phone to compare with what its browser has. One SELECT."""
    rows = session.execute(
        select(SignIn.wants_push, Subscription.endpoint_digest)
        .outerjoin(Subscription, Subscription.sign_in_id == SignIn.id)
        .where(SignIn.id == sign_in_id)
    ).all()
    wanted = any(row.wants_push for row in rows)
    return ThisPhone(wanted, [row.endpoint_digest for row in rows if row.endpoint_digest])


def nudged_day(session: Session, tag: str, sign_in_id: int) -> date | None:
    """The service day of the nudge with this tag that was owed to this device. One SELECT."""
    return session.scalar(
        select(Message.day)
        .join(Delivery, Delivery.message_id == Message.id)
        .join(Subscription, Subscription.id == Delivery.subscription_id)
        .where(Message.topic == tag, Subscription.sign_in_id == sign_in_id)
        .limit(1)
    )


def wishes(session: Session, person_id: int) -> Wishes | None:
    """None for somebody who has never been asked. One SELECT."""
    row: Any = session.execute(
        select(
            Reminder.cue,
            Reminder.cue_minutes.label("minutes"),
            Reminder.cue_time.label("wall_time"),
            Reminder.cue_words.label("words"),
            Reminder.quiet_starts,
            Reminder.quiet_ends,
            Reminder.nudges,
            Reminder.team,
            Reminder.colleagues,
            Reminder.campaign,
            Reminder.leading,
            Reminder.ignored,
        ).where(Reminder.person_id == person_id)
    ).one_or_none()
    if row is None:
        return None
    chosen = dict(row._mapping)
    return Wishes(asks=is_stopped(chosen.pop("ignored")), **chosen)
