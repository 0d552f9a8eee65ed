"""The game's facts, and the counters that are kept beside them in the same transaction."""

from datetime import date, datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Challenge(Base):
    __tablename__ = "challenge"
    __table_args__ = (
        CheckConstraint("state in ('draft', 'live', 'retired')", name="state"),
        CheckConstraint("helps in ('customer', 'colleague', 'team')", name="helps"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    state: Mapped[str] = mapped_column(String(16), default="draft", index=True)
    helps: Mapped[str] = mapped_column(String(16))
    minutes: Mapped[int]
    plate: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(16))  # the one it was written in
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    weekdays: Mapped[int] = mapped_column(default=0b1111111)  # Monday is bit 0
    # In which weeks it comes round (rules/rounds), and the local hour of a round's first day.
    turn: Mapped[str | None] = mapped_column(String(8))
    release_hour: Mapped[int | None]
    # Serves one's own team: a pick of its own, for people who lead (RULES 9).
    for_leaders: Mapped[bool] = mapped_column(default=False, server_default=false())
    published_at: Mapped[datetime | None]
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # Counters of the votes since the last publication (RULES 9), and a pause: the first service
    # day on which the challenge is not offered, and why, where somebody did it, not votes.
    votes: Mapped[int] = mapped_column(default=0, server_default="0")
    boxes: Mapped[int] = mapped_column(default=0, server_default="0")
    paused_from: Mapped[date | None]
    pause_reason: Mapped[str | None] = mapped_column(String(200))


class ChallengeText(Base):
    """The words of one version in one language; a version once done is never rewritten."""

    __tablename__ = "challenge_text"

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    locale: Mapped[str] = mapped_column(String(16), primary_key=True)
    title: Mapped[str]
    what: Mapped[str] = mapped_column(Text)
    better: Mapped[str] = mapped_column(Text)
    quiet: Mapped[str] = mapped_column(Text)


class ChallengeAudience(Base):
    """For whom: rows of one kind are alternatives, kinds narrow; no row is everybody."""

    __tablename__ = "challenge_audience"
    __table_args__ = (
        CheckConstraint("kind in ('site', 'department', 'level', 'team')", name="kind"),
    )

    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    target_id: Mapped[int] = mapped_column(primary_key=True)


class Completion(Base):
    """A person did a challenge. A fact: never updated, unique by constraint, not by luck."""

    __tablename__ = "completion"
    __table_args__ = (
        UniqueConstraint("person_id", "service_day", "challenge_id"),
        Index("ix_completion_team_id_service_day", "team_id", "service_day"),
        Index("ix_completion_challenge_id", "challenge_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    challenge_version: Mapped[int]
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    service_day: Mapped[date]
    zone: Mapped[str] = mapped_column(String(64))
    recorded_at: Mapped[datetime]
    # False when it came after the day was final: for the person and the goal alone (RULES 2).
    for_team_day: Mapped[bool]


class Reversal(Base):
    """A completion taken back within the undo time (RULES 2)."""

    __tablename__ = "reversal"
    __table_args__ = (Index("ix_reversal_person_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    service_day: Mapped[date]
    recorded_at: Mapped[datetime]
    reversed_at: Mapped[datetime]


class PersonDay(Base):
    """Counter: what a person did on a service day, and the lift of that day (RULES 4)."""

    __tablename__ = "person_day"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    completions: Mapped[int] = mapped_column(default=0)
    sentences: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[int] = mapped_column(default=0, server_default="0")
    thanks_sent: Mapped[int] = mapped_column(default=0, server_default="0")
    thanks_received: Mapped[int] = mapped_column(default=0, server_default="0")
    roadblocks: Mapped[int] = mapped_column(default=0, server_default="0")
    comeback: Mapped[int] = mapped_column(default=0, server_default="0")
    lift: Mapped[int] = mapped_column(default=0)


class PersonTotal(Base):
    """Counter: a person's own sums. Private (RULES 4)."""

    __tablename__ = "person_total"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    completions: Mapped[int] = mapped_column(default=0)
    lift: Mapped[int] = mapped_column(default=0)
    # The rhythm as the last final week left it (RULES 5).
    rhythm_run: Mapped[int] = mapped_column(default=0, server_default="0")
    rhythm_best: Mapped[int] = mapped_column(default=0, server_default="0")
    rhythm_earlier: Mapped[int] = mapped_column(default=0, server_default="0")
    kept_weeks: Mapped[int] = mapped_column(default=0, server_default="0")
    joins: Mapped[int] = mapped_column(default=0, server_default="0")
    joined_on: Mapped[date | None]


class TeamDay(Base):
    """Counter: a team's service day (RULES 6). Made by the first act or by the clockwork."""

    __tablename__ = "team_day"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    on_shift: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    acts: Mapped[int] = mapped_column(default=0)
    final_at: Mapped[datetime | None]


class TeamTotal(Base):
    """Counter: a team's sums and streak. Its row is the lock of the team's write path."""

    __tablename__ = "team_total"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    acts: Mapped[int] = mapped_column(default=0)
    streak: Mapped[int] = mapped_column(default=0)
    streak_since: Mapped[date | None]
    best_streak: Mapped[int] = mapped_column(default=0)
    # A run that can be joined again, and how many kept days it takes (RULES 6).
    earlier: Mapped[int] = mapped_column(default=0, server_default="0")
    to_join: Mapped[int] = mapped_column(default=0, server_default="0")
    covers_held: Mapped[int] = mapped_column(default=0, server_default="0")
    towards_cover: Mapped[int] = mapped_column(default=0, server_default="0")


class Award(Base):
    """A badge given once per owner and tier, never taken away (RULES 11)."""

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("badge", "owner_kind", "owner_id", "tier"),
        Index("ix_award_owner", "owner_kind", "owner_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    badge: Mapped[str] = mapped_column(String(32))
    owner_kind: Mapped[str] = mapped_column(String(16))
    owner_id: Mapped[int]
    tier: Mapped[int] = mapped_column(default=0)
    earned_on: Mapped[date]
    given_at: Mapped[datetime]


class AwardDue(Base):
    """A badge that is looked at again when the undo time has passed, and then given."""

    __tablename__ = "award_due"

    badge: Mapped[str] = mapped_column(String(32), primary_key=True)
    owner_kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    owner_id: Mapped[int] = mapped_column(primary_key=True)
    tier: Mapped[int] = mapped_column(primary_key=True, default=0)
    earned_on: Mapped[date]
    due_at: Mapped[datetime] = mapped_column(index=True)
