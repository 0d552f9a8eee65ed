"""What stops people, who has to answer it, who shares it; and what they propose instead.

Who reported a roadblock without a name stands nowhere: docs/decisions/0011.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, false
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Roadblock(Base):
    """What stops people: a team, a day, a random number; a person only if they wished.

    `level_id` is the level that has it now, None while nobody does; `above` says that it has
    left the team's own leader. `fresh` rows are mixed by the clockwork when the day is over.
    """

    __tablename__ = "roadblock"
    __table_args__ = (
        Index("ix_roadblock_team_id", "team_id"),
        Index("ix_roadblock_open", "cleared_on", "reported_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    kind: Mapped[str] = mapped_column(String(32), server_default="other")
    text: Mapped[str] = mapped_column(String(280))
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    reported_on: Mapped[date]
    level_id: Mapped[int | None] = mapped_column(ForeignKey("level.id"))
    above: Mapped[bool] = mapped_column(server_default=false(), default=False)
    answered_on: Mapped[date | None]  # by whoever had it first
    cleared_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    fresh: Mapped[bool] = mapped_column(server_default=false(), default=True)


class RoadblockHolding(Base):
    """A level has a roadblock: its two clocks, its answer, and how it went on.

    `rings_at` is when the clockwork looks at it next: a day's end at the team's site.
    """

    __tablename__ = "roadblock_holding"
    __table_args__ = (
        Index("ix_roadblock_holding_answered_on", "answered_on"),
        Index("ix_roadblock_holding_rings_at", "rings_at"),
    )

    roadblock_id: Mapped[int] = mapped_column(ForeignKey("roadblock.id"), primary_key=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("level.id"), primary_key=True)
    begun_on: Mapped[date]
    answer_due_on: Mapped[date]
    clear_due_on: Mapped[date]
    rings_at: Mapped[datetime | None]
    late_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    answer_days: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(String(280))
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    passed_on: Mapped[date | None]
    passed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: by itself


class RoadblockVoice(Base):
    """Somebody shares a roadblock: a mark that counts once and names nobody, in no order."""

    __tablename__ = "roadblock_voice"
    __table_args__ = {"sqlite_with_rowid": False}

    roadblock_id: Mapped[int] = mapped_column(ForeignKey("roadblock.id"), primary_key=True)
    mark: Mapped[str] = mapped_column(String(40), primary_key=True)
    fresh: Mapped[bool] = mapped_column(default=True)


class SealedReport(Base):
    """Somebody reported something on some day: for their own lift, opaque to everybody else."""

    __tablename__ = "sealed_report"
    __table_args__ = {"sqlite_with_rowid": False}

    mark: Mapped[str] = mapped_column(String(40), primary_key=True)
    fresh: Mapped[bool] = mapped_column(default=True)


class SealMixing(Base):
    """A day on which the clockwork has mixed what is sealed."""

    __tablename__ = "seal_mixing"

    day: Mapped[date] = mapped_column(primary_key=True)


class Idea(Base):
    """A challenge that somebody proposes. `voices` counts who shares it, the author first."""

    __tablename__ = "idea"
    __table_args__ = (
        CheckConstraint("helps in ('customer', 'colleague', 'team')", name="helps"),
        Index("ix_idea_answered_on_voices", "answered_on", "voices"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(80), server_default="")
    text: Mapped[str] = mapped_column(String(280))
    helps: Mapped[str] = mapped_column(String(16), server_default="customer")
    named: Mapped[bool] = mapped_column(server_default=false(), default=False)
    voices: Mapped[int] = mapped_column(server_default="1", default=1)
    proposed_on: Mapped[date]
    adopted_on: Mapped[date | None]
    challenge_id: Mapped[int | None] = mapped_column(ForeignKey("challenge.id"))
    answer: Mapped[str | None] = mapped_column(String(280))
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class IdeaVoice(Base):
    """Somebody likes an idea too; the author from the start."""

    __tablename__ = "idea_voice"

    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
