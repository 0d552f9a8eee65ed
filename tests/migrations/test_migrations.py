"""Every migration goes up, down and up again with rows, on both databases (SAFETY G8)."""

import os

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import event

from tests import postgres
from tests.migrations import rows
from uplift_pwa import migrate
from uplift_pwa.db import make_engine, writing
from uplift_pwa.models import Base

DATABASES = ["sqlite"] if postgres.missing() else ["sqlite", "postgresql"]
ROWS = 200


def revisions():
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    config.set_main_option("path_separator", "os")
    return list(ScriptDirectory.from_config(config).walk_revisions())


@pytest.fixture(params=DATABASES)
def database(request, tmp_path):
    """A migrated database that nobody else uses, since these tests take its tables away."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'uplift.db'}"
        migrated(url)
    else:
        name = "uplift_migrations_" + os.environ.get("PYTEST_XDIST_WORKER", "main")
        url = postgres.cluster().database(name, migrated)
        request.addfinalizer(lambda: postgres.cluster().drop(name))
    engine = make_engine(url, poolclass=sa.NullPool)
    yield engine
    engine.dispose()


def migrated(url):
    engine = make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()


def shape(engine):
    """Columns, keys and constraints of every table, as the database itself tells them.

    All tables in one look over one connection: asked table by table, each question opens a
    connection of its own, 22,000 of them in one test.
    """
    with engine.connect() as connection:
        inspector = sa.inspect(connection)
        told = {
            "columns": inspector.get_multi_columns(),
            "key": inspector.get_multi_pk_constraint(),
            "indexes": inspector.get_multi_indexes(),
            "unique": inspector.get_multi_unique_constraints(),
            "checks": inspector.get_multi_check_constraints(),
            "foreign": inspector.get_multi_foreign_keys(),
        }
    return {
        name: {what: plain(found[schema, name]) for what, found in told.items()}
        for schema, name in told["columns"]
    }


def plain(found):
    """What a database told of a table, without its order."""
    if isinstance(found, dict):
        return found.get("constrained_columns")
    return sorted((one["name"], str(one.get("type")), one.get("nullable")) for one in found)


def test_the_models_are_what_the_migrations_make(database):
    with database.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, Base.metadata) == []


def test_the_checks_of_the_models_are_in_the_database(database):
    inspector = sa.inspect(database)
    declared = {
        (table.name, check.name)
        for table in Base.metadata.sorted_tables
        for check in table.constraints
        if isinstance(check, sa.CheckConstraint) and check.name
    }

    assert declared == {
        (table.name, check["name"])
        for table in Base.metadata.sorted_tables
        for check in inspector.get_check_constraints(table.name)
    }


def test_there_is_one_newest_migration_and_each_has_a_number():
    names = [one.revision for one in revisions()]

    assert names == sorted(names, reverse=True)
    assert names[-1] == "0001"
    assert len({one.down_revision for one in revisions()}) == len(names)


def test_every_step_goes_down_and_up_again_with_rows_in_every_table(database):
    with writing(database) as connection:
        rows.fill(connection, ROWS)
        full = rows.counts(connection)
    assert full == rows.expected(ROWS)

    for step in revisions():
        before = shape(database)
        migrate.downgrade(database, step.down_revision or "base")
        with database.connect() as connection:
            left = rows.counts(connection)
        # A table that stays keeps its rows: a step back may take columns, not people.
        assert left == {name: full[name] for name in left}

        migrate.upgrade(database, step.revision)
        assert shape(database) == before
        migrate.downgrade(database, step.down_revision or "base")

    assert shape(database).keys() <= {"alembic_version"}
    migrate.upgrade(database)
    with writing(database) as connection:
        assert migrate.is_current(connection)
        rows.fill(connection, 3)


@pytest.mark.parametrize("share", [0.0, 0.5, 0.99], ids=["at first", "half-way", "at last"])
def test_a_migration_that_is_interrupted_leaves_nothing_and_can_be_run_again(database, share):
    whole = shape(database)
    migrate.downgrade(database, "base")
    nothing = shape(database)
    statements = []
    event.listen(database, "before_cursor_execute", lambda *told: statements.append(told[2]))
    migrate.upgrade(database)
    # Counted before the way back, which makes tables anew on SQLite.
    last = int(share * len([one for one in statements if one.lstrip().startswith("CREATE")]))
    migrate.downgrade(database, "base")

    with pytest.raises(Interrupted):
        migrate.upgrade(interrupted(database, last))
    assert shape(database) == nothing

    migrate.upgrade(database)
    assert shape(database) == whole


class Interrupted(Exception):
    pass


def interrupted(engine, after):
    """The same database through an engine that gives up after so many CREATEs."""
    url = engine.url.render_as_string(hide_password=False)
    again = make_engine(url, poolclass=sa.NullPool)
    seen = []

    def give_up(_connection, _cursor, statement, *_):
        if statement.lstrip().startswith("CREATE"):
            seen.append(statement)
            if len(seen) > after:
                raise Interrupted

    event.listen(again, "before_cursor_execute", give_up)
    return again
