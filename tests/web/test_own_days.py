import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from uplift_pwa.models import Audit, Leave, RosterDay
from uplift_pwa.queries.people_import import AWAY_UNTIL

FILES = Path(__file__).parents[1] / "data/rosters"
MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)
CALENDAR = """BEGIN:VCALENDAR
BEGIN:VEVENT
SUMMARY:Early
DTSTART;TZID=Europe/Berlin:20260303T060000
DTEND;TZID=Europe/Berlin:20260303T140000
END:VEVENT
BEGIN:VEVENT
SUMMARY:For ever
DTSTART;TZID=Europe/Berlin:20260303T060000
DTEND;TZID=Europe/Berlin:20260303T140000
RRULE:FREQ=WEEKLY
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def ada(make, sign_in):
    make.campaign()
    ada = make.person("Ada")
    sign_in(ada)
    return ada


@pytest.fixture
def bring(client):
    def bring(data):
        data = data.encode() if isinstance(data, str) else data
        return client.post("/me/days/calendar", data={"file": (io.BytesIO(data), "my.ics")})

    return bring


def leaves(session):
    session.rollback()
    return session.execute(select(Leave.person_id, Leave.first_on, Leave.last_on)).all()


def take(client, first, last):
    return client.post("/me/days/leave", data={"first_on": str(first), "last_on": str(last)})


def test_leave_is_taken_shown_and_given_back(client, ada, session):
    taken = take(client, MONDAY + DAY, MONDAY + 3 * DAY)
    page, found = client.get("/me/days").text, leaves(session)

    back = client.post(f"/me/days/leave/{MONDAY + DAY}/end")

    assert (taken.status_code, back.status_code) == (303, 303)
    assert found == [(ada.id, MONDAY + DAY, MONDAY + 3 * DAY)]
    assert "Tuesday 3 March" in page and "until Thursday 5 March" in page
    assert leaves(session) == []


@pytest.mark.parametrize(
    ("first", "last", "says"),
    [
        pytest.param(MONDAY, MONDAY, "That day has begun", id="today"),
        pytest.param(MONDAY + 2 * DAY, MONDAY + DAY, "comes before the first", id="turned"),
        pytest.param("", MONDAY, "still empty", id="no first day"),
    ],
)
def test_leave_that_cannot_be_is_said(client, ada, session, first, last, says):
    reply = take(client, first, last)

    assert reply.status_code in (409, 422) and says in reply.text
    assert leaves(session) == []


def test_leave_that_an_import_began_can_be_ended(client, ada, session):
    session.add(Leave(person_id=ada.id, first_on=MONDAY - DAY, last_on=AWAY_UNTIL))
    session.commit()

    page = client.get("/me/days").text
    client.post(f"/me/days/leave/{MONDAY - DAY}/end")

    assert "until you are back" in page
    assert leaves(session) == [(ada.id, MONDAY - DAY, MONDAY)]


def test_nobody_ends_or_sees_the_leave_of_another(client, ada, make, session):
    ben = make.person("Ben", leads=[make.team()])
    session.add(Leave(person_id=ben.id, first_on=MONDAY + DAY, last_on=MONDAY + DAY))
    session.commit()

    assert client.post(f"/me/days/leave/{MONDAY + DAY}/end").status_code == 404
    assert "3 March" not in client.get("/me/days").text
    assert len(leaves(session)) == 1


def test_a_calendar_fills_one_s_own_days_and_says_what_stays_out(client, ada, bring, session):
    reply = bring(CALENDAR)

    session.rollback()
    stored = session.execute(select(RosterDay.person_id, RosterDay.day)).all()
    assert reply.status_code == 200
    assert "1 shift is in your days." in reply.text
    assert "give it a last day" in reply.text
    assert stored == [(ada.id, MONDAY + DAY)]
    assert session.scalars(select(Audit)).all() == []


def test_a_planner_s_calendar_is_taken_whole(ada, bring, session):
    reply = bring((FILES / "roster-one-person.ics").read_bytes())

    assert "5 shifts are in your days." in reply.text
    assert len(session.scalars(select(RosterDay)).all()) == 5


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param("Employee ID;Date\n", "This is not a calendar", id="a table"),
        pytest.param("", "nothing in this file", id="empty"),
        pytest.param(
            CALENDAR.replace("20260303", "20260223"), "Nothing new in it", id="days gone by"
        ),
    ],
)
def test_a_calendar_that_says_nothing_is_said(ada, bring, session, data, says):
    reply = bring(data)

    assert reply.status_code == 422 and says in reply.text
    assert session.scalars(select(RosterDay)).all() == []


def test_no_file_is_said(client, ada):
    assert client.post("/me/days/calendar").status_code == 422


def test_the_page_costs_at_most_four_selects(client, ada, queries):
    client.get("/me/days")
    queries.clear()

    client.get("/me/days")

    selects = [one for one in queries if one.lstrip().upper().startswith("SELECT")]
    assert len(selects) <= 4, selects
