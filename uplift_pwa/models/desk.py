"""What the clockwork counts for the desk of a large organisation, so that no page has to."""

from datetime import datetime

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Headcount(Base):
    """Counter: the people of a team (0: in none) at a site on a level. Empty where it is small.

    `people` have not left; `claimed` and `unclaimed` are the active ones among them, by whether
    they have come aboard.
    """

    __tablename__ = "headcount"

    team_id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int] = mapped_column(primary_key=True)
    level_id: Mapped[int] = mapped_column(primary_key=True)
    people: Mapped[int]
    claimed: Mapped[int]
    unclaimed: Mapped[int]


class Snapshot(Base):
    """Figures of a page as they were at `counted_at`, counted anew every few minutes."""

    __tablename__ = "snapshot"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    counted_at: Mapped[datetime]
    figures: Mapped[dict[str, object]] = mapped_column(JSON)
