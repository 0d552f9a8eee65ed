"""Shared devices: tablets at a place of work, four figures, sites where phones are shared."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from uplift_pwa.models.base import Base


class Station(Base):
    """A tablet of some teams, bound by a one-time link; who is at it just now, if anybody.

    Deleting the row unbinds it. `turn` is carried by every form of whoever is at it.
    """

    __tablename__ = "station"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"))
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    link_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    link_until: Mapped[datetime | None]
    token_digest: Mapped[str | None] = mapped_column(String(64), unique=True)
    bound_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    turn: Mapped[str | None] = mapped_column(String(64))
    turn_seen_at: Mapped[datetime | None]
    by_card: Mapped[bool] = mapped_column(default=False)  # how that turn began


class StationTeam(Base):
    """Whose names a station shows."""

    __tablename__ = "station_team"

    station_id: Mapped[int] = mapped_column(ForeignKey("station.id"), primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("team.id"), primary_key=True)


class Pin(Base):
    """A person's four figures for stations, and how often they were wrong (SAFETY A10)."""

    __tablename__ = "pin"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    hashed: Mapped[str] = mapped_column(String(128))
    set_at: Mapped[datetime]
    wrong: Mapped[int] = mapped_column(default=0)
    waits_until: Mapped[datetime | None]


class SharedPhones(Base):
    """At this site every sign-in by card is taken to be on a shared phone."""

    __tablename__ = "shared_phones"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), primary_key=True)
    since: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
