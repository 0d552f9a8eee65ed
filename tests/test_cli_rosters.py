from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import CliRunner

from tests.factories import Make
from uplift_pwa import migrate
from uplift_pwa.__main__ import main
from uplift_pwa.config import from_environment
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.models import Audit, RosterDay

CALENDAR = Path(__file__).parent / "data/rosters/roster-one-person.ics"
ROSTER = """Employee ID;Date;Start;End
0010045;03.03.2026;22:00;06:00
0010048;03.03.2026;06:00;14:00
0010045;05.03.2026;25:00;14:00
"""


@pytest.fixture
def told(tmp_path):
    return {"UPLIFT_DATA": str(tmp_path / "data"), "UPLIFT_PLAIN_HTTP": "1"}


@pytest.fixture
def session(told):
    engine = make_engine(from_environment(told).database_url)
    migrate.upgrade(engine)
    with make_session_factory(engine)() as session:
        person = Make(session).person("Ada")
        person.staff_number = "0010045"
        session.commit()
        yield session
    engine.dispose()


@pytest.fixture
def uplift(told, session):
    def uplift(*words, status=0):
        done = CliRunner().invoke(main, ["roster", "import", *map(str, words)], env=told)
        assert done.exit_code == status, done.output
        return done.output

    return uplift


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "march.csv"
    path.write_text(ROSTER)
    return path


def days(session):
    session.rollback()
    return session.scalars(sa.select(RosterDay.day).order_by(RosterDay.day)).all()


def test_a_roster_is_shown_and_only_written_when_told_to(uplift, file, session):
    shown = uplift(file)
    before = days(session)

    written = uplift(file, "--apply")

    assert before == [] and "--apply does it" in shown
    assert "line 3: unknown_person 0010048" in written
    assert "line 4: bad_time 25:00" in written
    assert "1 people, 1 changed, 1 shifts, 1 unknown, 0 begun, 1 refused" in written
    assert days(session) == [date(2026, 3, 3)]
    assert session.scalars(sa.select(Audit.actor_id)).all() == [None]


def test_a_calendar_needs_its_person(uplift, session):
    assert "say --for whom" in uplift(CALENDAR, status=1)
    assert "nobody has" in uplift(CALENDAR, "--for", "7", status=1)

    uplift(CALENDAR, "--for", "0010045", "--apply")

    note = session.scalars(sa.select(Audit)).one()
    assert len(days(session)) == 5
    assert (note.actor_id, note.subject_kind) == (None, "person")


def test_a_table_names_its_people_itself(uplift, file):
    assert "a table names its people" in uplift(file, "--for", "0010045", status=1)


def test_a_file_that_cannot_be_read_is_said(uplift, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("")

    assert "cannot be read" in uplift(empty, status=1)
