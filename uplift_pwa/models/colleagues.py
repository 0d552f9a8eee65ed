"""What colleagues say is in their way, and what they propose: roadblocks, ideas."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


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
