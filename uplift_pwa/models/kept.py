"""What people ask of us about their own data: a copy of it, or that it goes."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class OwnCopy(Base):
    """When somebody last took a copy of everything kept about them."""

    __tablename__ = "own_copy"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    taken_at: Mapped[datetime]


class DeletionRequest(Base):
    """Somebody asks the desk to delete their account; gone when they take it back."""

    __tablename__ = "deletion_request"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(index=True)
