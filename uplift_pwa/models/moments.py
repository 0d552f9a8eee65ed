"""Which bigger moments somebody has seen, so that each comes once."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class MomentSeen(Base):
    """How far a person has come with what there is to celebrate. One row a person."""

    __tablename__ = "moment_seen"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    award_id: Mapped[int] = mapped_column(default=0)  # every award up to this one is seen
    kept_on: Mapped[date | None]  # the last kept day that was
    seen_at: Mapped[datetime]
