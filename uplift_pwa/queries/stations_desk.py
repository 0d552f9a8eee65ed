"""The shared tablets as the desk sees them, and at which sites phones are shared."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import SharedPhones, Site, Station, StationTeam, Team

PAGE = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A tablet; `bound_at` None until its link is used. Never who is at it."""

    id: int
    name: str
    site: str
    teams: tuple[str, ...]
    bound_at: datetime | None
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A site, and whether every phone there is taken to be shared."""

    id: int
    name: str
    is_shared: bool


def page(session: Session, number: int) -> tuple[list[Row], bool]:
    """Page `number` of the tablets, from 1, by name, and whether there are more. One SELECT."""
    some = (
        select(Station.id, Station.name, Station.site_id, Station.bound_at, Station.seen_at)
        .order_by(Station.name, Station.id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
        .subquery()
    )
    rows = session.execute(
        select(some, Site.name.label("site"), Team.name.label("team"))
        .join(Site, Site.id == some.c.site_id)
        .outerjoin(StationTeam, StationTeam.station_id == some.c.id)
        .outerjoin(Team, Team.id == StationTeam.team_id)
        .order_by(some.c.name, some.c.id, Team.name)
    ).all()
    teams: dict[int, list[str]] = {}
    for row in rows:
        teams.setdefault(row.id, []).extend([row.team] if row.team else [])
    heads = {row.id: row for row in rows}
    found = [
        Row(one.id, one.name, one.site, tuple(teams[one.id]), one.bound_at, one.seen_at)
        for one in heads.values()
    ]
    return found[:PAGE], len(found) > PAGE


def places(session: Session) -> list[Place]:
    """Every site, by name. One SELECT."""
    rows = session.execute(
        select(Site.id, Site.name, SharedPhones.site_id.is_not(None))
        .outerjoin(SharedPhones, SharedPhones.site_id == Site.id)
        .order_by(Site.name)
    )
    return [Place(*row) for row in rows]
