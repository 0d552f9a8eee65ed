import socket

import pytest

from tests.push.hostile import ADDRESSES, ENDPOINTS
from uplift_pwa.push import endpoints
from uplift_pwa.push.endpoints import Hostile


@pytest.mark.parametrize(
    ("endpoint", "origin"),
    [
        ("https://fcm.googleapis.com/fcm/send/abc:DEF-_", "https://fcm.googleapis.com"),
        ("https://fcm.googleapis.com:443/wp/x", "https://fcm.googleapis.com"),
        ("https://jmt17.google.com/fcm/send/x", "https://jmt17.google.com"),
        (
            "https://updates.push.services.mozilla.com/wpush/v2/x",
            "https://updates.push.services.mozilla.com",
        ),
        ("https://web.push.apple.com/QGuN", "https://web.push.apple.com"),
        ("https://wns2-par02p.notify.windows.com/w/?token=x%2b", None),
    ],
)
def test_the_push_services_of_the_browsers_are_trusted(endpoint, origin):
    assert endpoints.origin(endpoint) == origin or origin is None


def test_there_are_sixty_hostile_endpoints_and_thirty_addresses():
    assert len(set(ENDPOINTS)) >= 60
    assert len(set(ADDRESSES)) >= 30


@pytest.mark.parametrize("loopback", [False, True], ids=["in production", "in tests"])
@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_a_hostile_endpoint_is_refused(endpoint, loopback):
    with pytest.raises(Hostile):
        endpoints.origin(endpoint, loopback=loopback)


def test_only_tests_may_name_this_machine():
    sink = "http://127.0.0.1:8999/wpush/v2/x"

    assert endpoints.origin(sink, loopback=True) == "http://127.0.0.1:8999"
    with pytest.raises(Hostile):
        endpoints.origin(sink)


def test_an_admin_may_trust_another_host_and_no_other():
    more = ["push.harbour.io"]

    assert endpoints.origin("https://push.harbour.io/x", more) == "https://push.harbour.io"
    with pytest.raises(Hostile, match="host"):
        endpoints.origin("https://evil.push.harbour.io/x", more)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_of_an_inner_network_is_not_public(address):
    assert not endpoints.is_public(address)


@pytest.mark.parametrize("address", ["142.250.1.1", "2a00:1450:4001::1", "64:ff9b::8efa:101"])
def test_an_address_of_the_open_internet_is_public(address):
    assert endpoints.is_public(address)


@pytest.fixture
def resolver(monkeypatch):
    """What the outside world's resolver says next."""

    def says(*addresses):
        answer = [
            (
                socket.AF_INET6 if ":" in one else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (one, 443),
            )
            for one in addresses
        ]
        monkeypatch.setattr(endpoints, "getaddrinfo", lambda *_, **__: answer)

    return says


def test_a_host_is_pinned_to_one_public_address(resolver):
    resolver("2a00:1450:4001::1", "142.250.1.1")

    assert endpoints.resolve("https://fcm.googleapis.com") == (
        "fcm.googleapis.com",
        443,
        "142.250.1.1",
    )


@pytest.mark.parametrize("inner", ADDRESSES[:-2])
def test_one_inner_address_is_enough_to_refuse_a_host(resolver, inner):
    resolver("142.250.1.1", inner)

    with pytest.raises(Hostile, match="address"):
        endpoints.resolve("https://fcm.googleapis.com")
