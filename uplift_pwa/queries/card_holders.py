"""Who gets an access card when the desk prints them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Membership, Person, Site, Team
from uplift_pwa.queries import aboard


@dataclass(frozen=True, slots=True)
class Holder:
    """An active person; `place` is the team of today, or the site of somebody without one."""

    person_id: int
    name: str
    locale: str | None
    place: str


def of_team(session: Session, team_id: int, *, today: date) -> list[Holder]:
    """The members of a team who have not claimed a card yet, by name."""
    return _holders(session, today, Membership.team_id == team_id, ~aboard.claimed())


def chosen(session: Session, person_ids: list[int], *, today: date) -> list[Holder]:
    """The active ones of these people, by name, whether they have claimed a card or not."""
    return _holders(session, today, Person.id.in_(person_ids))


def known_people(session: Session, person_ids: list[int]) -> set[int]:
    return set(session.scalars(select(Person.id).where(Person.id.in_(person_ids))))


def team_name(session: Session, team_id: int) -> str | None:
    return session.scalar(select(Team.name).filter_by(id=team_id))


def _holders(session: Session, today: date, *conditions: ColumnElement[bool]) -> list[Holder]:
    rows = session.execute(
        select(Person.id, Person.name, Person.locale, Team.name, Site.name)
        .join(Site, Site.id == Person.site_id)
        .outerjoin(Membership, aboard.belongs(today))
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(Person.status == "active", *conditions)
        .order_by(Person.name, Person.id)
    )
    return [
        Holder(person_id, name, locale, team or site)
        for person_id, name, locale, team, site in rows
    ]
