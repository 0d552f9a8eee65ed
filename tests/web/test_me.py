import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions
from uplift_pwa.models import Person, WeeklyPattern


def test_own_lift_is_there_for_oneself_alone(client, sign_in, make, session):
    make.campaign()
    ada, ben = make.person("Ada"), make.person("Ben")
    completions.record(session, ada.id, make.challenge().id, at=NOON)
    session.commit()

    sign_in(ada)
    mine = client.get("/me").text
    sign_in(ben)
    his = client.get("/me").text

    assert ">10</span>" in mine and "from 1 act" in mine
    assert ">10</span>" not in his and "Ada" not in his


@pytest.mark.parametrize("mode", ["boss", "", None])
def test_a_mode_that_is_none_is_refused(client, sign_in, make, mode):
    sign_in(make.person())

    assert client.post("/me/mode", data={"mode": mode} if mode else {}).status_code == 422


def test_the_week_can_be_changed_from_tomorrow(client, sign_in, make, session):
    ada = make.person()
    sign_in(ada)
    answers = {"weekdays": ["5", "6"], "starts": "20:00", "ends": "04:00"}

    reply = client.post("/me/week", data=answers)

    assert reply.location == "/me"
    session.rollback()
    newest = session.scalars(
        select(WeeklyPattern).order_by(WeeklyPattern.from_on.desc())
    ).first()
    assert (newest.weekdays, str(newest.from_on)) == (0b1100000, "2026-03-03")


def test_a_broken_week_is_said_and_nothing_kept(client, sign_in, make, session):
    sign_in(make.person())

    reply = client.post("/me/week", data={"weekdays": ["5"], "starts": "later", "ends": ""})

    assert reply.status_code == 422 and 'class="error"' in reply.text
    assert len(session.scalars(select(WeeklyPattern)).all()) == 1


def test_the_edition_is_chosen_by_hand(client, sign_in, make, session):
    ada = make.person()
    sign_in(ada)

    client.post("/me/preferences", data={"theme": "dark"})

    assert 'data-theme="dark"' in client.get("/me").text
    assert client.post("/me/preferences", data={"theme": "pink"}).status_code == 422
    assert client.post("/me/preferences", data={"language": "tlh"}).status_code == 422
    client.post("/me/preferences", data={"theme": ""})
    session.expire_all()
    session.rollback()
    assert session.get(Person, ada.id).theme is None


def test_fields_that_no_form_has_change_nothing(client, sign_in, make, session):
    ada = make.person()
    sign_in(ada)

    client.post(
        "/me/preferences",
        data={"theme": "dark", "role": "admin", "person_id": "1", "team_id": "9", "lift": "99"},
    )

    session.expire_all()
    session.rollback()
    assert session.get(Person, ada.id).role == "staff"
