"""A clean, migrated database for each test: a copied SQLite file or an emptied PostgreSQL."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from tests import postgres
from uplift_pwa import migrate
from uplift_pwa.db import make_engine

BOTH = ("tests/actions/", "tests/queries/")


def kinds(path: Path, marked: bool) -> list[str]:
    """The databases that a test in `path` runs on: where the two may differ, both."""
    wanted = marked or any(folder in path.as_posix() for folder in BOTH)
    return ["sqlite", "postgresql"] if wanted and not postgres.missing() else ["sqlite"]


def header() -> str:
    if reason := postgres.missing():
        return f"databases: SQLITE ONLY, nothing is shown for PostgreSQL: {reason}"
    return "databases: SQLite and PostgreSQL"


@contextmanager
def sqlite(template: Path, folder: Path) -> Iterator[sa.Engine]:
    """A real file, as in production: every thread and process gets its own connection."""
    path = folder / "uplift.db"
    shutil.copyfile(template, path)
    engine = make_engine(f"sqlite:///{path}")
    yield engine
    engine.dispose()


def sqlite_template(folder: Path) -> Path:
    path = folder / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@contextmanager
def postgresql(name: str) -> Iterator[str]:
    """The URL of a database that is dropped afterwards."""
    cluster = postgres.cluster()
    yield cluster.database(name, _migrate)
    cluster.drop(name)


@contextmanager
def emptied(url: str) -> Iterator[sa.Engine]:
    engine = make_engine(url)
    yield engine
    engine.dispose()
    sweeper = sa.create_engine(url, poolclass=sa.NullPool)
    postgres.empty(sweeper)


def worker_name() -> str:
    """The name of this one of pytest's parallel workers."""
    return "uplift_" + os.environ.get("PYTEST_XDIST_WORKER", "main")


def _migrate(url: str) -> None:
    engine = make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
