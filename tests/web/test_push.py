import pytest
from sqlalchemy import select

from tests.push.browsers import bound, offer, signed_in
from uplift_pwa.actions.subscriptions import digest
from uplift_pwa.models import Delivery, Message, Subscription
from uplift_pwa.push import messages
from uplift_pwa.push.vapid import Keyring
from uplift_pwa.web.permissions import TABLE

KEYS = ("endpoint", "p256dh", "auth", "server_key")


@pytest.fixture
def our_key(config):
    return Keyring(config.data, config.contact).current


@pytest.fixture
def ada(make, sign_in):
    ada = make.person()
    sign_in(ada)
    return ada


def as_json(what, **more):
    """As `PushSubscription.toJSON` writes it, with our key."""
    keys = {"p256dh": what.p256dh, "auth": what.auth}
    return {"endpoint": what.endpoint, "keys": keys, "key": what.server_key, **more}


def endpoints(session):
    session.rollback()  # what was read before belongs to the past
    return session.scalars(select(Subscription.endpoint)).all()


def test_a_browser_is_told_our_key_and_what_is_known_of_it(client, ada, our_key):
    before = client.get("/push/state").json
    what = offer(server_key=our_key)
    client.post("/push/subscriptions", json=as_json(what))
    on = client.get("/push/state").json
    client.delete("/push/subscriptions", json={"endpoint": what.endpoint})

    assert before == {"key": our_key, "wanted": False, "known": []}
    assert on == {"key": our_key, "wanted": True, "known": [digest(what.endpoint)]}
    assert client.get("/push/state").json == before


def test_a_phone_learns_nothing_of_ones_other_phones(client, session, ada):
    bound(session, ada)

    assert client.get("/push/state").json["known"] == []


def test_a_browser_is_bound_by_a_script(client, session, ada, our_key):
    what = offer(server_key=our_key)

    reply = client.post("/push/subscriptions", json=as_json(what))

    assert reply.status_code == 201
    assert endpoints(session) == [what.endpoint]
    assert reply.json["id"] == session.scalar(select(Subscription.id))


def test_a_browser_is_bound_by_a_form(client, session, ada, our_key):
    what = offer(server_key=our_key)
    form = {
        "endpoint": what.endpoint,
        "p256dh": what.p256dh,
        "auth": what.auth,
        "key": our_key,
    }

    assert client.post("/push/subscriptions", data=form).status_code == 201
    assert endpoints(session) == [what.endpoint]


def test_a_new_address_replaces_the_old_one(client, session, ada, our_key):
    old, new = offer(server_key=our_key), offer(server_key=our_key)
    client.post("/push/subscriptions", json=as_json(old))

    client.post("/push/subscriptions", json=as_json(new, old=old.endpoint))

    assert endpoints(session) == [new.endpoint]


def test_a_stolen_endpoint_is_refused_in_words(client, session, make, ada, our_key):
    hers = offer()
    bound(session, make.person("Ben"), hers)

    reply = client.post(
        "/push/subscriptions", json=as_json(offer(hers.endpoint, server_key=our_key))
    )

    assert (reply.status_code, reply.json["code"]) == (409, "push_taken")
    assert "in use already" in reply.json["problem"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ([], 422),
        ({}, 422),
        ({"endpoint": 7}, 422),
        ({"endpoint": "https://evil.example/x", "keys": []}, 422),
        ({"endpoint": None, "keys": {"p256dh": {}, "auth": 1}}, 422),
    ],
)
def test_what_is_no_subscription_is_refused(client, session, ada, sent, status):
    assert client.post("/push/subscriptions", json=sent).status_code == status
    assert client.post("/push/subscriptions", data=b"{", content_type="application/json")
    assert endpoints(session) == []


def test_a_key_from_before_says_so(client, ada, our_key):
    reply = client.post("/push/subscriptions", json=as_json(offer(server_key="B" * 87)))

    assert (reply.status_code, reply.json["code"]) == (409, "push_server_key")


def test_a_browser_is_switched_off_twice_as_once(client, session, ada, our_key):
    what = offer(server_key=our_key)
    client.post("/push/subscriptions", json=as_json(what))

    for _ in range(2):
        reply = client.delete("/push/subscriptions", json={"endpoint": what.endpoint})
        assert reply.status_code == 204

    assert endpoints(session) == []


def test_signing_out_ends_push(client, session, ada, our_key):
    client.post("/push/subscriptions", json=as_json(offer(server_key=our_key)))

    client.post("/sign-out")

    assert endpoints(session) == []


def test_a_phone_of_ones_own_is_tested_once_a_minute_and_ended(client, session, ada):
    device = bound(session, ada)

    for _ in range(2):
        assert client.post(f"/push/subscriptions/{device}/test").status_code == 303
    assert len(session.scalars(select(Delivery)).all()) == 1

    assert client.post(f"/push/subscriptions/{device}/end").status_code == 303
    assert endpoints(session) == []


def test_somebody_elses_phone_looks_like_none(client, session, make, ada):
    device = bound(session, make.person("Ben"))

    for path in (f"/{device}/test", f"/{device}/end", "/999/test", "/999/end"):
        assert client.post(f"/push/subscriptions{path}").status_code == 404, path

    assert len(endpoints(session)) == 1
    assert session.scalars(select(Delivery)).all() == []


def test_a_tap_is_noted_for_this_device_alone(client, session, ada, our_key):
    client.post("/push/subscriptions", json=as_json(offer(server_key=our_key)))
    this = session.scalar(select(Subscription.id))
    other = bound(session, ada, sign_in_id=signed_in(session, ada))
    for device in (this, other):
        client.post(f"/push/subscriptions/{device}/test")

    for tag in session.scalars(select(Message.topic)).all():
        assert client.post("/push/openings", json={"tag": tag}).status_code == 204

    session.rollback()
    opened = session.execute(select(Delivery.subscription_id, Delivery.opened_at))
    assert {device: at is not None for device, at in opened} == {this: True, other: False}
    assert client.post("/push/openings", json={"tag": "x" * 33}).status_code == 422


@pytest.mark.parametrize("kind", sorted(messages.LINKS))
def test_a_tap_leads_to_a_page_that_there_is(app, kind):
    endpoint, _ = app.url_map.bind("localhost").match(messages.LINKS[kind], method="GET")

    assert endpoint in TABLE
