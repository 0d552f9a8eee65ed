"""The shared tablets as the desk sees them, and at which sites phones are shared."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import SharedPhones, Site, Station, StationTeam, Team


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


def all_of(session: Session) -> list[Row]:
    """Every tablet, by name. One SELECT."""
    rows = session.execute(
        select(
            Station.id,
            Station.name,
            Site.name.label("site"),
            Station.bound_at,
            Station.seen_at,
            Team.name.label("team"),
        )
        .join(Site, Site.id == Station.site_id)
        .outerjoin(StationTeam, StationTeam.station_id == Station.id)
        .outerjoin(Team, Team.id == StationTeam.team_id)
        .order_by(Station.name, Station.id, Team.name)
    ).all()
    teams: dict[int, list[str]] = {}
    for row in rows:
        teams.setdefault(row.id, []).extend([row.team] if row.team else [])
    heads = {row.id: row for row in rows}
    return [
        Row(one.id, one.name, one.site, tuple(teams[one.id]), one.bound_at, one.seen_at)
        for one in heads.values()
    ]


def places(session: Session) -> list[Place]:
    """Every site, by name. One SELECT."""
    rows = session.execute(
        select(Site.id, Site.name, SharedPhones.site_id.is_not(None))
        .outerjoin(SharedPhones, SharedPhones.site_id == Site.id)
        .order_by(Site.name)
    )
    return [Place(*row) for row in rows]
