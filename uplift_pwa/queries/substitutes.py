"""Who stands in for a team's leader, now or soon, and who could."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, literal, or_, select, union
from sqlalchemy.orm import Session

from uplift_pwa.models import Leadership, Membership, Person, Substitute, Team

AT_MOST = 200


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who stands in from a day until a day, both included."""

    id: int
    name: str
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who could; `leads` says that they lead another team of the department."""

    person_id: int
    name: str
    leads: bool


@dataclass(frozen=True, slots=True)
class Substitutes:
    team: str
    named: list[StandIn]
    choices: list[Choice]


def of(session: Session, team_id: int, day: date) -> Substitutes | None:
    """A team's substitutes of today and later, and who else could. Two SELECTs.

    Names alone: no figure, no mode, no leave. None for a team that is not there any more.
    """
    head = session.execute(_named(team_id, day)).all()
    if not head:
        return None
    named = [StandIn(*row[1:]) for row in head if row.id is not None]
    rows = session.execute(_choices(team_id, day))
    choices = [Choice(row.id, row.name, bool(row.leads)) for row in rows]
    return Substitutes(head[0].team, named, choices)


def _named(team_id: int, day: date) -> Any:
    """The team, with a row for each of its substitutes."""
    theirs = and_(Substitute.team_id == Team.id, Substitute.until_on >= day)
    return (
        select(
            Team.name.label("team"),
            Substitute.id,
            Person.name,
            Substitute.from_on,
            Substitute.until_on,
        )
        .outerjoin(Substitute, theirs)
        .outerjoin(Person, Person.id == Substitute.person_id)
        .where(Team.id == team_id, Team.closed_on.is_(None))
        .order_by(Substitute.from_on, Person.name)
        .limit(AT_MOST)
    )


def _choices(team_id: int, day: date) -> Any:
    """Members of the team, then leaders of other teams in its department; not its own."""
    department = select(Team.department_id).filter_by(id=team_id).scalar_subquery()
    own = select(Leadership.person_id).where(Leadership.team_id == team_id)
    members = (
        select(Membership.person_id, literal(0).label("leads"))
        .where(Membership.team_id == team_id, Membership.from_on <= day)
        .where(or_(Membership.until_on.is_(None), Membership.until_on >= day))
    )
    beside = (
        select(Leadership.person_id, literal(1).label("leads"))
        .join(Team, Team.id == Leadership.team_id)
        .where(Team.department_id == department, Team.id != team_id, Team.closed_on.is_(None))
    )
    people = union(members, beside).subquery()
    return (
        select(Person.id, Person.name, people.c.leads)
        .join(people, people.c.person_id == Person.id)
        .where(Person.status == "active", Person.id.not_in(own))
        .order_by(people.c.leads, Person.name, Person.id)
        .limit(AT_MOST)
    )
