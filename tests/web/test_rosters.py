import io
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

import uplift_pwa.web.roster_words as words
from uplift_pwa.exchange.roster_values import REFUSAL_CODES
from uplift_pwa.models import ImportFile, RosterDay

FILES = Path(__file__).parents[1] / "data/rosters"
DESK = "/desk/rosters"
ROSTER = """Employee ID;Date;Start;End
0010045;03.03.2026;22:00;06:00
0010045;05.03.2026;;
0010048;03.03.2026;06:00;14:00
0010045;31.02.2026;06:00;14:00
"""


@pytest.fixture(autouse=True)
def ada(make, sign_in, session):
    make.campaign()
    ada = make.person("Ada")
    ada.staff_number = "0010045"
    session.commit()
    sign_in(make.person("Boss", role="admin", level="manager"), confirmed=True)
    return ada


@pytest.fixture
def bring(client):
    def bring(data, name="march.csv"):
        file = (io.BytesIO(data.encode() if isinstance(data, str) else data), name)
        return client.post(DESK, data={"file": file})

    return bring


def shifts(session):
    session.rollback()
    return session.scalars(select(RosterDay.day).order_by(RosterDay.day)).all()


def test_a_roster_is_read_then_taken_in(client, bring, session):
    address = bring(ROSTER).location
    page = client.get(address).text
    before = shifts(session)

    reply = client.post(f"{address}/application")
    after = client.get(address).text

    assert before == [] and "Take in 1 shift" in page
    assert "Nobody here has this staff number." in page and "No such day." in page
    assert (reply.status_code, reply.location) == (303, address)
    assert shifts(session) == [date(2026, 3, 3)]
    assert "What this roster did" in after and "Take in" not in after


def test_a_second_press_changes_nothing(client, bring, session):
    address = bring(ROSTER).location
    client.post(f"{address}/application")
    session.rollback()
    applied_at = session.scalar(select(ImportFile.applied_at))

    client.post(f"{address}/application")

    session.rollback()
    assert session.scalar(select(ImportFile.applied_at)) == applied_at
    assert shifts(session) == [date(2026, 3, 3)]


def test_a_long_list_of_refused_lines_is_cut(client, bring):
    page = client.get(bring((FILES / "roster-fortnight.csv").read_bytes()).location).text

    assert page.count("Nobody here has this staff number.") == 50
    assert "The first 50 of" in page


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param("", "nothing in this file", id="empty"),
        pytest.param("Employee ID;Shift\n7;Early\n", "Date, Start, End", id="no columns"),
        pytest.param(b"PK\x03\x04", "workbook", id="a workbook"),
    ],
)
def test_a_file_that_is_no_roster_is_said_and_not_kept(bring, session, data, says):
    reply = bring(data)

    assert reply.status_code == 422 and says in reply.text
    assert session.scalar(select(func.count(ImportFile.id))) == 0


def test_no_file_is_said(client):
    assert client.post(DESK).status_code == 422


def test_rosters_and_files_of_people_stay_apart(client, bring):
    roster = bring(ROSTER).location
    number = roster.rsplit("/", 1)[1]
    people = client.post(
        "/desk/people/imports",
        data={"file": (io.BytesIO(b"Staff number,Name\n7,Ada\n"), "people.csv")},
    ).location

    assert client.get(f"/desk/people/imports/{number}").status_code == 404
    assert client.get(f"{DESK}/{people.rsplit('/', 1)[1]}").status_code == 404
    assert "march.csv" in client.get(DESK).text
    assert "people.csv" not in client.get(DESK).text
    assert "march.csv" not in client.get("/desk/people/imports/new").text


def test_every_refusal_has_words(app):
    with app.test_request_context():
        assert set(words.refusals()) == {*REFUSAL_CODES, "unknown_person"}
