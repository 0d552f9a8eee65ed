"""What colleagues do for each other: thanks, confirmations, stories, roadblocks, ideas."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Thanks(Base):
    """Thanks to a person, a team or a department; `counts` says whether it gave lift."""

    __tablename__ = "thanks"
    __table_args__ = (
        CheckConstraint("receiver_kind in ('person', 'team', 'department')", name="receiver"),
        Index("ix_thanks_receiver", "receiver_kind", "receiver_id", "sent_at"),
        Index("ix_thanks_sender", "sender_id", "sent_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    sender_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    receiver_kind: Mapped[str] = mapped_column(String(16))
    receiver_id: Mapped[int]
    kind: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(280))
    service_day: Mapped[date]
    counts: Mapped[bool]
    sent_at: Mapped[datetime]


class Confirmation(Base):
    """The question to the colleague whom a completion names, and the answer."""

    __tablename__ = "confirmation"
    __table_args__ = (Index("ix_confirmation_asked", "asked_id", "answered_at"),)

    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), primary_key=True)
    asked_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    helped: Mapped[bool | None]
    word: Mapped[str | None] = mapped_column(String(32))
    answered_on: Mapped[date | None]
    answered_at: Mapped[datetime | None]


class Story(Base):
    """The sentence of a completion, offered to the team's feed by its author."""

    __tablename__ = "story"

    completion_id: Mapped[int] = mapped_column(ForeignKey("completion.id"), primary_key=True)
    published_at: Mapped[datetime]
    hidden_at: Mapped[datetime | None]


class Roadblock(Base):
    """What stops people. Anonymous: no person stands here, only a team and a clock."""

    __tablename__ = "roadblock"
    __table_args__ = (Index("ix_roadblock_team_id", "team_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(String(280))
    reported_on: Mapped[date]
    answered_on: Mapped[date | None]
    cleared_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]


class Idea(Base):
    """A challenge that somebody proposes."""

    __tablename__ = "idea"

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str] = mapped_column(String(280))
    proposed_on: Mapped[date]
    adopted_on: Mapped[date | None]
