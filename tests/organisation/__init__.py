"""A whole organisation of any size, put into an empty database at once: every table that the
desk reads has rows, in both sizes more than a page of each thing that grows with people.
"""

from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.organisation import left_behind, people, play
from tests.organisation.size import Size
from uplift_pwa.actions import headcounts, people_search, snapshots, units
from uplift_pwa.db import transaction
from uplift_pwa.models import Base
from uplift_pwa.queries import push_counts

__all__ = ["Size", "build"]


def build(session: Session, size: Size) -> None:
    """Person 1 is an admin; the first of everything has the id 1."""
    with transaction(session):
        people.write(session, size)
        play.write(session, size)
        left_behind.write(session, size)
        _go_on_counting(session)
        units.settle(session, size.monday)
        play.write_weeks(session, size)
        people_search.catch_up(session)
        if headcounts.is_stale(session, at=size.at):
            headcounts.recount(session, today=size.day, at=size.at)
        if snapshots.is_stale(session, push_counts.NAME, at=size.at):
            found = push_counts.count(session, at=size.at)
            snapshots.keep(session, push_counts.NAME, found, at=size.at)
    _take_stock(session)


def _go_on_counting(session: Session) -> None:
    """PostgreSQL did not see the numbers that were given here."""
    if session.get_bind().dialect.name == "sqlite":
        return
    for table in Base.metadata.sorted_tables:
        if "id" in table.primary_key.columns:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            session.execute(
                text(f"SELECT setval({sequence}, coalesce(max(id), 1)) FROM {table.name}")
            )


def _take_stock(session: Session) -> None:
    """As PostgreSQL does by itself in an installation, minutes after so much has come."""
    if session.get_bind().dialect.name == "sqlite":
        return
    session.commit()
    session.connection(execution_options={"isolation_level": "AUTOCOMMIT"}).execute(
        text("ANALYZE")
    )
    session.commit()
