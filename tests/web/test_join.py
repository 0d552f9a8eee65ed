from datetime import date, time, timedelta

from sqlalchemy import select

from uplift_pwa.models import Participation, Person, WeeklyPattern

MONDAY = date(2026, 3, 2)
ANSWERS = {"mode": "quiet", "weekdays": ["0", "1", "4"], "starts": "22:00", "ends": "06:00"}


def test_the_first_day_keeps_mode_and_week(client, sign_in, make, session):
    nora = make.person("Nora", mode=None, joined_at=None)
    session.query(WeeklyPattern).delete()
    session.commit()
    sign_in(nora)

    reply = client.post("/join", data=ANSWERS)

    assert (reply.status_code, reply.location) == (303, "/")
    session.expire_all()
    mode = session.scalars(select(Participation)).one()
    assert (mode.mode, mode.chosen_on, mode.from_on) == (
        "quiet",
        MONDAY,
        MONDAY + timedelta(days=1),
    )
    week = session.scalars(select(WeeklyPattern)).one()
    assert (week.weekdays, week.starts, week.ends) == (0b0010011, time(22), time(6))
    assert week.from_on == MONDAY
    assert session.get(Person, nora.id).joined_at is not None


def test_a_leader_goes_on_to_choose_a_password(client, sign_in, make):
    sign_in(make.person("Lea", leads=[make.team()]))

    assert client.post("/join", data=ANSWERS).location == "/password"


def test_an_empty_form_is_said_under_its_fields(client, sign_in, make, session):
    sign_in(make.person("Nora", mode=None, joined_at=None))

    reply = client.post("/join", data={})

    assert reply.status_code == 422
    assert "Choose your days." in reply.text and "When do you start?" in reply.text
    assert session.scalars(select(Participation)).all() == []


def test_odd_answers_are_refused(client, sign_in, make, session):
    sign_in(make.person("Nora", mode=None, joined_at=None))

    for odd in (
        {"mode": "boss"},
        {"weekdays": ["9"]},
        {"weekdays": ["x"]},
        {"starts": "25:99"},
    ):
        assert client.post("/join", data={**ANSWERS, **odd}).status_code == 422
    assert session.scalars(select(Participation)).all() == []


def test_the_page_greets_and_offers_the_usual_week(client, sign_in, make):
    sign_in(make.person("Nora Berg", weekdays=0b0000001))

    page = client.get("/join").text

    assert "Hello, Nora." in page and "Otters" in page
    assert 'name="weekdays" value="0" checked' in page
    assert 'name="weekdays" value="1" checked' not in page
