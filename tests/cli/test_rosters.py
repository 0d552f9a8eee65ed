from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.factories import Make
from uplift_pwa.models import Audit, RosterDay

CALENDAR = Path(__file__).parents[1] / "data/rosters/roster-one-person.ics"
ROSTER = """Employee ID;Date;Start;End
0010045;03.03.2026;22:00;06:00
0010048;03.03.2026;06:00;14:00
0010045;05.03.2026;25:00;14:00
"""


@pytest.fixture
def ada(session):
    person = Make(session).person("Ada")
    person.staff_number = "0010045"
    session.commit()


@pytest.fixture
def brought(uplift, ada):
    """What the terminal says of a roster: `brought(file, "--apply")`."""

    def brought(*words, status=0):
        return uplift("roster", "import", *map(str, words), status=status).output

    return brought


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "march.csv"
    path.write_text(ROSTER)
    return path


def days(session):
    session.rollback()
    return session.scalars(sa.select(RosterDay.day).order_by(RosterDay.day)).all()


def test_a_roster_is_shown_and_only_written_when_told_to(brought, file, session):
    shown = brought(file)
    before = days(session)

    written = brought(file, "--apply")

    assert before == [] and "--apply does it" in shown
    assert "line 3: unknown_person 0010048" in written
    assert "line 4: bad_time 25:00" in written
    assert "1 people, 1 changed, 1 shifts, 1 unknown, 0 begun, 1 refused" in written
    assert days(session) == [date(2026, 3, 3)]
    assert session.scalars(sa.select(Audit.actor_id)).all() == [None]


def test_a_calendar_needs_its_person(brought, session):
    assert "say --for whom" in brought(CALENDAR, status=1)
    assert "nobody has" in brought(CALENDAR, "--for", "7", status=1)

    brought(CALENDAR, "--for", "0010045", "--apply")

    note = session.scalars(sa.select(Audit)).one()
    assert len(days(session)) == 5
    assert (note.actor_id, note.subject_kind) == (None, "person")


def test_a_table_names_its_people_itself(brought, file):
    assert "a table names its people" in brought(file, "--for", "0010045", status=1)


def test_a_file_that_cannot_be_read_is_said(brought, tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("")

    assert "cannot be read" in brought(empty, status=1)
