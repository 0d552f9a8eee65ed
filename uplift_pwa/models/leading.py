"""What leaders hold for a while: a substitute, a day's cheer, a held reminder; old names."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Substitute(Base):
    """Somebody stands in for a leader of a team, from a day until a day, both included."""

    __tablename__ = "substitute"
    __table_args__ = (
        Index("ix_substitute_person_id_until_on", "person_id", "until_on"),
        Index("ix_substitute_team_id_until_on", "team_id", "until_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    named_at: Mapped[datetime]


class Cheer(Base):
    """One cheer a team and service day, out of our own words; nobody is named."""

    __tablename__ = "cheer"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(32))  # which of our texts
    cheered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cheered_at: Mapped[datetime]


class ReminderHold(Base):
    """A team's reminder of this day waits for its leader until it is released (RULES 9)."""

    __tablename__ = "reminder_hold"

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    held_at: Mapped[datetime]
    released_at: Mapped[datetime | None]


class TeamAlias(Base):
    """What a team was called, or where a merged one went: imported files may still say it."""

    __tablename__ = "team_alias"

    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)  # casefolded
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), index=True)
