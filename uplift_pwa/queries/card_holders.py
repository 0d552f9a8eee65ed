"""Who gets an access card when the desk prints them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Department, Membership, Person, Site, Team
from uplift_pwa.queries import aboard

AT_ONCE = 200  # of a site: 25 sheets of paper
BY_NAME: Any = (Person.name, Person.id)


@dataclass(frozen=True, slots=True)
class Holder:
    """An active person; `place` is the team of today, or the site of somebody without one."""

    person_id: int
    name: str
    locale: str | None
    place: str


def of_team(session: Session, team_id: int, *, today: date) -> list[Holder]:
    """The members of a team who have not claimed a card yet, by name."""
    query = _holders(today, Membership.team_id == team_id, ~aboard.claimed())
    return _read(session, query.order_by(*BY_NAME))


def of_site(
    session: Session, site_id: int, *, today: date, at: datetime
) -> tuple[list[Holder], bool]:
    """The next `AT_ONCE` at a site who have neither come aboard nor a card that waits at `at`
    (aware), team by team as they are handed out; and whether there are more.
    """
    query = _holders(today, Person.site_id == site_id, *aboard.lacks(at))
    holders = _read(
        session,
        query.outerjoin(Department, Department.id == Team.department_id)
        .order_by(Team.id.is_(None), Department.name, Team.name, *BY_NAME)
        .limit(AT_ONCE + 1),
    )
    return holders[:AT_ONCE], len(holders) > AT_ONCE


def chosen(session: Session, person_ids: list[int], *, today: date) -> list[Holder]:
    """The active ones of these people, by name, whether they have claimed a card or not."""
    return _read(session, _holders(today, Person.id.in_(person_ids)).order_by(*BY_NAME))


def known_people(session: Session, person_ids: list[int]) -> set[int]:
    return set(session.scalars(select(Person.id).where(Person.id.in_(person_ids))))


def team_name(session: Session, team_id: int) -> str | None:
    return session.scalar(select(Team.name).filter_by(id=team_id))


def site_name(session: Session, site_id: int) -> str | None:
    return session.scalar(select(Site.name).filter_by(id=site_id))


def _holders(today: date, *conditions: ColumnElement[bool]) -> Any:
    return (
        select(Person.id, Person.name, Person.locale, Team.name, Site.name)
        .join(Site, Site.id == Person.site_id)
        .outerjoin(Membership, aboard.belongs(today))
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(Person.status == "active", *conditions)
    )


def _read(session: Session, query: Select[Any]) -> list[Holder]:
    return [
        Holder(person_id, name, locale, team or site)
        for person_id, name, locale, team, site in session.execute(query)
    ]
