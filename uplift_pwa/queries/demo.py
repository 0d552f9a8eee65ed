"""Who a visitor of the demo can be, and which of them has something to do just now."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    AccessCard,
    Leadership,
    Membership,
    Person,
    PersonDay,
    Site,
    Team,
    TeamDay,
)
from uplift_pwa.queries import diary
from uplift_pwa.rules import team_day
from uplift_pwa.rules.diary import LOOK
from uplift_pwa.rules.settings import DEFAULTS

VISITOR_PREFIX = "HV"  # of the staff numbers of those whom a visitor can be
ADMIN_NUMBER = "HA0001"
ONE_DAY = timedelta(days=1)
NEARLY = 2  # acts short of kept: then a visitor's tap is seen to matter


@dataclass(frozen=True, slots=True)
class Guise:
    """Somebody a visitor can be."""

    person_id: int
    name: str
    team_id: int
    team: str
    site: str


@dataclass(frozen=True, slots=True)
class _Chance:
    """A guise with what speaks for it now: the smaller, the better."""

    guise: Guise
    is_idle: bool
    is_full: bool
    is_early: bool
    acts: int

    @property
    def for_worker(self) -> tuple[bool, bool, bool, int, int, int]:
        own = self.guise
        return self.is_idle, self.is_full, self.is_early, own.team_id, self.acts, own.person_id

    @property
    def for_team(self) -> tuple[bool, bool, int]:
        """Without what visitors do themselves, so that it stays the same team all day."""
        return self.is_idle, self.is_early, self.guise.team_id


def worker(session: Session, *, at: datetime) -> Guise | None:
    """Somebody with a working day at `at` (aware) and acts left to do, the idlest first."""
    best = min(_chances(session, at), key=lambda one: one.for_worker, default=None)
    return best.guise if best else None


def leader(session: Session, *, at: datetime) -> Guise | None:
    """Who leads the team that the worker is found in."""
    best = min(_chances(session, at), key=lambda one: one.for_team, default=None)
    if best is None:
        return None
    led = select(Leadership.person_id).filter_by(team_id=best.guise.team_id)
    return _first(session, Person.id.in_(led))


def admin(session: Session) -> Guise | None:
    """Who looks after the desk."""
    return _first(session, Person.staff_number == ADMIN_NUMBER)


def newcomer(session: Session) -> Guise | None:
    """Somebody who has not joined; whose newest card is the oldest, so all take turns."""
    newest = (
        select(func.max(AccessCard.issued_at))
        .where(AccessCard.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    row = session.execute(
        _guises().where(Person.joined_at.is_(None)).order_by(newest, Person.id).limit(1)
    ).first()
    return Guise(*row) if row else None


def _chances(session: Session, at: datetime) -> list[_Chance]:
    rows = session.execute(_guises().where(Person.staff_number.startswith(VISITOR_PREFIX)))
    guises = {row.id: Guise(*row) for row in rows}
    around = (at.date() - ONE_DAY, at.date() + ONE_DAY)
    diaries = diary.diaries(session, list(guises), *around)
    days = {person_id: own.service_day(at) for person_id, own in diaries.items()}
    acts = _acts(session, days)
    nearly = _nearly_kept(session, {(guises[one].team_id, day) for one, day in days.items()})
    return [
        _Chance(
            guises[person_id],
            is_idle=not own.is_working(days[person_id]) or own.mode_on(days[person_id]) == LOOK,
            is_full=acts.get(person_id, 0) >= DEFAULTS.accepted_a_day,
            is_early=(guises[person_id].team_id, days[person_id]) not in nearly,
            acts=acts.get(person_id, 0),
        )
        for person_id, own in diaries.items()
    ]


def _acts(session: Session, days: dict[int, date]) -> dict[int, int]:
    rows = session.execute(
        select(PersonDay.person_id, PersonDay.completions).where(
            tuple_(PersonDay.person_id, PersonDay.day).in_(list(days.items()))
        )
    )
    return {person_id: acts for person_id, acts in rows}


def _nearly_kept(session: Session, days: set[tuple[int, date]]) -> set[tuple[int, date]]:
    rows = session.execute(
        select(TeamDay.team_id, TeamDay.day, TeamDay.on_shift, TeamDay.done).where(
            tuple_(TeamDay.team_id, TeamDay.day).in_(sorted(days))
        )
    )
    return {
        (team_id, day)
        for team_id, day, on_shift, done in rows
        if team_day.missing(on_shift, done) <= NEARLY
    }


def _first(session: Session, which: Any) -> Guise | None:
    row = session.execute(_guises().where(which).order_by(Person.id).limit(1)).first()
    return Guise(*row) if row else None


def _guises() -> Any:
    return (
        select(Person.id, Person.name, Team.id.label("team_id"), Team.name, Site.name)
        .join(Site, Site.id == Person.site_id)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(Membership.until_on.is_(None), Person.status == "active")
    )
