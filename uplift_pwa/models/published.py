"""Of which people a unit's figures are published (RULES 8); who is in them only rules read."""

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class PublishedWeek(Base):
    """A week of which it is settled whom its figures count; that never changes again."""

    __tablename__ = "published_week"

    monday: Mapped[date] = mapped_column(primary_key=True)


class Cohort(Base):
    """People who have been published in the same units ever since; until then they were where
    the cohort was that they came from, or nowhere.
    """

    __tablename__ = "cohort"

    id: Mapped[int] = mapped_column(primary_key=True)
    came_from_id: Mapped[int | None] = mapped_column(ForeignKey("cohort.id"))


class CohortUnit(Base):
    """The unit of a cohort from a week on; None: in no figure any more."""

    __tablename__ = "cohort_unit"

    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), primary_key=True)
    monday: Mapped[date] = mapped_column(primary_key=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))


class PublishedPerson(Base):
    """The cohort of everybody who has ever been in a published figure."""

    __tablename__ = "published_person"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    cohort_id: Mapped[int] = mapped_column(ForeignKey("cohort.id"), index=True)
