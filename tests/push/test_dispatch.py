import json
import threading
from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest
from py_vapid import Vapid02
from sqlalchemy import func, select

from tests.factories import NOON
from tests.push.browsers import b64, bound, keys, offer
from tests.push.service import GOOD, opened, serving
from uplift_pwa.db import make_session_factory
from uplift_pwa.models import Delivery, Subscription
from uplift_pwa.push.kinds import tag

pytestmark = pytest.mark.both_databases

LAST = {"sent", "dropped", "gone", "dead"}


def states(session):
    session.expire_all()
    # By the device: rows that one statement adds have no order of their own.
    by_device = Delivery.subscription_id, Delivery.id
    rows = session.execute(select(Delivery.state, Delivery.reason).order_by(*by_device))
    return rows.tuples().all()


def settled(session):
    """Whether every delivery has come to its end."""

    def settled():
        session.expire_all()
        found = set(session.scalars(select(Delivery.state)))
        session.commit()
        return found <= LAST

    return settled


def test_a_phone_reads_what_it_was_sent_and_nobody_else_could(
    session, make, service, ring, owe, at_work
):
    private, p256dh, auth = keys()
    what = replace(
        offer(service.origin + "/ada", server_key=ring.current), p256dh=p256dh, auth=auth
    )
    bound(session, make.person(), what, known_keys=[ring.current], loopback=True)
    owe("test")

    at_work(until=settled(session), site="https://up.harbour.io")

    ((_, _, headers, body),) = service.heard
    message = json.loads(opened(body, private, auth))
    assert message["notification"]["title"] == "It works"
    assert message["notification"]["navigate"] == "https://up.harbour.io/me"
    assert headers["TTL"] == "300"
    assert headers["Topic"] == tag("test:1") == message["notification"]["tag"]
    assert headers["Content-Encoding"] == "aes128gcm"
    assert Vapid02.verify(headers["Authorization"])
    assert headers["Authorization"].endswith(ring.current)
    assert b"It works" not in body
    assert states(session) == [("sent", None)]


ANSWERS = [
    ("good", [GOOD], ("sent", None), 1),
    ("accepted", [(202, {})], ("sent", None), 1),
    ("empty", [(204, {})], ("sent", None), 1),
    ("missing", [(404, {})], ("gone", "unsubscribed"), 1),
    ("gone", [(410, {})], ("gone", "unsubscribed"), 1),
    ("bad", [(400, {})], ("dead", "status_400"), 1),
    ("large", [(413, {})], ("dead", "status_413"), 1),
    ("moved", [(307, {"Location": "/elsewhere"})], ("dead", "status_307"), 1),
    ("busy", [(429, {"Retry-After": "2"}), GOOD], ("sent", None), 2),
    ("ill", [(500, {}), (503, {"Retry-After": "2"}), GOOD], ("sent", None), 3),
    ("always-ill", [(502, {})], ("dropped", "expired"), None),
    ("refused", [(403, {})], ("dropped", "expired"), 1),
    ("unsigned", [(401, {})], ("dropped", "expired"), 1),
    ("hanging", ["hang"], ("dropped", "expired"), None),
]


def test_every_answer_comes_to_its_end(
    session, service, reachable, owe, at_work, running, caplog
):
    """R4: every row terminal, no request before Retry-After, no redirect followed."""
    for path, script, *_ in ANSWERS:
        service.script["/" + path] = list(script)
        reachable(service, "/" + path)
    owe("test", at=NOON - timedelta(seconds=1), expires_at=NOON + timedelta(seconds=9))

    at_work(until=settled(session), timeout_ms=800, pause=1.0)

    assert states(session) == [end for *_, end, _ in ANSWERS]
    heard = {path: service.times("/" + path) for path, *_ in ANSWERS}
    for path, _script, _end, times in ANSWERS:
        assert len(heard[path]) == times or (times is None and len(heard[path]) > 1), path
    assert heard["busy"][1] - heard["busy"][0] >= 2
    assert heard["ill"][2] - heard["ill"][1] >= 2
    assert service.times("/elsewhere") == []
    assert set(session.scalars(select(Subscription.id).order_by(Subscription.id))) == {
        number
        for number, (*_, end, _times) in enumerate(ANSWERS, 1)
        if end[1] != "unsubscribed"
    }
    assert "status 403" in caplog.text and "status 400" in caplog.text
    assert "/refused" not in caplog.text  # no endpoint in a log


def test_a_subscription_refused_for_three_days_is_given_up(
    session, service, reachable, owe, at_work
):
    service.script["/ada"] = [(403, {})]
    device = reachable(service, "/ada")
    session.get_one(Subscription, device).refused_at = NOON - timedelta(days=3)
    session.commit()
    owe("test")

    at_work(until=settled(session))

    assert states(session) == [("gone", "refused")]
    assert session.scalar(select(func.count(Subscription.id))) == 0


