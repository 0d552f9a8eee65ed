"""The teams on the admin's desk: found by words, and one of them with its people."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
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

from uplift_pwa.models import Department, Leadership, Membership, Person, Team, TeamAlias
from uplift_pwa.queries import aboard
from uplift_pwa.queries.standing import TeamNow

PAGE = 50
FOUND = 20  # where a team is chosen
MEMBERS = 200
MOST_WORDS = 5
STATES = ("open", "closed", "unled")


@dataclass(frozen=True, slots=True)
class Row:
    """A team in the list; `leaders` are names, `people` its headcount of today."""

    id: int
    name: str
    department: str
    closed_on: date | None
    is_warm: bool
    people: int
    leaders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list, by name; the counts are of what the words found. `unled` are
    open teams that nobody leads.
    """

    rows: list[Row]
    open: int
    closed: int
    unled: int
    has_more: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Something with an id and a name, and the day it is so from or until."""

    id: int
    name: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Who leads a team and who is in it, the departments there are, and how it ended."""

    leaders: list[Named]
    members: list[Named]
    departments: list[Named]
    closed_on: date | None
    into: Named | None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """A person, their team of today, and the one they are about to be in, if it differs."""

    id: int
    name: str
    team: Named | None
    coming: Named | None


def page(session: Session, words: str, *, state: str, number: int, today: date) -> Page:
    """Page `number`, from 1, of teams that are open, unled or closed. Two SELECTs; `words` are
    looked for in team and department.
    """
    found = _mentions(words)
    counts = session.execute(_counted(found)).one()
    rows = session.execute(
        _listed(today)
        .where(_is(state), *found)
        .order_by(Department.name, Team.name, Team.id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    )
    lines = [_row(row) for row in rows]
    return Page(lines[:PAGE], **counts._mapping, has_more=len(lines) > PAGE)


def find(session: Session, words: str, *, but: int = 0, only: int | None = None) -> list[Named]:
    """Open teams that the words fit, with their department, by name. One SELECT."""
    found = [*_mentions(words), *([Team.id == only] if only else [])]
    label = (Team.name + " · " + Department.name).label("name")
    rows = session.execute(
        select(Team.id, label)
        .join(Department, Department.id == Team.department_id)
        .where(Team.closed_on.is_(None), Team.id != but, *found)
        .order_by(Team.name, Department.name, Team.id)
        .limit(FOUND)
    )
    return [Named(row.id, row.name) for row in rows]


def departments(session: Session) -> list[Named]:
    """Every department, by name. One SELECT."""
    rows = session.execute(select(Department.id, Department.name).order_by(Department.name))
    return [Named(*row) for row in rows]


def people(session: Session, team: TeamNow) -> People:
    """A team's leaders and the people who stay in it, by name. One SELECT; 200 at most."""
    found: dict[str, list[Named]] = defaultdict(list)
    for kind, id_, name, day in session.execute(union_all(*_parts(team))):
        found[kind].append(Named(id_, name, day))
    for some in found.values():
        some.sort(key=lambda one: (one.name.casefold(), one.id))
    ended = next(iter(found["closed"]), None)
    return People(
        found["leader"],
        found["member"],
        found["department"],
        ended.day if ended else None,
        next(iter(found["into"]), None) if ended else None,
    )


def whereabouts(session: Session, person_id: int, today: date) -> Whereabouts | None:
    """An active person's team of today and the next one, or None. One SELECT."""
    rows = session.execute(
        select(Person.id, Person.name, Team.id.label("team_id"), Team.name.label("team"))
        .add_columns(Membership.from_on)
        .outerjoin(
            Membership,
            and_(
                Membership.person_id == Person.id,
                or_(Membership.until_on.is_(None), Membership.until_on >= today),
            ),
        )
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(Person.id == person_id, Person.status == "active")
        .order_by(Membership.from_on)
    ).all()
    if not rows:
        return None
    teams = [Named(row.team_id, row.team, row.from_on) for row in rows if row.team_id]
    now = next((team for team in teams if team.day and team.day <= today), None)
    coming = next((team for team in teams if team.day and team.day > today), None)
    return Whereabouts(rows[0].id, rows[0].name, now, coming)


def _counted(found: list[ColumnElement[bool]]) -> Select[Any]:
    """How many teams the words find by state; departments are asked where there are words."""
    counts: list[Any] = [func.count(case((_is(name), Team.id))).label(name) for name in STATES]
    teams = select(*counts).select_from(Team)
    if not found:
        return teams
    return teams.join(Department, Department.id == Team.department_id).where(*found)


def _is(state: str) -> ColumnElement[bool]:
    led = Team.id.in_(select(Leadership.team_id))  # read once, and not for every team
    closed = Team.closed_on.is_not(None)
    return {"open": ~closed, "closed": closed, "unled": and_(~closed, ~led)}[state]


def _listed(today: date) -> Select[Any]:
    members = (
        select(func.count())
        .where(Membership.team_id == Team.id, *aboard.lasts(today))
        .correlate(Team)
        .scalar_subquery()
    )
    leaders = (
        select(func.aggregate_strings(Person.name, "\n"))
        .join(Leadership, Leadership.person_id == Person.id)
        .where(Leadership.team_id == Team.id)
        .correlate(Team)
        .scalar_subquery()
    )
    return select(
        Team.id,
        Team.name,
        Department.name.label("department"),
        Team.closed_on,
        and_(Team.warm_from.is_not(None), Team.warm_from <= today).label("is_warm"),
        members.label("people"),
        leaders.label("leaders"),
    ).join(Department, Department.id == Team.department_id)


def _row(row: Any) -> Row:
    values = dict(row._mapping)
    names = tuple(sorted((values.pop("leaders") or "").splitlines(), key=str.casefold))
    return Row(**values | {"is_warm": bool(row.is_warm)}, leaders=names)


def _parts(before: TeamNow) -> list[Select[Any]]:
    members = (
        _part("member", Person.id, Person.name, Membership.from_on)
        .join(Membership, Membership.person_id == Person.id)
        .where(Membership.team_id == before.id, Membership.until_on.is_(None))
        .order_by(Person.name, Person.id)
        .limit(MEMBERS)
        .subquery()
    )
    return [
        _part("leader", Person.id, Person.name, Leadership.since)
        .join(Leadership, Leadership.person_id == Person.id)
        .where(Leadership.team_id == before.id),
        select(members),
        _part("department", Department.id, Department.name, cast(null(), Date)),
        _part("closed", Team.id, Team.name, Team.closed_on).where(
            Team.id == before.id, Team.closed_on.is_not(None)
        ),
        _part("into", Team.id, Team.name, cast(null(), Date))
        .join(TeamAlias, TeamAlias.team_id == Team.id)
        .where(TeamAlias.department_id == before.department_id)
        .where(TeamAlias.name == before.name.casefold(), Team.id != before.id),
    ]


def _part(kind: str, id_: Any, name: Any, day: Any) -> Select[Any]:
    return select(
        literal(kind).label("kind"), id_.label("id"), name.label("name"), day.label("day")
    )


def _mentions(words: str) -> list[ColumnElement[bool]]:
    return [_has(word) for word in words.split()[:MOST_WORDS]]


def _has(word: str) -> ColumnElement[bool]:
    # SQLite folds the case of A to Z only: ask for the usual spellings of the others.
    spellings = [word] if word.isascii() else sorted({word, word.lower(), word.title()})
    return or_(
        *(
            column.icontains(spelling, autoescape=True)
            for column in (Team.name, Department.name)
            for spelling in spellings
        )
    )
