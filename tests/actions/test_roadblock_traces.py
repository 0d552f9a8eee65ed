"""Opens the database as an admin would, and looks for who reported what (decision 0011)."""

from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.actions.roadblock_cast import KEYS, Cast
from tests.factories import NOON
from uplift_pwa.actions import codes, roadblock_levels, roadblock_mixing, roadblocks, sign_ins
from uplift_pwa.actions.roadblocks import Keys
from uplift_pwa.db import transaction
from uplift_pwa.models import Base, Roadblock
from uplift_pwa.rules import seals

DAY = timedelta(days=1)
# All that depends on who it was. Nobody without the key can make one of these, so nobody can
# try whose it is; that they look like chance is shown below.
OPAQUE = {
    ("roadblock", "token_digest"),
    ("roadblock_voice", "mark"),
    ("sealed_report", "mark"),
}
TABLES = Base.metadata.sorted_tables


@pytest.fixture
def cast(make, session, monkeypatch):
    """Everybody has just used their phone; roadblocks get 1000, 1001, ... in both worlds."""
    cast = Cast(make, session)
    for person in cast.people:
        sign_ins.begin(session, person.id, at=NOON, pepper=KEYS.pepper)
    session.commit()
    numbers = {}

    def next_number(_largest):
        world = session.info.get("world", 0)
        numbers[world] = numbers.get(world, 999) + 1
        return numbers[world]

    monkeypatch.setattr(roadblocks.secrets, "randbelow", next_number)
    return cast


class Undone(Exception):
    pass


@contextmanager
def undone(session):
    """A transaction that never was."""
    with suppress(Undone), transaction(session):
        yield
        raise Undone
    session.expire_all()


def dump(session):
    """Every table with every column, in the order the database keeps its rows."""
    session.flush()
    return {table.name: _rows(session, table) for table in TABLES}


def _rows(session, table):
    columns = [column for column in table.c if (table.name, column.name) not in OPAQUE]
    kept_in_order = session.get_bind().dialect.name == "sqlite" and table.dialect_options[
        "sqlite"
    ].get("with_rowid", True)
    order = [sa.literal_column(f"{table.name}.rowid")] if kept_in_order else []
    rows = session.execute(sa.select(*order, *columns).order_by(*order)).all()
    return [tuple(row) for row in rows] if order else sorted(map(tuple, rows), key=repr)


def opaque(session):
    return {
        value
        for table, column in OPAQUE
        for value in session.scalars(sa.select(Base.metadata.tables[table].c[column]))
    }


def live(cast, reporters, sharing, world):
    """Three report, two share, the leader clears, one confirms: then everything is undone."""
    session = cast.session
    session.info["world"] = world
    with undone(session):
        told = [
            cast.report(person, kind, text, operation=f"operation {person.id:06}")
            for person, (kind, text) in zip(
                reporters, [("tool", "No key"), ("tool", ""), ("rule", "Forms")], strict=True
            )
        ]
        for person in sharing:
            roadblocks.share(session, 1001, person.id, seal=KEYS.seal)
        roadblock_levels.clear(session, 1001, "Here.", by=cast.lea.id, at=NOON + DAY)
        digest = codes.digest(told[0], KEYS.pepper)
        roadblocks.confirm(session, digest, is_clear=True, at=NOON + 2 * DAY)
        seen, marks = dump(session), opaque(session)
    return seen, marks


def test_who_of_the_team_it_was_makes_no_difference_in_any_table(cast):
    one, other = cast.people[:3], cast.people[3:]

    seen, marks = live(cast, one, other[:2], "one")
    swapped, other_marks = live(cast, other[::-1], one[1:], "other")

    assert seen == swapped
    assert len(marks) == len(other_marks) == 3 + (3 + 2) + 3
    assert marks & other_marks == set()


def test_a_named_report_would_be_found_by_this_test(cast):
    session = cast.session
    session.info["world"] = "named"
    with undone(session):
        cast.report(cast.ada, named=True)
        ada = dump(session)
    session.info["world"] = "named too"
    cast.report(cast.ben, named=True)

    assert ada != dump(session)


def test_nothing_of_a_report_holds_a_moment(cast):
    cast.report(cast.ada)
    before = {"roadblock_holding"}  # when its clock rings: the end of a day at the site

    for table in ("roadblock", "roadblock_voice", "sealed_report", *before):
        kinds = {column.name: column.type for column in Base.metadata.tables[table].c}
        moments = [
            name
            for name, kind in kinds.items()
            if "DATETIME" in str(kind.compile(dialect=sa.dialects.sqlite.dialect())).upper()
        ]
        assert moments == (["rings_at"] if table in before else [])
    rings_at = cast.session.scalar(sa.text("SELECT rings_at FROM roadblock_holding"))
    assert "03:00" in str(rings_at)  # 04:00 in Berlin, whenever it was reported


def test_marks_cannot_be_tried_without_the_key(cast):
    session = cast.session
    cast.report(cast.ada)
    found = session.scalars(sa.select(Roadblock)).one()
    marks = opaque(session)

    def tried(seal):
        return {
            seals.mark(seal, *parts)
            for person in cast.people
            for parts in (
                ("voice", found.id, person.id),
                ("report", person.id, NOON.date(), 0),
            )
        }

    assert tried(Keys(b"guess" * 8, KEYS.pepper).seal) & marks == set()
    assert len(tried(KEYS.seal) & marks) == 2  # what remains: key file and database together


def test_the_days_rows_are_mixed_once_when_the_day_is_over(cast):
    session = cast.session
    for person in cast.people:
        with transaction(session):
            cast.report(person)

    assert roadblock_mixing.is_due(session, at=NOON + DAY)
    with transaction(session):
        mixed = [roadblock_mixing.mix(session, at=NOON + DAY) for _ in range(2)]

    assert mixed == [18, 0]
    assert not roadblock_mixing.is_due(session, at=NOON + DAY)
    if session.get_bind().dialect.name == "postgresql":
        for table in ("roadblock", "roadblock_voice", "sealed_report"):
            rows = session.execute(sa.text(f"SELECT DISTINCT xmin::text FROM {table}"))
            assert len(rows.all()) == 1