def test_one_refused_phone_stops_nobody_else(session, service, reachable, owe, at_work):
    service.script["/wrong"] = [(403, {})]
    for path in ("/wrong", *(f"/{number}" for number in range(20))):
        reachable(service, path)
    owe("test")

    at_work(until=lambda: len(service.heard) >= 21, seconds=8)

    found = [state for state, _ in states(session)]
    assert (found[0], found.count("sent")) == ("pending", 20)


def test_an_origin_that_refuses_everything_waits_as_a_whole(
    session, service, reachable, owe, at_work, running
):
    for number in range(40):
        service.script[f"/{number}"] = [(429, {"Retry-After": "30"})]
        reachable(service, f"/{number}")
    owe("test")

    at_work(seconds=2.0)

    # No more than had left before the first answers were there.
    assert len(service.heard) <= 24
    assert {state for state, _ in states(session)} == {"pending"}


def test_a_service_that_hangs_keeps_no_other_waiting(
    session, service, reachable, owe, at_work, running
):
    """R4, W7: the others lose no more than a fifth of their pace."""
    with serving() as slow:
        for number in range(150):
            reachable(service, f"/{number}")
        owe("test", key="alone")
        alone = took(at_work, service, 150)
        for number in range(40):
            slow.script[f"/{number}"] = ["hang"]
            reachable(slow, f"/{number}")
        owe("test", key="beside", people=None)
        beside = took(at_work, service, 150)

        assert len(slow.heard) > 0

    assert beside < 1.2 * alone + 1.0  # a second for a machine that has more to do


def took(at_work, service, number):
    began, before = monotonic(), len(service.heard)
    at_work(until=lambda: len(service.heard) - before >= number, timeout_ms=5000)
    return max(moment for moment, *_ in service.heard) - began


def test_a_proxy_of_the_environment_is_not_asked(
    session, service, reachable, owe, at_work, monkeypatch
):
    reachable(service, "/ada")
    owe("test")
    with serving() as proxy:
        for name in ("http_proxy", "https_proxy", "all_proxy", "ALL_PROXY", "HTTPS_PROXY"):
            monkeypatch.setenv(name, proxy.origin)

        at_work(until=settled(session))

        assert proxy.heard == []
    assert states(session) == [("sent", None)]


def test_a_host_that_leads_to_an_inner_network_is_never_connected_to(
    session, make, service, ring, owe, at_work, monkeypatch
):
    from uplift_pwa.push import endpoints

    port = service.server.server_port
    inner = [(2, 1, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(endpoints, "getaddrinfo", lambda *_, **__: inner)
    what = offer("https://web.push.apple.com/ada", server_key=ring.current)
    bound(session, make.person(), what, known_keys=[ring.current])
    owe("test")

    at_work(until=settled(session))

    assert service.heard == []
    assert states(session) == [("dead", "hostile")]


def test_a_subscription_of_a_key_that_is_gone_ends_with_an_alarm(
    session, make, service, owe, at_work, caplog
):
    nobody = b64(b"\x04" + b"x" * 64)
    bound(
        session,
        make.person(),
        offer(service.origin + "/ada", server_key=nobody),
        known_keys=[nobody],
        loopback=True,
    )
    owe("test")

    at_work(until=settled(session))

    assert states(session) == [("dead", "no_key")]
    assert "no_key" in caplog.text


@pytest.mark.parametrize(
    ("left", "state"),
    [
        pytest.param(timedelta(seconds=14), ("dropped", "outside"), id="not any more"),
        pytest.param(timedelta(seconds=16), ("sent", None), id="just in time"),
    ],
)
def test_nothing_leaves_when_its_window_is_about_to_close(
    session, service, reachable, owe, at_work, left, state
):
    reachable(service, "/ada")
    owe("nudge", day=NOON.date(), closes_at=NOON + left)

    at_work(until=settled(session))

    assert states(session) == [state]
    assert len(service.heard) == (state[0] == "sent")


def test_stopping_gives_back_what_has_not_left(session, service, reachable, owe, at_work):
    for number in range(30):
        reachable(service, f"/{number}")
    owe("test")

    at_work(until=lambda: bool(service.heard))

    found = states(session)
    assert {state for state, _ in found} <= {"sent", "pending"}
    assert len(service.heard) == sum(state == "sent" for state, _ in found)


def test_two_senders_send_each_message_once(engine, session, service, reachable, owe, at_work):
    if engine.dialect.name == "sqlite":
        assert make_session_factory(engine)  # one sender only, by its lock
        return
    for number in range(200):
        reachable(service, f"/{number}")
    owe("test")
    senders = [
        threading.Thread(target=at_work, kwargs={"until": lambda: len(service.heard) >= 200})
        for _ in range(2)
    ]

    for one in senders:
        one.start()
    for one in senders:
        one.join(30)

    assert sorted(path for _, path, *_ in service.heard) == sorted(
        f"/{number}" for number in range(200)
    )
    assert set(states(session)) == {("sent", None)}
