"""What happens to days, runs and units besides acts: covers, huddles, weeks, reasons."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class NeutralDay(Base):
    """A day that counts for nobody, at one site or everywhere, with a reason (RULES 1)."""

    __tablename__ = "neutral_day"
    __table_args__ = (UniqueConstraint("site_id", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    site_id: Mapped[int | None] = mapped_column(ForeignKey("site.id"))  # None: everywhere
    day: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str]
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    declared_at: Mapped[datetime]


class WorkingToday(Base):
    """Somebody said on an off day that they are working; it unlocks reminders (RULES 1)."""

    __tablename__ = "working_today"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    said_at: Mapped[datetime]


class Huddle(Base):
    """A leader's count for people without a phone; adds to on shift and to done (RULES 6)."""

    __tablename__ = "huddle"
    __table_args__ = (CheckConstraint("did_it between 0 and present", name="did_it"),)

    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    present: Mapped[int]
    did_it: Mapped[int]
    counted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    counted_at: Mapped[datetime]


class Cover(Base):
    """The cover ledger: `giver` protects a missed day of `receiver`, once (RULES 6)."""

    __tablename__ = "cover"
    __table_args__ = (
        UniqueConstraint("receiver_id", "day"),
        Index("ix_cover_giver_id", "giver_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    giver_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    receiver_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    day: Mapped[date]
    given_on: Mapped[date]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    given_at: Mapped[datetime]


class PersonWeek(Base):
    """Counter: an ISO week of a person (RULES 5), written when the week is final."""

    __tablename__ = "person_week"
    __table_args__ = (Index("ix_person_week_monday", "monday"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    monday: Mapped[date] = mapped_column(primary_key=True)
    working_days: Mapped[int]
    active_days: Mapped[int]
    kept: Mapped[bool]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))  # on its last day
    final_at: Mapped[datetime | None]


class UnitWeek(Base):
    """Counter: an ISO week of a unit: its momentum's numbers and whether it tipped (RULES 8).

    `kind` is team, department, cell or organisation; `unit_id` its id (0: the organisation).
    """

    __tablename__ = "unit_week"
    __table_args__ = (Index("ix_unit_week_monday_kind", "monday", "kind"),)

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    unit_id: Mapped[int] = mapped_column(primary_key=True)
    monday: Mapped[date] = mapped_column(primary_key=True)
    headcount: Mapped[int]
    in_rhythm: Mapped[int]
    working: Mapped[int]
    broad: Mapped[int]
    breadth_of: Mapped[int]
    returned: Mapped[int]
    to_return: Mapped[int]
    felt: Mapped[int]
    acts: Mapped[int]
    steady: Mapped[int]
    tipped: Mapped[bool]


class UnitWeekDue(Base):
    """A counted week whose facts have changed since: the clockwork counts it anew.

    Rows are only added and taken away, so that no act waits for another's.
    """

    __tablename__ = "unit_week_due"

    id: Mapped[int] = mapped_column(primary_key=True)
    monday: Mapped[date]


class Unit(Base):
    """A unit of the map for one quarter: one cell or several merged ones (RULES 8)."""

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_quarter", "quarter"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    quarter: Mapped[str] = mapped_column(String(8))  # "2026-Q4"
    people: Mapped[int]


class UnitCell(Base):
    """A cell of the map, department by level, in a unit."""

    __tablename__ = "unit_cell"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), primary_key=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("level.id"), primary_key=True)


class SettingChange(Base):
    """A starred number as an admin changed it, from a service day on."""

    __tablename__ = "setting_change"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[int]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]


class Reason(Base):
    """Why a streak, a badge, a ring or somebody's lift changed: the rule and the numbers."""

    __tablename__ = "reason"
    __table_args__ = (Index("ix_reason_owner", "owner_kind", "owner_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_kind: Mapped[str] = mapped_column(String(16))  # team, person, everybody
    owner_id: Mapped[int]
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(String(32))  # "streak.kept", "badge.given", "lift.act"
    paragraph: Mapped[int]  # of RULES
    detail: Mapped[dict[str, object]] = mapped_column(JSON)
    at: Mapped[datetime]


class Case(Base):
    """Somebody says that a change looks wrong; an admin answers."""

    __tablename__ = "review_case"

    id: Mapped[int] = mapped_column(primary_key=True)
    reason_id: Mapped[int] = mapped_column(ForeignKey("reason.id"))
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(String(500))
    opened_at: Mapped[datetime]
    answer: Mapped[str | None] = mapped_column(String(500))
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    closed_at: Mapped[datetime | None]
