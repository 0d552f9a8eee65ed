"""What somebody sees of themselves when they arrive."""

from dataclasses import dataclass
from datetime import time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Membership, Person, Site, Team, WeeklyPattern


@dataclass(frozen=True, slots=True)
class Welcome:
    """Name and team, and the week to begin with."""

    given_name: str
    site: str
    team: str | None
    weekdays: int
    starts: time
    ends: time


def welcome(session: Session, person_id: int) -> Welcome:
    """The newest team and week of a person; where there is none, the site's usual week."""
    newest = (
        select(func.max(WeeklyPattern.from_on)).filter_by(person_id=person_id).scalar_subquery()
    )
    latest = (
        select(func.max(Membership.from_on)).filter_by(person_id=person_id).scalar_subquery()
    )
    row = session.execute(
        select(
            Person.given_name,
            Site.name,
            Team.name,
            func.coalesce(WeeklyPattern.weekdays, Site.usual_weekdays),
            func.coalesce(WeeklyPattern.starts, Site.usual_starts),
            func.coalesce(WeeklyPattern.ends, Site.usual_ends),
        )
        .join(Site, Site.id == Person.site_id)
        .outerjoin(
            WeeklyPattern,
            (WeeklyPattern.person_id == Person.id) & (WeeklyPattern.from_on == newest),
        )
        .outerjoin(
            Membership, (Membership.person_id == Person.id) & (Membership.from_on == latest)
        )
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(Person.id == person_id)
    ).one()
    return Welcome(*row)
