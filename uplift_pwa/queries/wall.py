"""What a break room's wall shows: the climb, both rings, how many lifted somebody today."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Person, Site, Team, TeamDay, Wall
from uplift_pwa.queries import orbit, rulebook, tongues
from uplift_pwa.queries.orbit import Orbit
from uplift_pwa.rules.calendar import Place, service_day


@dataclass(frozen=True, slots=True)
class Board:
    """The wall on a day. `people` acted on it, None while they are too few to be told."""

    orbit: Orbit
    day: date
    people: int | None

    @property
    def phase(self) -> str:
        """The booster's: proposed, ready, on, or over."""
        return self.orbit.booster.phase(self.day) if self.orbit.booster else "over"

    @property
    def engine(self) -> str:
        """How the rocket wears it: its second engine is off, ready or on."""
        return self.phase if self.phase in ("ready", "on") else "off"


@dataclass(frozen=True, slots=True)
class Made:
    """When the link in force was made, and by whom."""

    at: datetime
    by: str | None


def place(session: Session, secret_digest: str) -> Place | None:
    """Whose clock the wall goes by, the first site's; None if that link opens nothing."""
    row = session.execute(
        select(
            Site.zone,
            Site.roll_over_hour,
            rulebook.along(session).label("numbers"),
            tongues.along(session).label("tongues"),
        )
        .select_from(Wall)
        .join(Site, Site.id == select(func.min(Site.id)).scalar_subquery())
        .where(Wall.secret_digest == secret_digest)
    ).one_or_none()
    if row is None:
        return None
    rulebook.learn(session, row.numbers)
    tongues.learn(session, row.tongues)
    return rulebook.book(session).place(row.zone, row.roll_over_hour)


def board(session: Session, here: Place, at: datetime) -> Board:
    """The board at `at` (aware). Three SELECTs."""
    day, found = service_day(at, here, []), orbit.of(session)
    acted = session.scalar(
        select(func.coalesce(func.sum(TeamDay.done), 0))
        .select_from(Team)
        .join(TeamDay, and_(TeamDay.team_id == Team.id, TeamDay.day == day))
    )
    least = found.map.numbers.least_people
    return Board(found, day, acted if acted and acted >= least else None)


def made(session: Session) -> Made | None:
    """The link in force. One SELECT."""
    row = session.execute(
        select(Wall.made_at, Person.name)
        .outerjoin(Person, Person.id == Wall.made_by_id)
        .order_by(Wall.id.desc())
        .limit(1)
    ).one_or_none()
    return Made(row.made_at, row.name) if row else None
