"""The way to the launch: its plan, what the board counts, and what leaders did before it."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class LaunchPlan(Base):
    """What the wizard fills, step by step; the campaign itself is made when it is cleared."""

    __tablename__ = "launch_plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    organisation: Mapped[str] = mapped_column(String(60))
    goal_acts: Mapped[int | None]
    goal_breadth: Mapped[int | None]  # per cent of units tipped; None: the number in force
    launch_on: Mapped[date | None]
    launch_hour: Mapped[int] = mapped_column(default=6)
    stages: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    pack: Mapped[list[int]] = mapped_column(JSON)  # the booster's five, by id
    message: Mapped[str | None] = mapped_column(String(280))
    story: Mapped[str | None] = mapped_column(String(140))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    # When the cells were counted, and how many people are in no team and so in no cell.
    counted_at: Mapped[datetime | None]
    loose: Mapped[int] = mapped_column(default=0, server_default="0")
    cleared_at: Mapped[datetime | None]
    cleared_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    holds: Mapped[int] = mapped_column(default=0, server_default="0")  # at the clearance
    over_hold: Mapped[str | None] = mapped_column(Text)  # why it was cleared all the same
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))


class LaunchCell(Base):
    """Counter: how far a department's people on a level are, at the plan's `counted_at`."""

    __tablename__ = "launch_cell"

    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("level.id"), primary_key=True)
    people: Mapped[int]
    carded: Mapped[int]  # have a card that waits, or have used one
    claimed: Mapped[int]
    reachable: Mapped[int]  # by push
    teams: Mapped[int]
    led: Mapped[int]  # of those teams, how many have a leader
    leaders: Mapped[int]
    started: Mapped[int]  # of those leaders, how many have done a first act
    languages: Mapped[dict[str, int]] = mapped_column(JSON)  # live challenges, by language


class FirstAct(Base):
    """A leader's first own challenge, done before the launch: a fact of the board alone."""

    __tablename__ = "first_act"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    challenge_id: Mapped[int] = mapped_column(ForeignKey("challenge.id"))
    done_at: Mapped[datetime]
