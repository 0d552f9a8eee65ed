"""Six signs, asked for on one phone and typed on another (SAFETY A5, A8)."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import people, sign_ins
from uplift_pwa.db import transaction
from uplift_pwa.models import MovingCode, SignIn

ADDRESS = "/me/moving-code"


@pytest.fixture
def ada(make):
    return make.person("Ada")


@pytest.fixture
def asked(client, sign_in, ada):
    """Ada's page after she has asked for her six."""

    def asked():
        sign_in(ada)
        return client.post(ADDRESS).text

    return asked


@pytest.fixture
def other_phone(app):
    """A second browser, with nobody signed in."""
    other = app.test_client()
    other.environ_base["HTTP_ORIGIN"] = "http://localhost"
    return other


def six(page):
    return re.search(r"<output[^>]*>([0-9A-Z]{3} [0-9A-Z]{3})</output>", page)[1]


def test_typed_on_another_phone_they_sign_in_there_and_here_it_stays(
    client, asked, other_phone, session
):
    reply = other_phone.post("/sign-in", data={"code": six(asked())})

    assert (reply.status_code, reply.location) == (303, "/")
    assert "Ada’s window" in other_phone.get("/me").text
    assert client.get("/me").status_code == 200
    assert set(session.scalars(select(SignIn.kind))) == {"own"}


def test_it_does_not_matter_how_they_are_typed(asked, other_phone):
    typed = six(asked()).lower().replace(" ", "-").replace("0", "o").replace("1", "l")

    assert other_phone.post("/sign-in", data={"code": f" {typed} "}).status_code == 303


def test_the_page_says_until_when_and_spells_them_out(asked):
    page = asked()

    assert f'aria-label="{", ".join(six(page).replace(" ", ""))}"' in page
    assert "They open once, until 1:10" in page


def test_a_page_that_is_only_opened_hands_nothing_out(client, sign_in, ada, session):
    sign_in(ada)

    for method in ("GET", "HEAD"):
        assert client.open(ADDRESS, method=method).status_code == 200

    assert session.scalar(select(func.count()).select_from(MovingCode)) == 0


@pytest.mark.parametrize("fate", ["unknown", "used", "expired", "replaced", "suspended"])
def test_six_that_do_not_open_are_answered_like_a_wrong_card(
    client, asked, ada, make, other_phone, session, monkeypatch, fate
):
    code = six(asked())
    if fate == "unknown":
        code = "000000" if code != "000 000" else "000001"
    if fate == "used":
        other_phone.post("/sign-in", data={"code": code})
        other_phone.delete_cookie("session")
    if fate == "expired":
        monkeypatch.setattr(clock, "now", lambda: NOON + timedelta(minutes=10))
    if fate == "replaced":
        client.post(ADDRESS)
    if fate == "suspended":
        admin = make.person("Grace", role="admin")
        with transaction(session):
            people.suspend(session, ada.id, by=admin.id, at=NOON)

    reply = other_phone.post("/sign-in", data={"code": code})

    card = other_phone.post("/sign-in", data={"code": "Z" * 12})
    assert (reply.status_code, reply.data) == (422, card.data)
    assert "Set-Cookie" not in reply.headers


def test_guessing_them_is_limited_like_guessing_cards(asked, other_phone):
    for number in range(10):
        guess = {"code": f"ZZZZ{number:02}"}
        assert other_phone.post("/sign-in", data=guess).status_code == 422

    assert other_phone.post("/sign-in", data={"code": six(asked())}).status_code == 429


def test_a_leaders_password_does_not_come_along(client, sign_in, make, other_phone):
    sign_in(make.person("Lea", leads=[make.team()]), confirmed=True)
    code = six(client.post(ADDRESS).text)

    other_phone.post("/sign-in", data={"code": code})

    assert other_phone.get("/lead").location.startswith("/password")


def test_a_shared_phone_takes_nobody_along(app, client, ada, session):
    with transaction(session):
        token = sign_ins.begin(
            session, ada.id, at=NOON, pepper=app.config["UPLIFT"].pepper, kind="shared"
        )
    cookie = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token})
    client.set_cookie("session", cookie)

    assert (client.get(ADDRESS).status_code, client.post(ADDRESS).status_code) == (404, 404)
    assert ADDRESS not in client.get("/me").text
