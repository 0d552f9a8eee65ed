"""The installation that UPLIFT_* names, opened for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import available_timezones

import click
from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from uplift_pwa import migrate
from uplift_pwa.actions import people_search
from uplift_pwa.cli.settings import settings
from uplift_pwa.config import Config
from uplift_pwa.db import make_engine, make_session_factory, transaction

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class Installation:
    config: Config
    sessions: sessionmaker[Session]


@contextmanager
def installation(*, migrated: bool = False) -> Iterator[Installation]:
    """The database and its settings; with `migrated` brought to the newest shape first."""
    configured = settings()
    engine = make_engine(configured.database_url)
    try:
        if migrated:
            migrate.upgrade(engine)
        elif not _is_current(engine):
            raise click.ClickException("the database waits for `uplift migrate`")
        sessions = make_session_factory(engine)
        if migrated:
            with sessions() as session, transaction(session):
                people_search.catch_up(session)
        yield Installation(configured, sessions)
    finally:
        engine.dispose()


def zone(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Check an IANA zone as an option brings it."""
    if value is not None and value not in available_timezones():
        raise click.BadParameter("write it like Europe/Lisbon")
    return value


def _is_current(engine: Engine) -> bool:
    with engine.connect() as connection:
        return migrate.is_current(connection)
