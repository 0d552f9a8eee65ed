"""The people on the admin's desk: found by words, place and card; never what they did."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, func, select, tuple_
from sqlalchemy.orm import Session

from uplift_pwa.models import Department, Level, Membership, Person, Site, Team
from uplift_pwa.queries import aboard, level_names
from uplift_pwa.queries.people_wanted import Wanted, matches

PAGE = 50
MOST_COUNTED = 200  # beyond that, "more than"


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a page begins: after a person in the list, or ends: before them."""

    person_id: int
    is_before: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One person: where they belong, and whether they have arrived. Never mode, acts, leave.

    `card` is `claimed`, `issued` or `none`; `team` is the one of today.
    """

    id: int
    name: str
    staff_number: str | None
    role: str
    status: str
    site: str
    level: str
    team_id: int | None
    team: str | None
    department: str | None
    card: str


@dataclass(frozen=True, slots=True)
class Page:
    """`has_more` people come after it, `has_less` before it."""

    lines: list[Line]
    has_more: bool
    has_less: bool


def page(
    session: Session,
    wanted: Wanted,
    number: int,
    *,
    today: date,
    at: datetime,
    there: int = 0,
    beside: Beside | None = None,
) -> Page:
    """Page `number`, from 1, by name. One SELECT; only its own people are looked at closely.

    With `beside` the page is found by that person, whatever its number: nobody who stays is
    missed or met twice where others come and go. `there` is about how many people belong to
    the place: it says how best to look for them, and changes nothing of what is found.
    """
    is_before = beside is not None and beside.is_before
    order = (Person.name, Person.id)
    ids = (
        select(Person.id)
        .where(*matches(wanted, today, at, there), *([_is_beyond(beside)] if beside else []))
        .order_by(*(one.desc() if is_before else one for one in order))
        .limit(PAGE + 1)
        .offset(0 if beside else (number - 1) * PAGE)
        .subquery()
    )
    rows = session.execute(
        select(
            Person.id,
            Person.name,
            Person.staff_number,
            Person.role,
            Person.status,
            Site.name.label("site"),
            level_names.said().label("level"),
            Team.id.label("team_id"),
            Team.name.label("team"),
            Department.name.label("department"),
            case(
                (aboard.claimed(), "claimed"), (aboard.waits(at), "issued"), else_="none"
            ).label("card"),
        )
        .join(ids, ids.c.id == Person.id)
        .join(Site, Site.id == Person.site_id)
        .join(Level, Level.id == Person.level_id)
        .outerjoin(Membership, aboard.belongs(today))
        .outerjoin(Team, Team.id == Membership.team_id)
        .outerjoin(Department, Department.id == Team.department_id)
        .order_by(Person.name, Person.id)
    )
    lines = [Line(**row._mapping) for row in rows]
    goes_on = len(lines) > PAGE
    if is_before:
        return Page(lines[-PAGE:], has_more=True, has_less=goes_on)
    return Page(lines[:PAGE], has_more=goes_on, has_less=bool(beside) or number > 1)


def matching(session: Session, wanted: Wanted, *, today: date, at: datetime) -> int:
    """How many people are found, counted up to `MOST_COUNTED` and one more. One SELECT."""
    some = select(Person.id).where(*matches(wanted, today, at)).limit(MOST_COUNTED + 1)
    return session.scalar(select(func.count()).select_from(some.subquery())) or 0


def _is_beyond(beside: Beside) -> ColumnElement[bool]:
    name = select(Person.name).where(Person.id == beside.person_id).scalar_subquery()
    here, there = tuple_(Person.name, Person.id), tuple_(name, beside.person_id)
    return here < there if beside.is_before else here > there
