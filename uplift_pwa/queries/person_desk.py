"""One person as the desk knows them: where they belong, their cards, when they work.

Never what they did, how they take part, or their leave.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import String, and_, case, cast, func, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    AccessCard,
    Department,
    Leadership,
    Level,
    Membership,
    Person,
    RosterDay,
    Site,
    Team,
    WeeklyPattern,
)
from uplift_pwa.queries import aboard

ROSTER_DAYS = 7
MOST_SHIFTS = 14
BETWEEN = "\t"
WEEK = ("weekdays", "starts", "ends", "from_on")


@dataclass(frozen=True, slots=True)
class Week:
    """A usual week, Monday as bit 0; `from_on` is the first day on which it holds."""

    weekdays: int
    starts: time
    ends: time
    from_on: date


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift of the imported roster, its moments in UTC."""

    day: date
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class PersonDesk:
    """`card` is `claimed`, `issued` or `none`; `issued_at` the newest card's moment.

    `leads` are teams, as (id, name). `week` is the newest usual week, begun or not.
    """

    id: int
    name: str
    staff_number: str | None
    role: str
    status: str
    locale: str | None
    site: str
    zone: str
    level: str
    team_id: int | None
    team: str | None
    department: str | None
    card: str
    issued_at: datetime | None
    leads: list[tuple[int, str]]
    week: Week | None
    usual: Week


def of(session: Session, person_id: int, *, today: date, at: datetime) -> PersonDesk | None:
    """The person, or None where there is nobody, or nobody any more. One SELECT."""
    row = session.execute(_person(today, at).where(Person.id == person_id)).one_or_none()
    if row is None:
        return None
    facts = dict(row._mapping)
    own = {name: facts.pop(name) for name in WEEK}
    usual = {name: facts.pop(f"usual_{name}") for name in WEEK[:3]}
    leads = [line.split(BETWEEN, 1) for line in (facts.pop("leads") or "").splitlines()]
    return PersonDesk(
        **facts,
        leads=sorted(((int(id_), name) for id_, name in leads), key=lambda one: one[1]),
        week=Week(**own) if own["from_on"] else None,
        usual=Week(**usual, from_on=today),
    )


def roster(session: Session, person_id: int, *, today: date) -> list[Shift]:
    """The shifts of the next seven days that a roster has brought. One SELECT."""
    rows = session.execute(
        select(RosterDay.day, RosterDay.starts_at, RosterDay.ends_at)
        .where(
            RosterDay.person_id == person_id,
            RosterDay.day >= today,
            RosterDay.day < today + timedelta(days=ROSTER_DAYS),
        )
        .order_by(RosterDay.starts_at)
        .limit(MOST_SHIFTS)
    )
    return [Shift(*row) for row in rows]


def _person(today: date, at: datetime) -> Any:
    newest = (
        select(func.max(WeeklyPattern.from_on))
        .where(WeeklyPattern.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
    )
    return (
        select(
            *(Person.id, Person.name, Person.staff_number, Person.role, Person.status),
            Person.locale,
            Site.name.label("site"),
            Site.zone,
            Level.key.label("level"),
            Team.id.label("team_id"),
            Team.name.label("team"),
            Department.name.label("department"),
            case(
                (aboard.claimed(), "claimed"), (aboard.waits(at), "issued"), else_="none"
            ).label("card"),
            _card(),
            _leads(),
            *(WeeklyPattern.weekdays, WeeklyPattern.starts, WeeklyPattern.ends),
            WeeklyPattern.from_on,
            *(Site.usual_weekdays, Site.usual_starts, Site.usual_ends),
        )
        .join(Site, Site.id == Person.site_id)
        .join(Level, Level.id == Person.level_id)
        .outerjoin(Membership, aboard.belongs(today))
        .outerjoin(Team, Team.id == Membership.team_id)
        .outerjoin(Department, Department.id == Team.department_id)
        .outerjoin(
            WeeklyPattern,
            and_(WeeklyPattern.person_id == Person.id, WeeklyPattern.from_on == newest),
        )
        .where(Person.erased_at.is_(None))
    )


def _card() -> Any:
    return (
        select(func.max(AccessCard.issued_at))
        .where(AccessCard.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
        .label("issued_at")
    )


def _leads() -> Any:
    led = aliased(Team)
    line = cast(led.id, String) + BETWEEN + led.name
    return (
        select(func.aggregate_strings(line, "\n"))
        .join(Leadership, Leadership.team_id == led.id)
        .where(Leadership.person_id == Person.id)
        .correlate(Person)
        .scalar_subquery()
        .label("leads")
    )
