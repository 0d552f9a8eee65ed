"""One engine per process, one session per request or job, one commit per unit of work."""

import contextlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, sessionmaker

TURNS = 4  # of the busy timeout, 5 s each


def make_engine(url: str, **options: Any) -> Engine:
    """An engine for a SQLite or PostgreSQL URL, taught how this project begins and reads."""
    if url.startswith("postgresql"):
        # Single reads need no transaction; writers ask for one (see `transaction`).
        # Pages are short: compiling one of them takes PostgreSQL longer than reading it.
        short = {"connect_args": {"options": "-c jit=off"}}
        options = {"isolation_level": "AUTOCOMMIT", "pool_pre_ping": True, **short, **options}
    engine = create_engine(url, **options)
    if engine.dialect.name == "sqlite":
        _teach_sqlite_transactions(engine)
    return engine


def make_session_factory(engine: Engine) -> sessionmaker[Session]:
    # Templates read objects after the commit; expiring them would query again per attribute.
    return sessionmaker(engine, expire_on_commit=False)


@contextmanager
def transaction(session: Session) -> Iterator[Session]:
    """The only place that commits. Opened by the edges: web, cli, worker, simulation."""
    session.commit()  # end the read that found the user, so the write starts from now
    # What was read before is stale now, and on PostgreSQL it would be handed back unseen.
    session.expire_all()
    _wait_for_turn(session)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A bare connection in one write transaction: for migrations and backups."""
    with engine.connect() as connection:
        connection = connection.execution_options(**_writer(engine.dialect.name))
        with connection.begin():
            yield connection


def _wait_for_turn(session: Session) -> None:
    """Begin to write. Where many writers overtake one for longer than the busy timeout, it
    asks again: nothing has been done yet, so nothing can be done twice (SAFETY G2).
    """
    options = _writer(session.get_bind().dialect.name)
    for more in reversed(range(TURNS)):
        try:
            session.connection(execution_options=options)
            return
        except OperationalError as error:
            session.rollback()
            if not more or "locked" not in str(error.orig):
                raise


def _writer(dialect: str) -> dict[str, Any]:
    return {"writes": True} if dialect == "sqlite" else {"isolation_level": "READ COMMITTED"}


def _teach_sqlite_transactions(engine: Engine) -> None:
    """Say BEGIN ourselves: the driver says it too late for savepoints to work.

    A writer says IMMEDIATE, so that it waits its turn instead of failing half-way.
    """

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        # The busy timeout first: switching to WAL waits for a lock as well.
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def upsert(session: Session, table: type[Any]) -> Any:
    """An INSERT that can say what happens on a conflict, in the session's own dialect."""
    return insert_into(session.get_bind().dialect.name, table)


def insert_into(dialect: str, table: type[Any]) -> Any:
    """The same for a dialect's name: for statements that are built once and kept."""
    return (sqlite if dialect == "sqlite" else postgresql).insert(table.__table__)


def to_disk(session: Session) -> None:
    """What has been committed outlives a power cut from here on, not only a crash.

    SQLite in WAL mode with synchronous=NORMAL writes its log without waiting for the disk;
    whoever acknowledges work that exists nowhere else waits for it here (PostgreSQL waits).
    """
    url = session.get_bind().engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        return
    with contextlib.suppress(FileNotFoundError), open(f"{url.database}-wal", "rb") as log:
        os.fsync(log.fileno())
