"""Before the first day: people imported, challenges published, cards printed, a goal set."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import cards, challenges, founding, people_import
from uplift_pwa.exchange import starter
from uplift_pwa.exchange.challenge_file import ChallengeDraft
from uplift_pwa.models import Department, Person
from uplift_pwa.queries.audiences import Audience
from uplift_pwa.simulation import hr_file, launching
from uplift_pwa.simulation.names import DEPARTMENTS
from uplift_pwa.simulation.organisation import Organisation

WEEKS_BEFORE = timedelta(weeks=2)


def opens_at(launch: date) -> datetime:
    """Two weeks before the launch, at noon UTC."""
    return datetime.combine(launch - WEEKS_BEFORE, time(12), tzinfo=UTC)


def open_house(
    session: Session, organisation: Organisation, launch: date, *, goal: int, pepper: bytes
) -> dict[str, str]:
    """Everything that is there before the launch. Returns the codes of the cards by number."""
    at, boss = opens_at(launch), organisation.admin
    admin_id = founding.found(
        session, boss.name, site=boss.site, zone=boss.zone, at=at, number=boss.number
    )
    people_import.bring_in(
        session,
        hr_file.people(organisation),
        today=at.date(),
        by=admin_id,
        at=at,
        zone=boss.zone,
        zones=organisation.zones,
    )
    _publish(session, admin_id, at)
    launching.plan(session, launch, goal=goal, by=admin_id, at=at)
    return {
        number: cards.issue(session, person_id, at=at, pepper=pepper)
        for number, person_id in ids(session, organisation).items()
    }


def ids(session: Session, organisation: Organisation) -> dict[str, int]:
    """Person ids by staff number, in the organisation's own order."""
    rows = session.execute(select(Person.staff_number, Person.id))
    found = {number: person_id for number, person_id in rows}
    return {one.number: found[one.number] for one in organisation.members}


def _publish(session: Session, admin_id: int, at: datetime) -> None:
    """The starter pack, each challenge for the departments of its sectors."""
    departments = {
        name: place_id
        for name, place_id in session.execute(select(Department.name, Department.id))
    }
    for draft in starter.drafts():
        challenge_id = challenges.create(
            session, draft, by=admin_id, at=at, audience=_audience(draft, departments)
        )
        challenges.publish(session, challenge_id, by=admin_id, at=at)


def _audience(draft: ChallengeDraft, departments: Mapping[str, int]) -> Audience:
    fitting = {
        departments[name]
        for name, sectors, _ in DEPARTMENTS
        if name in departments and set(sectors) & set(draft.sectors)
    }
    everywhere = "everywhere" in draft.sectors
    return Audience() if everywhere else Audience(department=frozenset(fitting))
