"""C9: what the processes say names nobody, whatever happens on the way."""

import io
import json
import logging

import pytest
from sqlalchemy import select

from tests.push.browsers import MOZILLA, offer
from uplift_pwa import clock, logs
from uplift_pwa.actions import cards
from uplift_pwa.models import SignIn, Subscription
from uplift_pwa.push.vapid import Keyring

ADDRESS = "203.0.113.77"


@pytest.fixture
def said():
    """Everything that is logged, as production writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.lines())
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    root.removeHandler(handler)
    root.setLevel(before)


def test_a_whole_day_leaves_no_trace_of_a_person(
    app, client, config, session, make, service, ring, owe, at_work, said, monkeypatch
):
    ada = make.person("Ada Canary")
    ada.staff_number = "0canary0"
    code = cards.issue(session, ada.id, at=clock.now(), pepper=config.pepper)
    session.commit()
    client.environ_base["REMOTE_ADDR"] = ADDRESS
    client.post("/sign-in", data={"code": code})
    key = Keyring(config.data, config.contact).current
    what = offer(server_key=key)
    keys = {"p256dh": what.p256dh, "auth": what.auth}
    sent = {"endpoint": what.endpoint, "keys": keys, "key": key}
    assert client.post("/push/subscriptions", json=sent).status_code == 201
    phone = session.scalars(select(Subscription)).one()
    phone.endpoint, phone.origin = f"{service.origin}/canary-path", service.origin
    phone.server_key = ring.current
    session.commit()
    service.script["/canary-path"] = [(400, {})]
    owe("test")
    at_work(until=lambda: bool(service.heard))
    _go_wrong(client, monkeypatch)

    lines = said()
    text = json.dumps(lines)
    secrets = [
        "Canary",
        "0canary0",
        code,
        code.replace("-", ""),
        MOZILLA,
        "canary-path",
        ADDRESS,
    ]
    secrets += [what.p256dh, what.auth, session.scalar(select(SignIn.token_digest))]
    assert [one for one in secrets if one in text] == []
    requests = [line for line in lines if line["event"] == "request"]
    assert {line["route"] for line in requests} >= {"sign_in.create", "push.create"}
    assert len({line["person"] for line in requests if line["person"]}) == 1
    assert any("status 400" in line["event"] for line in lines)


def test_a_fault_says_where_it_was_and_a_number_that_the_page_shows(client, said, monkeypatch):
    page = _go_wrong(client, monkeypatch)

    (fault,) = [line for line in said() if line["event"] == "unexpected"]
    (request,) = [line for line in said() if line["event"] == "request"]
    assert fault["fault"] == "RuntimeError"
    assert any("test_logs.py" in place for place in fault["where"])
    assert fault["request"] == request["request"]
    assert fault["request"] in page


def _go_wrong(client, monkeypatch):
    """A clock that breaks, and says something about somebody as it does."""

    def now():
        raise RuntimeError("Ada Canary 0canary0")

    monkeypatch.setattr(clock, "now", now)
    reply = client.post("/sign-in", data={"code": "ABCD-EFGH-JKMN"})
    assert reply.status_code == 500
    return reply.text
