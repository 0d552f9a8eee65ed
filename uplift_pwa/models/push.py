"""Whose phone may be reached, what is owed to it, and how often it has been touched."""

from datetime import date, datetime, time

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base

PENDING, SENDING = text("state = 'pending'"), text("state = 'sending'")
OPEN_NEWS = text("settled_at IS NULL")
LATE = text("state = 'sent' AND (closes_at IS NULL OR settled_at > closes_at)")


class Subscription(Base):
    """A browser that takes push for the person signed in on it; it goes with the sign-in.

    Its number is never given again: deliveries name it and outlive it (SAFETY W2).
    """

    __tablename__ = "subscription"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = mapped_column(primary_key=True)
    sign_in_id: Mapped[int] = mapped_column(
        ForeignKey("sign_in.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    endpoint: Mapped[str] = mapped_column(Text)
    endpoint_digest: Mapped[str] = mapped_column(String(64), unique=True)
    origin: Mapped[str] = mapped_column(String(270))
    p256dh: Mapped[str] = mapped_column(String(90))
    auth: Mapped[str] = mapped_column(String(24))
    server_key: Mapped[str] = mapped_column(String(90))  # ours, which it was made with
    made_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    reached_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]  # since when its service answers 401 or 403


class Message(Base):
    """What a push says in one language; everybody who gets it shares it."""

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("key", "locale"),
        Index("ix_message_expires_at", "expires_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80))
    locale: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(24))
    payload: Mapped[str] = mapped_column(Text)
    topic: Mapped[str] = mapped_column(String(32), index=True)
    ttl: Mapped[int]  # seconds
    urgency: Mapped[str] = mapped_column(String(8))
    day: Mapped[date | None]  # of a nudge: who has done something on it needs none
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]


class Delivery(Base):
    """A message owed to a subscription. It ends in a state that stays, with the reason."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("message_id", "subscription_id"),
        CheckConstraint(
            "state in ('pending', 'sending', 'sent', 'dropped', 'gone', 'dead')", name="state"
        ),
        Index("ix_delivery_pending", "due_at", sqlite_where=PENDING, postgresql_where=PENDING),
        Index(
            "ix_delivery_sending",
            "leased_until",
            sqlite_where=SENDING,
            postgresql_where=SENDING,
        ),
        Index("ix_delivery_late", "message_id", sqlite_where=LATE, postgresql_where=LATE),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("message.id"))
    subscription_id: Mapped[int]  # may be gone; its number is not used again
    origin: Mapped[str] = mapped_column(String(270))
    state: Mapped[str] = mapped_column(String(8), default="pending")
    reason: Mapped[str | None] = mapped_column(String(16))
    due_at: Mapped[datetime]
    closes_at: Mapped[datetime | None]  # the end of the working window it is meant for
    leased_until: Mapped[datetime | None]
    lease_owner: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    settled_at: Mapped[datetime | None]
    opened_at: Mapped[datetime | None]


class Schedule(Base):
    """Something said once at a local time of each site: a launch, a booster (RULES 7, 10)."""

    __tablename__ = "schedule"
    __table_args__ = (
        UniqueConstraint("kind", "subject_id"),
        CheckConstraint("kind in ('launch', 'booster')", name="kind"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject_id: Mapped[int]
    local_on: Mapped[date]
    local_time: Mapped[time]
    made_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class ScheduleWords(Base):
    """How an admin says it in one language; where there are none the house's words are said."""

    __tablename__ = "schedule_words"

    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id"), primary_key=True)
    locale: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str] = mapped_column(String(60))
    body: Mapped[str] = mapped_column(String(160))


class Occurrence(Base):
    """A schedule came round in a zone on a local date: once, whoever looks."""

    __tablename__ = "occurrence"
    __table_args__ = (UniqueConstraint("schedule_id", "zone", "local_date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    schedule_id: Mapped[int] = mapped_column(ForeignKey("schedule.id"))
    zone: Mapped[str] = mapped_column(String(64))
    local_date: Mapped[date]
    at: Mapped[datetime]
    skipped: Mapped[bool]  # the tick that should have seen it came too late


class Reminder(Base):
    """How a person wants to be reminded, and when the clockwork looks at them next."""

    __tablename__ = "reminder"
    __table_args__ = (CheckConstraint("cue in ('shift', 'minutes', 'time')", name="cue"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    cue: Mapped[str] = mapped_column(String(8), default="shift")
    cue_minutes: Mapped[int | None]  # after the start of the shift
    cue_time: Mapped[time | None]
    cue_words: Mapped[str | None] = mapped_column(String(60))  # "after I open the till"
    quiet_starts: Mapped[time | None]
    quiet_ends: Mapped[time | None]
    nudges: Mapped[bool] = mapped_column(default=True)
    team: Mapped[bool] = mapped_column(default=True)
    colleagues: Mapped[bool] = mapped_column(default=True)
    campaign: Mapped[bool] = mapped_column(default=True)
    leading: Mapped[bool] = mapped_column(default=True)
    look_at: Mapped[datetime | None] = mapped_column(index=True)
    ignored: Mapped[int] = mapped_column(default=0)
    declined_at: Mapped[datetime | None]  # "not now": the app does not ask for a while
    nudged_at: Mapped[datetime | None]
    bundle_at: Mapped[datetime | None] = mapped_column(index=True)  # when to look for news
    bundled_at: Mapped[datetime | None]


class Nudge(Base):
    """A person was nudged for a service day: once, and with which text (RULES 10)."""

    __tablename__ = "nudge"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(String(24))
    at: Mapped[datetime]


class News(Base):
    """Something good to know that waits for the person's next bundle; once each."""

    __tablename__ = "news"
    __table_args__ = (
        UniqueConstraint("person_id", "kind", "subject_id"),
        Index(
            "ix_news_open",
            "person_id",
            sqlite_where=OPEN_NEWS,
            postgresql_where=OPEN_NEWS,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(24))
    subject_id: Mapped[int]
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]


class PushHost(Base):
    """A push service that an admin trusts besides the ones everybody's browser uses."""

    __tablename__ = "push_host"

    host: Mapped[str] = mapped_column(String(253), primary_key=True)
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime]


class Heartbeat(Base):
    """When a process that nobody looks at was last seen at work."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    at: Mapped[datetime]
