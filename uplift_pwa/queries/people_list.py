"""The people on the admin's desk: found by words, place and card; never what they did."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from uplift_pwa.models import Department, Level, Membership, Person, Site, Team
from uplift_pwa.queries import aboard

PAGE = 50
STATES = ("claimed", "issued", "none", "suspended", "left")
MOST_TEAMS = 300  # in a select; beyond that, people find their team by its name
MOST_SITES = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; `state` is one of STATES. Without one, nobody who left."""

    words: str = ""
    team_id: int | None = None
    site_id: int | None = None
    state: str | None = None


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
    lines: list[Line]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """The counts on top, and the places the list can be narrowed to, as (id, name).

    `people` have not left; `claimed` are the active ones among them who have arrived.
    """

    people: int
    claimed: int
    teams: int
    matching: int
    team_choices: list[tuple[int, str]]
    site_choices: list[tuple[int, str]]


def page(session: Session, wanted: Wanted, number: int, *, today: date, at: datetime) -> Page:
    """Page `number`, from 1, by name. One SELECT; only its own people are looked at closely."""
    ids = (
        select(Person.id)
        .where(*_matches(wanted, today, at))
        .order_by(Person.name, Person.id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
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
            Level.key.label("level"),
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
    return Page(lines[:PAGE], has_more=len(lines) > PAGE)


def overview(session: Session, wanted: Wanted, *, today: date, at: datetime) -> Overview:
    """Counts and choices. One SELECT."""
    here, arrived = Person.status != "left", and_(Person.status == "active", aboard.claimed())
    rows = session.execute(
        union_all(
            _count("people", select(func.count()).select_from(Person).where(here)),
            _count("claimed", select(func.count()).select_from(Person).where(arrived)),
            _count("teams", select(func.count()).where(Team.closed_on.is_(None))),
            _count(
                "matching",
                select(func.count()).select_from(Person).where(*_matches(wanted, today, at)),
            ),
            _teams(wanted.team_id),
            _sites(),
        )
    ).all()
    counts = {row.kind: row.number for row in rows if row.name is None}
    return Overview(
        **counts, team_choices=_choices(rows, "team"), site_choices=_choices(rows, "site")
    )


def _matches(wanted: Wanted, today: date, at: datetime) -> list[ColumnElement[bool]]:
    found = [_has_word(word) for word in wanted.words.split()[:5]]
    if wanted.team_id is not None:
        members = select(Membership.person_id).where(
            Membership.team_id == wanted.team_id, *aboard.lasts(today)
        )
        found.append(Person.id.in_(members))
    if wanted.site_id is not None:
        found.append(Person.site_id == wanted.site_id)
    return [*found, _in_state(wanted.state, at)]


def _has_word(word: str) -> ColumnElement[bool]:
    # SQLite folds the case of A to Z only: ask for the usual spellings of the others.
    spellings = {word, word.lower(), word.upper(), word.title()}
    asked = [word] if word.isascii() else sorted(spellings)
    return or_(
        Person.staff_number.istartswith(word, autoescape=True),
        *(Person.name.icontains(spelling, autoescape=True) for spelling in asked),
    )


def _in_state(state: str | None, at: datetime) -> ColumnElement[bool]:
    active = Person.status == "active"
    return {
        "claimed": and_(active, aboard.claimed()),
        "issued": and_(active, ~aboard.claimed(), aboard.waits(at)),
        "none": and_(active, ~aboard.claimed(), ~aboard.waits(at)),
        "suspended": Person.status == "suspended",
        "left": and_(Person.status == "left", Person.erased_at.is_(None)),
    }.get(state or "", Person.status != "left")


def _count(kind: str, number: Any) -> Any:
    return select(
        literal(kind).label("kind"),
        cast(null(), Integer).label("id"),
        cast(null(), Team.name.type).label("name"),
        number.scalar_subquery().label("number"),
    )


def _teams(chosen: int | None) -> Any:
    """The teams by department and name; the chosen one is always among them."""
    label = (Department.name + " · " + Team.name).label("name")
    found = (
        select(literal("team").label("kind"), Team.id, label, literal(0).label("number"))
        .join(Department, Department.id == Team.department_id)
        .where(or_(Team.closed_on.is_(None), Team.id == (chosen or 0)))
        .order_by(Team.id != (chosen or 0), Department.name, Team.name)
        .limit(MOST_TEAMS)
        .subquery()
    )
    return select(found)


def _sites() -> Any:
    found = (
        select(literal("site").label("kind"), Site.id, Site.name, literal(0).label("number"))
        .order_by(Site.name)
        .limit(MOST_SITES)
        .subquery()
    )
    return select(found)


def _choices(rows: Any, kind: str) -> list[tuple[int, str]]:
    found = [(row.id, row.name) for row in rows if row.kind == kind and row.name is not None]
    return sorted(found, key=lambda choice: choice[1].casefold())
