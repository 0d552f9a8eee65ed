"""The campaign in force, and how far the organisation has climbed."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Campaign, TeamTotal
from uplift_pwa.rules.calendar import Place, day_span


@dataclass(frozen=True, slots=True)
class Current:
    """The campaign in force."""

    id: int
    organisation: str
    goal_acts: int
    goal_breadth: int
    launch_on: date
    launch_hour: int
    orbit: int = 1
    stages: tuple[str, ...] = ()  # own names from the ground up; empty: the usual one

    def launches_at(self, place: Place) -> datetime:
        """The instant (UTC) of the launch at a site: one local hour everywhere (RULES 7)."""
        return day_span(self.launch_on, Place(place.zone, self.launch_hour)).starts_at


def current(session: Session) -> Current | None:
    """The newest campaign, or None before the first."""
    row = session.connection().execute(_CURRENT).one_or_none()
    return Current(*row) if row else None


def climb(session: Session) -> tuple[Current | None, int]:
    """The campaign and the acts of the whole organisation: a sum over team rows, one SELECT."""
    row = session.connection().execute(_CLIMB).one_or_none()
    return (Current(*row[:-1]), int(row[-1])) if row else (None, 0)


_CURRENT = (
    select(
        Campaign.id,
        Campaign.organisation,
        Campaign.goal_acts,
        Campaign.goal_breadth,
        Campaign.launch_on,
        Campaign.launch_hour,
        Campaign.orbit,
    )
    .order_by(Campaign.id.desc())
    .limit(1)
)
_TOTAL = select(func.coalesce(func.sum(TeamTotal.acts), 0)).scalar_subquery()
_CLIMB = _CURRENT.add_columns(_TOTAL)
