from dataclasses import replace
from datetime import time

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa import create_app
from uplift_pwa.actions import codes, completions
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import AccessCard, SignIn
from uplift_pwa.queries import demo as guises
from uplift_pwa.queries.demo import ADMIN_NUMBER
from uplift_pwa.web import demo

OFF_TODAY = 0b1111110  # today is a Monday


@pytest.fixture
def app(engine, config):
    app = create_app(replace(config, demo=True), make_session_factory(engine))
    if "demo" not in app.blueprints:
        app.register_blueprint(demo.bp)
    return app


@pytest.fixture
def numbered(session, make):
    def numbered(number, name, **more):
        person = make.person(name, **more)
        person.staff_number = number
        session.commit()
        return person

    return numbered


@pytest.fixture
def house(make, numbered):
    """A team with somebody to be in every role, and somebody who has not come aboard."""
    make.campaign()
    team = make.team("Front Desk")
    numbered(ADMIN_NUMBER, "Hana", team=make.team("Office"), role="admin")
    make.person("Lena", team=team, leads=[team])
    make.person("Nora", team=team, joined_at=None, mode=None)
    return team


@pytest.mark.parametrize(
    ("role", "name", "home"), [("leader", "Lena", "/lead"), ("admin", "Hana", "/desk")]
)
def test_one_tap_makes_a_visitor_a_leader_or_an_admin(
    client, session, house, numbered, role, name, home
):
    numbered("HV1", "Vera", team=house)

    reply = client.post("/demo/sign-in", data={"as": role})

    device = session.scalars(select(SignIn)).one()
    assert (reply.status_code, reply.location) == (303, home)
    assert device.confirmed_at == NOON
    assert name in client.get("/me").text


def test_a_worker_is_somebody_who_works_today(client, session, house, numbered):
    numbered("HV1", "Ola", team=house, weekdays=OFF_TODAY)
    vera = numbered("HV2", "Vera", team=house)

    reply = client.post("/demo/sign-in", data={"as": "staff"})

    device = session.scalars(select(SignIn)).one()
    assert (reply.status_code, reply.location) == (303, "/")
    assert (device.person_id, device.confirmed_at) == (vera.id, None)


def test_who_has_done_everything_makes_room_for_another(session, house, make, numbered):
    vera = numbered("HV1", "Vera", team=house)
    done = [make.challenge() for _ in range(3)]
    later = numbered("HV2", "Zoe", team=make.team("Night Line"))

    assert guises.worker(session, at=NOON).person_id == vera.id
    with transaction(session):
        for challenge in done:
            completions.record(session, vera.id, challenge.id, at=NOON)

    assert guises.worker(session, at=NOON).person_id == later.id


def test_the_leader_stays_the_same_while_visitors_act(session, house, make, numbered):
    vera = numbered("HV1", "Vera", team=house)
    numbered("HV2", "Zoe", team=make.team("Night Line"))
    done = [make.challenge() for _ in range(3)]
    with transaction(session):
        for challenge in done:
            completions.record(session, vera.id, challenge.id, at=NOON)

    assert guises.leader(session, at=NOON).name == "Lena"


def test_a_team_that_is_nearly_there_comes_first(session, house, make, numbered):
    crowd = make.team("Crowd")
    numbered("HV1", "Vera", team=crowd)
    for n in range(9):
        make.person(f"P{n}", team=crowd)
    nearly = make.team("Nearly")
    zoe = numbered("HV2", "Zoe", team=nearly)
    others = [make.person(f"Q{n}", team=nearly) for n in range(3)]
    challenge = make.challenge()
    with transaction(session):
        for other in others[:2]:
            completions.record(session, other.id, challenge.id, at=NOON)

    assert guises.worker(session, at=NOON).person_id == zoe.id


def test_a_night_shift_is_somebody_to_be_in_the_small_hours(session, house, make, numbered):
    numbered("HV1", "Vera", team=house, weekdays=OFF_TODAY)
    night = numbered("HV2", "Zoe", team=house, starts=time(22), ends=time(6), weekdays=0b1)

    found = guises.worker(session, at=NOON.replace(day=3, hour=1))

    assert found.person_id == night.id


def test_an_unknown_role_is_refused_and_signs_nobody_in(client, session, house):
    for role in ("", "boss", "staff,admin"):
        assert client.post("/demo/sign-in", data={"as": role}).status_code == 422

    assert session.scalar(select(func.count()).select_from(SignIn)) == 0


def test_the_page_shows_everybody_there_is_to_be_and_one_fresh_card(
    client, session, house, numbered
):
    numbered("HV1", "Vera", team=house)

    page = client.get("/demo")

    cards = session.scalars(select(AccessCard)).all()
    assert page.status_code == 200
    assert all(name in page.text for name in ("Vera", "Lena", "Hana", "Nora"))
    assert len(cards) == 1


def test_the_card_on_the_page_opens(client, house, numbered):
    numbered("HV1", "Vera", team=house)
    text = client.get("/demo").text
    code = text.split('readonly value="')[1].split('"')[0]

    reply = client.post("/sign-in", data={"code": code})

    assert len(codes.meant(code)) == codes.CARD_LENGTH
    assert (reply.status_code, reply.location) == (303, "/join")


def test_an_empty_house_says_so_without_a_fault(client, make):
    assert client.get("/demo").status_code == 200
    assert client.post("/demo/sign-in", data={"as": "staff"}).status_code == 503


def test_outside_the_demo_there_is_no_such_door(engine, config, make):
    app = create_app(config, make_session_factory(engine))
    if "demo" not in app.blueprints:
        app.register_blueprint(demo.bp)
    client = app.test_client()

    assert client.get("/demo").status_code == 404
    reply = client.post(
        "/demo/sign-in", data={"as": "admin"}, headers={"Origin": "http://localhost"}
    )
    assert reply.status_code == 404
