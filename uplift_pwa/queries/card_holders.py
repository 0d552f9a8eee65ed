"""Who gets an access card when the desk prints them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import AccessCard, Membership, Person, Site, Team


@dataclass(frozen=True, slots=True)
class Holder:
    """An active person; `place` is the team of today, or the site of somebody without one."""

    person_id: int
    name: str
    locale: str | None
    place: str


def of_team(session: Session, team_id: int, *, today: date) -> list[Holder]:
    """The members of a team who have not claimed a card yet, by name."""
    used = exists().where(
        AccessCard.person_id == Person.id, AccessCard.redeemed_at.is_not(None)
    )
    here = Membership.team_id == team_id
    return _holders(session, today, here, Person.joined_at.is_(None), ~used)


def chosen(session: Session, person_ids: list[int], *, today: date) -> list[Holder]:
    """The active ones of these people, by name, whether they have claimed a card or not."""
    return _holders(session, today, Person.id.in_(person_ids))


def known_people(session: Session, person_ids: list[int]) -> set[int]:
    return set(session.scalars(select(Person.id).where(Person.id.in_(person_ids))))


def team_name(session: Session, team_id: int) -> str | None:
    return session.scalar(select(Team.name).filter_by(id=team_id))


def _holders(session: Session, today: date, *conditions: ColumnElement[bool]) -> list[Holder]:
    belongs = and_(
        Membership.person_id == Person.id,
        Membership.from_on <= today,
        or_(Membership.until_on.is_(None), Membership.until_on >= today),
    )
    rows = session.execute(
        select(Person.id, Person.name, Person.locale, Team.name, Site.name)
        .join(Site, Site.id == Person.site_id)
        .outerjoin(Membership, belongs)
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(Person.status == "active", *conditions)
        .order_by(Person.name, Person.id)
    )
    return [
        Holder(person_id, name, locale, team or site)
        for person_id, name, locale, team, site in rows
    ]
