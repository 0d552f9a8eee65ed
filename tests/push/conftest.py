import pytest

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.push import messages, outbox


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
