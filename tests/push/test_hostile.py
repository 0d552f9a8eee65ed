"""R13: whatever stands in a row, and whatever names lead to, nothing inner is connected to."""

import socket
from socket import gaierror
from threading import Thread

import pytest
from sqlalchemy import select

from tests.push.browsers import bound, offer
from tests.push.hostile import ENDPOINTS
from tests.push.service import serving
from uplift_pwa.models import Delivery, Subscription
from uplift_pwa.push import endpoints

pytestmark = pytest.mark.both_databases

APPLE = "https://web.push.apple.com"


@pytest.fixture
def sink():
    """A port on this machine, and who has knocked there."""
    knocked = []
    with socket.create_server(("127.0.0.1", 0)) as door:

        def listen():
            while True:
                try:
                    visitor, address = door.accept()
                except OSError:
                    return
                knocked.append(address)
                visitor.close()

        Thread(target=listen, daemon=True).start()
        yield door.getsockname()[1], knocked


@pytest.fixture
def leads_to(monkeypatch):
    """What the resolver answers, one after another, the last for ever."""

    def leads_to(port, *answers):
        left = list(answers)

        def ask(*_, **__):
            answer = left.pop(0) if len(left) > 1 else left[0]
            if answer is None:
                raise gaierror("no answer just now")
            return [(2, 1, 6, "", (address, port)) for address in answer]

        monkeypatch.setattr(endpoints, "getaddrinfo", ask)

    return leads_to


def ended(session):
    found = session.execute(select(Delivery.state, Delivery.reason).distinct()).tuples().all()
    session.commit()  # the next look sees what was written meanwhile
    return found


def test_sixty_hostile_endpoints_in_the_table_make_no_connection(
    session, make, ring, owe, at_work, sink, leads_to
):
    port, knocked = sink
    leads_to(port, ["127.0.0.1"])
    known = {"server_key": ring.current}
    storable = [one for one in ENDPOINTS if "\x00" not in one]
    inner = [
        f"https://{host}:{port}/x" for host in ("127.0.0.1", "localhost", "[::1]", "127.1")
    ]
    for number, endpoint in enumerate(storable + inner):
        device = bound(
            session, make.person(f"P{number}"), offer(f"{APPLE}/{number}", **known),
            known_keys=[ring.current],
        )  # fmt: skip
        session.get_one(Subscription, device).endpoint = endpoint
    session.commit()
    owe("test")

    at_work(seconds=3.0, until=lambda: ended(session) == [("dead", "hostile")])

    assert len(storable) >= 60
    assert ended(session) == [("dead", "hostile")]
    assert knocked == []


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([["127.0.0.1"]], id="at once"),
        pytest.param([None, ["127.0.0.1"]], id="at the second question"),
        pytest.param([["142.250.1.1", "127.0.0.1"]], id="beside a public address"),
        pytest.param([None, ["::ffff:127.0.0.1"]], id="inside another address"),
    ],
)
def test_a_name_that_turns_to_an_inner_address_is_not_followed(
    session, make, ring, owe, at_work, sink, leads_to, running, answers
):
    port, knocked = sink
    leads_to(port, *answers)
    what = offer(f"{APPLE}/ada", server_key=ring.current)
    bound(session, make.person(), what, known_keys=[ring.current])
    owe("test")

    at_work(seconds=20.0, until=lambda: ended(session) == [("dead", "hostile")])

    assert ended(session) == [("dead", "hostile")]
    assert knocked == []


def test_a_redirect_to_elsewhere_is_not_followed(
    session, service, reachable, owe, at_work, sink
):
    port, knocked = sink
    with serving() as other:
        service.script["/ada"] = [(307, {"Location": f"{other.origin}/x"})]
        service.script["/ben"] = [(301, {"Location": f"http://127.0.0.1:{port}/x"})]
        reachable(service, "/ada")
        reachable(service, "/ben")
        owe("test")

        at_work(until=lambda: len(service.heard) == 2)

        assert other.heard == []
    assert knocked == []
