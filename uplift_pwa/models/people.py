"""Who is where: sites, departments, levels, teams, persons, and when they work."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base

NOT_JOINED = text("joined_at IS NULL")
LOOSE = text("loose_from IS NOT NULL")
AWAY = text("status <> 'active'")


class Site(Base):
    """A place with its own clock (RULES 1)."""

    __tablename__ = "site"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    zone: Mapped[str] = mapped_column(String(64))
    roll_over_hour: Mapped[int | None]  # its own; None: the number in force on each day
    # The site's usual week, preselected when joining: Monday is bit 0.
    usual_weekdays: Mapped[int] = mapped_column(default=0b0011111)
    usual_starts: Mapped[time] = mapped_column(default=time(9))
    usual_ends: Mapped[time] = mapped_column(default=time(17))


class SiteHoliday(Base):
    __tablename__ = "site_holiday"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str]


class Department(Base):
    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class Level(Base):
    """Frontline, team lead, manager, executive; `rank` orders them from the front line up."""

    __tablename__ = "level"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str]
    rank: Mapped[int]


class Team(Base):
    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("department_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"), index=True)
    # None until half of the team has claimed a card; days before are transparent (RULES 6).
    warm_from: Mapped[date | None]
    # The last day on which anybody was in it; its days, badges and feed stay readable.
    closed_on: Mapped[date | None]


class Person(Base):
    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("role in ('staff', 'leader', 'admin')", name="role"),
        CheckConstraint("status in ('active', 'suspended', 'left')", name="status"),
        Index("ix_person_name_id", "name", "id"),
        Index("ix_person_site_id_name_id", "site_id", "name", "id"),
        Index("ix_person_level_id_name_id", "level_id", "name", "id"),
        Index(
            *("ix_person_away", "status", "name", "id"),
            sqlite_where=AWAY,
            postgresql_where=AWAY,
        ),
        Index("ix_person_loose", "name", "id", sqlite_where=LOOSE, postgresql_where=LOOSE),
        Index(
            *("ix_person_not_joined", "name", "id"),
            sqlite_where=NOT_JOINED,
            postgresql_where=NOT_JOINED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_number: Mapped[str | None] = mapped_column(String(64), unique=True)
    name: Mapped[str]
    given_name: Mapped[str]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    level_id: Mapped[int] = mapped_column(ForeignKey("level.id"))
    role: Mapped[str] = mapped_column(String(16), default="staff")
    status: Mapped[str] = mapped_column(String(16), default="active")
    locale: Mapped[str | None] = mapped_column(String(16))
    theme: Mapped[str | None] = mapped_column(String(8))
    hired_on: Mapped[date | None]
    joined_at: Mapped[datetime | None]
    # The first day on which no team has them, if one is known; kept by `people_moves`.
    loose_from: Mapped[date | None]
    password_hash: Mapped[str | None]
    created_at: Mapped[datetime]
    # Since then the row carries no name any more: counts of teams and units still need it.
    erased_at: Mapped[datetime | None]


class Membership(Base):
    """A person's team from a day until a day, both included; `until_on` None while it lasts."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "from_on"),
        Index("ix_membership_team_from", "team_id", "from_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class Leadership(Base):
    """Who leads which team; a leader may lead several, a team may have several leaders."""

    __tablename__ = "leadership"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True, index=True)
    since: Mapped[date]


class Participation(Base):
    """The mode of taking part from a service day on: play, quiet or look (RULES 3).

    `chosen_on` is the day of the choice; `from_on` the next one, when it takes effect.
    """

    __tablename__ = "participation"
    __table_args__ = (CheckConstraint("mode in ('play', 'quiet', 'look')", name="mode"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    mode: Mapped[str] = mapped_column(String(8))
    chosen_on: Mapped[date]


class WeeklyPattern(Base):
    """The usual week of a person from a day on; the newest that has begun is in force."""

    __tablename__ = "weekly_pattern"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    weekdays: Mapped[int]  # Monday is bit 0
    starts: Mapped[time]
    ends: Mapped[time]  # at or before `starts`: it ends on the next day


class RosterSpan(Base):
    """Between these days the imported roster speaks for a person: no row means off."""

    __tablename__ = "roster_span"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    first_on: Mapped[date] = mapped_column(primary_key=True)
    last_on: Mapped[date]


class RosterDay(Base):
    __tablename__ = "roster_day"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    ends_at: Mapped[datetime]


class Leave(Base):
    """Days off without a reason; no leader or admin screen lists them (RULES 1)."""

    __tablename__ = "leave"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    first_on: Mapped[date] = mapped_column(primary_key=True)
    last_on: Mapped[date]
