"""The whole organisation: how high it is, and how many of its teams are moving."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Team, TeamDay
from uplift_pwa.queries import standing
from uplift_pwa.queries.standing import Climb

MOVING_DAYS = 7


@dataclass(frozen=True, slots=True)
class Orbit:
    climb: Climb | None
    teams: int
    moving: int

    @property
    def moving_percent(self) -> int:
        """Share of teams with an act in the last seven days."""
        return round(100 * self.moving / self.teams) if self.teams else 0


def of(session: Session, day: date) -> Orbit:
    """The climb on a day, and the teams with an act in the last 7 days. Two SELECTs."""
    moving = (
        select(func.count(func.distinct(TeamDay.team_id)))
        .where(TeamDay.day > day - timedelta(days=MOVING_DAYS), TeamDay.done > 0)
        .scalar_subquery()
    )
    teams = select(func.count()).select_from(Team).scalar_subquery()
    row = session.execute(select(teams.label("teams"), moving.label("moving"))).one()
    return Orbit(standing.now(session, None, day).climb, row.teams, row.moving)
