"""The collective goal, one campaign at a time, and its boosters."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Campaign(Base):
    """A goal in acts and in breadth; the launch is one local hour at every site (RULES 7)."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    organisation: Mapped[str]
    goal_acts: Mapped[int]
    goal_breadth: Mapped[int]  # per cent of units tipped
    launch_on: Mapped[date]
    launch_hour: Mapped[int] = mapped_column(default=6)
    created_at: Mapped[datetime]
    orbit: Mapped[int] = mapped_column(default=1, server_default="1")  # raised goals count on
    stages: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))  # own names


class Booster(Base):
    """A second push: proposed with the chart that caused it, fired everywhere at once."""

    __tablename__ = "booster"
    __table_args__ = (
        CheckConstraint("state in ('proposed', 'fired', 'declined')", name="state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    state: Mapped[str] = mapped_column(String(16), default="proposed")
    trigger: Mapped[str] = mapped_column(String(16))
    chart: Mapped[list[int]] = mapped_column(JSON)  # acts a day, the last day last
    proposed_on: Mapped[date]
    proposed_at: Mapped[datetime]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    message: Mapped[str | None] = mapped_column(String(280))
    story: Mapped[str | None] = mapped_column(String(140))  # what its stories are about
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]


class BoosterChallenge(Base):
    """A challenge of a booster's pack."""

    __tablename__ = "booster_challenge"

    booster_id: Mapped[int] = mapped_column(ForeignKey("booster.id"), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"), primary_key=True)
