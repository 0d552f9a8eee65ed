"""The collective goal: one campaign at a time, climbed by the whole organisation."""

from datetime import date, datetime

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
