"""A clean, migrated database for each test: a copied SQLite file or an emptied PostgreSQL.

A plugin of pytest: it starts and stops what the run needs and offers the `engine` fixture.
"""

import os
import shutil

import pytest
import sqlalchemy as sa

from tests import postgres
from uplift_pwa import migrate
from uplift_pwa.db import make_engine

KEEPER = pytest.StashKey()
BOTH = ("tests/actions/", "tests/queries/")


def pytest_configure(config):
    config.addinivalue_line("markers", "both_databases: runs on SQLite and on PostgreSQL")
    if os.environ.get("CI") and (reason := postgres.missing()):
        raise pytest.UsageError(f"CI shows both databases: {reason}")
    if not hasattr(config, "workerinput"):
        config.stash[KEEPER] = postgres.prepare()


def pytest_unconfigure(config):
    postgres.end(config.stash.get(KEEPER, None))


def pytest_report_header():
    if reason := postgres.missing():
        return f"databases: SQLITE ONLY, nothing is shown for PostgreSQL: {reason}"
    return "databases: SQLite and PostgreSQL"


def pytest_generate_tests(metafunc):
    if "engine" in metafunc.fixturenames and _wants_both(metafunc.definition):
        kinds = ["sqlite"] if postgres.missing() else ["sqlite", "postgresql"]
        metafunc.parametrize("engine", kinds, indirect=True)


def _wants_both(test):
    marked = test.get_closest_marker("both_databases") is not None
    return marked or any(folder in test.path.as_posix() for folder in BOTH)


@pytest.fixture
def engine(request, tmp_path):
    """A migrated database without rows: a file of its own, or this worker's PostgreSQL."""
    on_postgresql = getattr(request, "param", "sqlite") == "postgresql"
    if on_postgresql:
        url = request.getfixturevalue("postgresql_url")
    else:
        # A real file, as in production: every thread and process gets its own connection.
        url = f"sqlite:///{tmp_path / 'uplift.db'}"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), tmp_path / "uplift.db")
    engine = make_engine(url)
    yield engine
    engine.dispose()
    if on_postgresql:
        postgres.empty(sa.create_engine(url, poolclass=sa.NullPool))


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    path = tmp_path_factory.mktemp("template") / "uplift.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_url():
    name = "uplift_" + os.environ.get("PYTEST_XDIST_WORKER", "main")
    cluster = postgres.cluster()
    yield cluster.database(name, _migrate)
    cluster.drop(name)


def _migrate(url):
    engine = make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
