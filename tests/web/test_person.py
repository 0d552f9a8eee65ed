"""One person on the desk: what it shows, what can be done, and what never stands there."""

import re
from datetime import time, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import cards, completions, people_moves
from uplift_pwa.db import transaction
from uplift_pwa.models import AccessCard, Audit, Leave, RosterDay, WeeklyPattern

WEEK = {"weekdays": ["0", "1"], "starts": "22:00", "ends": "06:00"}


@pytest.fixture
def admin(make, sign_in):
    admin = make.person("Boss", role="admin", level="manager")
    sign_in(admin, confirmed=True)
    return admin


@pytest.fixture
def ada(make, admin):
    return make.person("Ada Ito", joined_at=None, locale="es")


def page(client, person):
    return client.get(f"/desk/people/{person.id}")


def count(session, model, **by):
    session.rollback()
    return session.scalar(select(func.count()).select_from(model).filter_by(**by))


def test_the_page_says_where_somebody_belongs_and_what_they_lead(client, make, ada, admin):
    bats = make.team("Bats")
    lea = make.person("Lea", level="team_lead", leads=[make.team(), bats])

    belongs, leads = page(client, ada).text, page(client, lea).text

    for words in ("Ada Ito", "Otters", "Front of house", "Harbour", "Frontline", "Español"):
        assert words in belongs
    assert leads.count("leads this team") == 2
    assert f'href="/desk/teams/{bats.id}"' in leads


def test_what_somebody_did_and_their_leave_never_stand_there(client, make, ada, session):
    make.campaign()
    before = page(client, ada).text
    completions.record(session, ada.id, make.challenge().id, at=NOON)
    day = NOON.date() + timedelta(days=1)
    session.add(Leave(person_id=ada.id, first_on=day, last_on=day))
    session.commit()

    assert page(client, ada).text == before


def test_a_card_that_waits_can_be_ended_and_then_opens_nothing(
    client, app, admin, ada, session
):
    pepper = app.config["UPLIFT"].pepper
    with transaction(session):
        code = cards.issue(session, ada.id, at=NOON, pepper=pepper)

    waits = page(client, ada).text
    answer = client.post(f"/desk/people/{ada.id}/card/end")

    assert "It was mislaid: end it" in waits
    assert (answer.status_code, answer.location) == (303, f"/desk/people/{ada.id}")
    assert "No card waits for them" in page(client, ada).text
    assert count(session, AccessCard, revoked_at=None) == 0
    assert count(session, Audit, action="card.ended", subject_id=ada.id) == 1
    with transaction(session):
        assert cards.redeem(session, code, at=NOON, pepper=pepper) is None


def test_a_usual_week_holds_from_the_next_day(client, ada, session):
    answer = client.post(f"/desk/people/{ada.id}/week", data=WEEK)

    session.rollback()
    newest = session.scalars(select(WeeklyPattern).order_by(WeeklyPattern.from_on)).all()[-1]
    assert answer.status_code == 303
    assert newest.from_on == NOON.date() + timedelta(days=1)
    assert (newest.weekdays, newest.starts, newest.ends) == (0b11, time(22), time(6))
    assert "This holds from Tuesday 3 March" in page(client, ada).text
    assert count(session, Audit, action="person.week_set") == 1


def test_a_week_without_days_is_asked_for_again(client, ada, session):
    answer = client.post(f"/desk/people/{ada.id}/week", data={**WEEK, "weekdays": []})

    assert answer.status_code == 422
    assert "Choose your days." in answer.text
    assert count(session, Audit, action="person.week_set") == 0


def test_the_roster_shows_on_the_clock_of_the_site(client, ada, session):
    starts = NOON + timedelta(days=1)
    shift = {"starts_at": starts, "ends_at": starts + timedelta(hours=8)}
    session.add(RosterDay(person_id=ada.id, day=starts.date(), **shift))
    session.commit()

    assert re.search(r"1:00\sPM to 9:00\sPM", page(client, ada).text)


def test_whoever_is_suspended_can_be_let_in_from_here(client, make, admin):
    sue = make.person("Sue", status="suspended")

    text = page(client, sue).text
    answer = client.post(
        f"/desk/people/{sue.id}/restoration", data={"next": f"/desk/people/{sue.id}"}
    )

    assert "Let Sue in again" in text and "Print a" not in text
    assert answer.location == f"/desk/people/{sue.id}"


def test_an_admin_is_offered_no_way_to_shut_themselves_out(client, admin):
    text = page(client, admin).text

    assert "This is you" in text
    assert "/suspension" not in text and "/deletion" not in text


def test_whoever_has_left_gets_no_card_and_no_week(client, make, admin):
    emil = make.person("Emil", status="left")

    text = page(client, emil).text

    assert "They have left." in text
    assert "Print a" not in text and "Keep this week" not in text
    assert client.post(f"/desk/people/{emil.id}/week", data=WEEK).status_code == 404


def test_whoever_has_left_comes_back_to_find_a_team_and_a_card(client, make, session, admin):
    emil = make.person("Emil", status="left")
    people_moves.end(session, emil.id, today=NOON.date() - timedelta(days=9))
    session.commit()
    assert "Bring Emil back" in page(client, emil).text

    answer = client.post(
        f"/desk/people/{emil.id}/restoration", data={"next": f"/desk/people/{emil.id}"}
    )

    assert answer.location == f"/desk/people/{emil.id}"
    text = page(client, emil).text
    assert "Find a team" in text and "Print a new card" in text and "Suspend Emil" in text
    assert "Emil" in client.get("/desk/people?state=loose").text


@pytest.mark.parametrize("way", ["", "/week", "/card/end"])
def test_nobody_is_not_found(client, admin, way):
    address = f"/desk/people/4711{way}"

    answer = client.post(address, data=WEEK) if way else client.get(address)

    assert answer.status_code == 404


def test_the_page_takes_four_selects(client, ada, queries):
    queries.clear()

    page(client, ada)

    assert len([text for text in queries if "SELECT" in text]) <= 4
