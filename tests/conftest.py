"""What tests share: a database, a person's browser, a clock that stands still."""

import os

import pytest
from sqlalchemy import event

from tests import engines, postgres
from tests.factories import NOON, Make
from uplift_pwa import clock
from uplift_pwa.db import make_session_factory

TODAY = NOON.date()  # a Monday


def pytest_configure(config):
    config.addinivalue_line("markers", "both_databases: runs on SQLite and on PostgreSQL")
    if os.environ.get("CI") and (reason := postgres.missing()):
        raise pytest.UsageError(f"CI shows both databases: {reason}")
    if not hasattr(config, "workerinput"):
        postgres.prepare()


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput") and postgres.HOME in os.environ:
        postgres.cluster().stop()


def pytest_report_header():
    return engines.header()


def pytest_generate_tests(metafunc):
    if "engine" in metafunc.fixturenames:
        marked = metafunc.definition.get_closest_marker("both_databases") is not None
        kinds = engines.kinds(metafunc.definition.path, marked)
        if len(kinds) > 1:
            metafunc.parametrize("engine", kinds, indirect=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory):
    return engines.sqlite_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgresql_url():
    with engines.postgresql(engines.worker_name()) as url:
        yield url


@pytest.fixture
def engine(request, tmp_path):
    """A migrated database without rows: a file of its own, or this worker's PostgreSQL."""
    if getattr(request, "param", "sqlite") == "postgresql":
        opened = engines.emptied(request.getfixturevalue("postgresql_url"))
    else:
        opened = engines.sqlite(request.getfixturevalue("sqlite_template"), tmp_path)
    with opened as engine:
        yield engine


@pytest.fixture
def session(engine):
    with make_session_factory(engine)() as session:
        yield session


@pytest.fixture
def make(session):
    return Make(session)


@pytest.fixture(autouse=True)
def _noon(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOON)


@pytest.fixture
def queries(engine):
    """The statements run so far; clear it, act, and count."""
    seen = []

    def note(_connection, _cursor, statement, *_rest):
        if not statement.startswith("BEGIN"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    return seen
