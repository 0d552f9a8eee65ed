from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa import clock
from uplift_pwa.actions import cards, sign_ins
from uplift_pwa.db import transaction
from uplift_pwa.models import Campaign, SignIn, SignInFailure
from uplift_pwa.web.guards import local_path


@pytest.fixture
def card(app, session):
    def card(person, at=NOON):
        with transaction(session):
            return cards.issue(session, person.id, at=at, pepper=app.config["UPLIFT"].pepper)

    return card


@pytest.fixture
def at(monkeypatch):
    def at(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    return at


def count(session, model):
    session.expire_all()
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


def test_a_typed_code_opens_however_it_is_typed(client, make, card):
    code = card(make.person("Ada"))
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]} ".replace("0", "o").replace("1", "l")

    reply = client.post("/sign-in", data={"code": typed})

    assert (reply.status_code, reply.location) == (303, "/")
    assert client.get("/me").status_code == 200


def test_the_way_in_says_whose_it_is_once_that_is_known(client, session, make):
    assert "dateline" not in client.get("/sign-in").text
    make.campaign(goal=40)
    session.commit()

    page = client.get("/sign-in").text

    name = session.scalar(select(Campaign.organisation))
    assert f'<p class="dateline"><bdi>{name}</bdi></p>' in page


def test_somebody_new_is_asked_how_to_take_part(client, make, card):
    code = card(make.person("Nora", joined_at=None))

    assert client.post("/sign-in", data={"code": code}).location == "/join"


def test_a_card_works_once(app, client, make, card):
    code = card(make.person())
    client.post("/sign-in", data={"code": code})

    other = app.test_client()
    reply = other.post("/sign-in", data={"code": code}, headers={"Origin": "http://localhost"})

    assert reply.status_code == 422
    assert other.get("/").status_code == 302


@pytest.mark.parametrize("fate", ["unknown", "used", "expired", "revoked", "suspended"])
def test_every_code_that_does_not_open_is_answered_alike(
    client, make, card, session, fate, app
):
    person = make.person()
    code = card(person, at=NOON - timedelta(days=31) if fate == "expired" else NOON)
    with transaction(session):
        if fate == "revoked":
            cards.revoke(session, person.id, at=NOON)
        if fate == "used":
            cards.redeem(session, code, at=NOON, pepper=app.config["UPLIFT"].pepper)
        if fate == "suspended":
            session.merge(person).status = "suspended"
    if fate == "unknown":
        code = "0" * 12

    reply = client.post("/sign-in", data={"code": code})

    plain = client.post("/sign-in", data={"code": "Z" * 12})
    assert (reply.status_code, reply.data) == (422, plain.data)
    assert "Set-Cookie" not in reply.headers


def test_the_eleventh_guess_waits_and_a_restart_does_not_help(client, make, card, at, session):
    for _ in range(10):
        assert client.post("/sign-in", data={"code": "WRONG"}).status_code == 422
    code = card(make.person())

    assert client.post("/sign-in", data={"code": code}).status_code == 429
    assert count(session, SignInFailure) == 10
    at(NOON + timedelta(minutes=16))
    assert client.post("/sign-in", data={"code": code}).status_code == 303


def test_signing_out_ends_the_session_on_the_server(client, make, sign_in, session):
    sign_in(make.person())
    kept = client.get_cookie("session").value

    reply = client.post("/sign-out")

    assert (reply.status_code, reply.location) == (303, "/sign-in")
    assert count(session, SignIn) == 0
    client.set_cookie("session", kept)
    assert client.get("/").status_code == 302


def test_what_was_planted_before_signing_in_is_gone(client, make, card):
    with client.session_transaction() as cookie:
        cookie["planted"] = "by somebody else"

    client.post("/sign-in", data={"code": card(make.person())})

    with client.session_transaction() as cookie:
        assert "planted" not in cookie
        assert cookie["_user_id"]


@pytest.mark.parametrize(
    ("kind", "idle", "open_"),
    [
        pytest.param("own", timedelta(days=29), True, id="an own phone, a month"),
        pytest.param("own", timedelta(days=31), False, id="an own phone, longer"),
        pytest.param("shared", timedelta(minutes=4), True, id="a shared one, four minutes"),
        pytest.param("shared", timedelta(minutes=6), False, id="a shared one, six minutes"),
    ],
)
def test_an_unused_device_is_signed_out(app, client, make, session, at, kind, idle, open_):
    with transaction(session):
        token = sign_ins.begin(
            session, make.person().id, at=NOON, pepper=app.config["UPLIFT"].pepper, kind=kind
        )
    cookie = app.session_interface.get_signing_serializer(app).dumps({"_user_id": token})
    client.set_cookie("session", cookie)
    at(NOON + idle)

    assert client.get("/me").status_code == (200 if open_ else 302)


def test_even_a_busy_device_signs_in_again_after_half_a_year(client, make, sign_in, at):
    sign_in(make.person())
    for days in range(20, 181, 20):
        at(NOON + timedelta(days=days))
        assert client.get("/me").status_code == 200

    at(NOON + timedelta(days=181))

    assert client.get("/me").status_code == 302


def test_htmx_is_sent_to_the_sign_in_page_as_a_whole(client):
    reply = client.get("/team", headers={"HX-Request": "true"})

    assert reply.status_code == 401
    assert reply.headers["HX-Redirect"].startswith("/sign-in")


def test_after_signing_in_one_is_where_one_wanted_to_be(client, make, card):
    where = client.get("/team?day=1").location

    reply = client.post("/sign-in", data={"code": card(make.person()), "next": "/team?day=1"})

    assert where == "/sign-in?next=/team?day%3D1"
    assert reply.location == "/team?day=1"


@pytest.mark.parametrize(
    "hostile",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\tevil",
        "javascript:alert(1)",
        "/ok\r\nSet-Cookie: a=b",
        "",
        None,
    ],
)
def test_the_way_on_never_leaves_this_site(hostile):
    assert local_path(hostile) == "/"


def test_the_cookie_is_as_strict_as_it_can_be(engine, make, config, tmp_path):
    from dataclasses import replace

    from uplift_pwa import create_app
    from uplift_pwa.db import make_session_factory

    strict = replace(config, plain_http=False, trusted_hosts=("up.example",))
    app = create_app(strict, make_session_factory(engine))
    with app.test_request_context(), make_session_factory(engine)() as session:
        person = make.person()
        with transaction(session):
            code = cards.issue(session, person.id, at=NOON, pepper=strict.pepper)

    reply = app.test_client().post(
        "/sign-in",
        data={"code": code},
        base_url="https://up.example",
        headers={"Sec-Fetch-Site": "same-origin"},
    )

    cookie = reply.headers["Set-Cookie"]
    assert cookie.startswith("__Host-session=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie
    assert reply.headers["Strict-Transport-Security"].startswith("max-age=31536000")
