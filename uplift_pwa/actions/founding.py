"""The first rows of an installation: a site, somebody at the desk, a campaign."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import announcing, people_search
from uplift_pwa.exchange.people_words import LEVELS
from uplift_pwa.models import Audit, Campaign, Level, Person, Site
from uplift_pwa.queries import rulebook


def found(
    session: Session,
    name: str,
    *,
    site: str,
    zone: str,
    at: datetime,
    number: str | None = None,
) -> int:
    """The first admin, at a site on the clock `zone` (IANA) that is made if it is new.

    Returns the person's id; `at` aware.
    """
    place = session.scalars(select(Site).filter_by(name=site)).one_or_none()
    if place is None:
        place = Site(name=site, zone=zone)
        session.add(place)
    _make_levels(session)
    session.flush()
    level_id = session.scalars(select(Level.id).filter_by(key="manager")).one()
    person = Person(
        name=name,
        given_name=name.split()[0],
        staff_number=number,
        site_id=place.id,
        level_id=level_id,
        role="admin",
        created_at=at,
        loose_from=at.date(),
    )
    session.add(person)
    session.flush()
    people_search.note(session, [person.id])
    _note(session, "installation.founded", "person", person.id, at)
    return person.id


def campaign(
    session: Session,
    name: str,
    organisation: str,
    goal: int,
    launch_on: date,
    *,
    at: datetime,
    hour: int = 6,
    stages: list[str] | None = None,
    breadth: int | None = None,
) -> int:
    """The collective goal in acts, launched on `launch_on` at one local hour everywhere.

    `breadth` None is the number in force, `stages` None are the usual names. Returns its id.
    """
    made = Campaign(
        name=name,
        organisation=organisation,
        goal_acts=goal,
        goal_breadth=breadth or rulebook.book(session).on(at.date()).breadth_percent,
        launch_on=launch_on,
        launch_hour=hour,
        stages=stages,
        created_at=at,
    )
    session.add(made)
    session.flush()
    announcing.launch(session, made, at=at)
    _note(session, "campaign.created", "campaign", made.id, at)
    return made.id


def _make_levels(session: Session) -> None:
    there = set(session.scalars(select(Level.key)))
    session.add_all(
        Level(key=key, name=key.replace("_", " ").capitalize(), rank=rank)
        for rank, key in enumerate(LEVELS)
        if key not in there
    )


def _note(session: Session, action: str, kind: str, subject_id: int, at: datetime) -> None:
    session.add(
        Audit(at=at, actor_id=None, action=action, subject_kind=kind, subject_id=subject_id,
              detail={})
    )  # fmt: skip
    session.flush()
