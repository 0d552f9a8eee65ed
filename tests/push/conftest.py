from datetime import timedelta
from time import monotonic

import pytest

from tests.factories import NOON
from tests.push.browsers import bound, offer
from tests.push.service import serving
from uplift_pwa import clock
from uplift_pwa.db import make_session_factory
from uplift_pwa.dispatch import Dispatch
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.sender import Sender
from uplift_pwa.push.vapid import Keyring


@pytest.fixture
def phone(session, make):
    """A phone of a new person, or of the one given: who, and the subscription's number."""

    def phone(person=None, **more):
        person = person or make.person(f"P{id(object())}")
        return person, bound(session, person, **more)

    return phone


@pytest.fixture
def owe(session):
    """Owe a message to people's phones; how many are new."""

    def owe(kind="test", people=None, *, key=None, at=NOON, day=None, text=None, **more):
        key = key or f"{kind}:1"
        letter = outbox.Letter(
            key,
            kind,
            messages.payloads(key, kind, text or ("small" if kind == "nudge" else None)),
            expires_at=more.pop("expires_at", at + 10 * messages.KINDS[kind].ttl),
            day=day,
        )
        made = outbox.enqueue(
            session, letter, people and [one.id for one in people], at=at, **more
        )
        session.commit()
        return made

    return owe


@pytest.fixture
def service():
    with serving() as service:
        yield service


@pytest.fixture
def ring(tmp_path):
    return Keyring(tmp_path, "mailto:it@harbour.io")


@pytest.fixture
def reachable(session, make, ring):
    """A phone at a local push service; its path names it."""

    def reachable(service, path, person=None):
        what = offer(service.origin + path, server_key=ring.current)
        person = person or make.person(path)
        return bound(session, person, what, known_keys=[ring.current], loopback=True)

    return reachable


@pytest.fixture
def running(monkeypatch):
    """A clock that begins at noon and goes as time does."""
    began = monotonic()
    moment = lambda: NOON + timedelta(seconds=monotonic() - began)  # noqa: E731
    monkeypatch.setattr(clock, "now", moment)
    return moment


@pytest.fixture
def at_work(engine, ring):
    """A sender at work until nothing is left to send, or for some seconds at most."""
    senders = []

    def at_work(*, seconds=20.0, until=lambda: False, **settings):
        sender = Sender(ring, now=clock.now, loopback=True, **settings)
        senders.append(sender)
        found = Dispatch(make_session_factory(engine), sender, True, chance=lambda: 0.0)
        began = monotonic()
        while not until() and monotonic() - began < seconds:
            found.turn()
        found.drain()
        return found

    yield at_work
    for sender in senders:
        sender.close()
