from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import passwords
from uplift_pwa.db import transaction

GOOD = "seven kind herons at noon"


@pytest.fixture
def leader(make):
    return make.person("Lea Summer", leads=[make.team()])


def keep(session, person, password=GOOD):
    with transaction(session):
        passwords.set_for(session, person.id, password, names=[person.name])


def test_a_leader_chooses_a_password_and_is_in(client, sign_in, leader):
    sign_in(leader)

    reply = client.post("/password", data={"password": GOOD, "next": "/lead"})

    assert (reply.status_code, reply.location) == (303, "/lead")
    assert client.get("/lead").status_code == 302


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        pytest.param("qzx", "at least 15", id="too short"),
        pytest.param("x" * 200, "longer than 128", id="too long"),
        pytest.param("aaaaaaaaaaaaaaaaaaaa", "guess", id="one sign"),
        pytest.param("abcdefghijklmnopqrst", "guess", id="a run"),
        pytest.param("password password 1", "guess", id="the word itself"),
        pytest.param("leasummer lea summer", "guess", id="the own name"),
    ],
)
def test_a_password_that_would_be_guessed_is_refused(
    client, sign_in, leader, password, sentence
):
    sign_in(leader)

    reply = client.post("/password", data={"password": password})

    assert reply.status_code == 422
    assert sentence in reply.text
    assert password not in reply.text


def test_the_kept_password_opens_and_another_does_not(client, sign_in, leader, session):
    keep(session, leader)
    sign_in(leader)

    assert client.post("/password", data={"password": "not this one at all"}).status_code == 422
    assert client.get("/lead").location.startswith("/password")
    assert client.post("/password", data={"password": GOOD}).status_code == 303
    assert not client.get("/lead").location.startswith("/password")


def test_ten_wrong_passwords_close_the_door_for_a_while(
    client, sign_in, leader, session, monkeypatch
):
    keep(session, leader)
    sign_in(leader)
    for _ in range(10):
        assert client.post("/password", data={"password": "wrong"}).status_code == 422

    assert client.post("/password", data={"password": GOOD}).status_code == 429
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=16))
    assert client.post("/password", data={"password": GOOD}).status_code == 303


def test_the_desk_closes_after_an_idle_hour_and_the_phone_stays_open(
    client, sign_in, make, monkeypatch
):
    sign_in(make.person("Adi", role="admin"), confirmed=True)
    assert client.get("/desk/challenges").status_code == 200

    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=61))

    assert client.get("/desk/challenges").location.startswith("/password")
    assert client.get("/me").status_code == 200


def test_staff_have_no_use_for_a_password(client, sign_in, make):
    sign_in(make.person())

    assert client.get("/password").status_code == 404


def test_only_argon2id_is_stored(leader, session):
    keep(session, leader)
    session.expire_all()

    assert session.merge(leader).password_hash.startswith("$argon2id$")
