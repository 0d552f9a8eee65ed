"""Each test has a database of its own, whatever the one before left behind."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from uplift_pwa import migrate
from uplift_pwa.db import transaction
from uplift_pwa.models import Base, Site

pytestmark = pytest.mark.both_databases

TABLES = Base.metadata.sorted_tables


@pytest.mark.parametrize("time", ["the first time", "again"])
def test_a_test_starts_without_rows_and_numbers_from_one(engine, time):
    with Session(engine) as session:
        rows = [
            session.scalar(sa.select(sa.func.count()).select_from(table)) for table in TABLES
        ]
        with transaction(session):
            site = Site(name="Harbour", zone="Europe/Berlin")
            session.add(site)

        assert set(rows) == {0}
        assert site.id == 1


def test_a_test_has_the_newest_migrated_shape(engine):
    with engine.connect() as connection:
        assert migrate.is_current(connection)
        assert set(sa.inspect(connection).get_table_names()) > {"site", "person", "completion"}
