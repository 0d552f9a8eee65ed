"""A shared phone: said at sign-in or fixed for a site, short, unpushed, nothing kept."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.push.browsers import signed_in
from uplift_pwa import clock
from uplift_pwa.actions import cards, shared_phones
from uplift_pwa.db import transaction
from uplift_pwa.models import SignIn


@pytest.fixture
def code(app, session):
    def code(person):
        with transaction(session):
            return cards.issue(session, person.id, at=NOON, pepper=app.config["UPLIFT"].pepper)

    return code


@pytest.fixture
def shared(client, make, code):
    """Ada has signed in on a phone that others use too."""
    ada = make.person("Ada")
    client.post("/sign-in", data={"code": code(ada), "shared": "yes"})
    return ada


def test_whoever_says_so_is_on_a_shared_phone(client, shared, session):
    page = client.get("/").text

    assert session.scalar(select(SignIn.kind)) == "shared"
    assert "data-shared" in page
    assert client.get_cookie("session").expires is None


def test_an_own_phone_stays_one(client, make, code, session):
    client.post("/sign-in", data={"code": code(make.person())})

    page = client.get("/").text

    assert session.scalar(select(SignIn.kind)) == "own"
    assert "data-shared" not in page
    assert client.get_cookie("session").expires is not None


def test_where_the_desk_says_so_every_phone_is_shared(client, make, code, session):
    ada = make.person("Ada")
    shared_phones.choose(session, {ada.site_id}, by=ada.id, at=NOON)
    session.commit()

    client.post("/sign-in", data={"code": code(ada)})

    session.rollback()
    assert session.scalar(select(SignIn.kind)) == "shared"


def test_it_is_over_after_five_quiet_minutes_and_says_so_without_scripts(
    client, shared, monkeypatch
):
    page = client.get("/").text
    assert '<noscript><meta http-equiv="refresh" content="301;url=/sign-in"></noscript>' in page
    monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=5, seconds=1))

    assert client.get("/").status_code == 302
    assert client.get("/sign-in").status_code == 200


def test_nobody_takes_its_person_along_or_chooses_their_figures(client, shared):
    me = client.get("/me").text

    assert "/me/pin" not in me
    assert client.get("/me/pin").status_code == 404
    assert client.post("/me/pin", data={"pin": "2580"}).status_code == 404


def test_no_push_reaches_it(client, shared):
    reply = client.post(
        "/push/subscriptions", json={"endpoint": "https://x", "keys": {}, "key": ""}
    )

    assert (reply.status_code, reply.json["code"]) == (409, "push_shared")


def test_a_wrong_code_keeps_what_was_said(client):
    page = client.post("/sign-in", data={"code": "WRONG", "shared": "yes"}).text

    assert 'name="shared" value="yes" checked' in page


def test_the_desk_ticks_the_sites(client, make, sign_in, session):
    adi, yard = make.person("Adi", role="admin"), make.site("Yard")
    sign_in(adi, confirmed=True)

    client.post("/desk/stations/phones", data={"site": [yard.id]})

    page = client.get("/desk/stations").text
    assert f'name="site" value="{yard.id}" checked' in page
    assert f'name="site" value="{adi.site_id}" checked' not in page


def test_a_device_signed_in_before_stays_what_it_was(client, make, session):
    ada = make.person("Ada")
    signed_in(session, ada)
    shared_phones.choose(session, {ada.site_id}, by=ada.id, at=NOON)
    session.commit()

    assert session.scalar(select(SignIn.kind)) == "own"
