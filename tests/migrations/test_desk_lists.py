"""What 0024 makes of people who were there before it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update

from tests.factories import LONG_AGO, NOON, Make
from tests.migrations.test_migrations import database
from uplift_pwa import migrate
from uplift_pwa.db import make_session_factory
from uplift_pwa.models import Membership, Person

__all__ = ["database"]
LAST = date(2026, 2, 27)


@pytest.fixture
def people(database):
    """Somebody in a team, somebody whose last day was a Friday, somebody new at the desk."""
    with make_session_factory(database)() as session:
        make = Make(session)
        ada, ben = make.person("Ada"), make.person("Ben")
        cleo = Person(
            name="Cleo",
            given_name="Cleo",
            site_id=ada.site_id,
            level_id=ada.level_id,
            created_at=NOON,
        )
        session.add(cleo)
        session.execute(
            update(Membership).where(Membership.person_id == ben.id).values(until_on=LAST)
        )
        session.add(
            Membership(
                person_id=ada.id,
                team_id=make.team("Bats").id,
                from_on=LONG_AGO - timedelta(days=9),
                until_on=LONG_AGO - timedelta(days=1),
            )
        )
        session.commit()


def test_who_is_in_no_team_is_known_from_the_day_after_the_last_one(database, people):
    migrate.downgrade(database, "0023")

    migrate.upgrade(database)

    with database.connect() as connection:
        found = connection.execute(select(Person.name, Person.loose_from)).all()
    assert dict(found) == {
        "Ada": None,
        "Ben": LAST + timedelta(days=1),
        "Cleo": NOON.date(),
    }
