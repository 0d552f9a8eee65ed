"""What phones did without a network: each operation once, its own way, for its owner."""

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import opening
from uplift_pwa.models import Completion
from uplift_pwa.web import phone

PHONES = Path(__file__).parents[1] / "data" / "phone"


@pytest.fixture
def ada(make, session, sign_in):
    make.campaign()
    person = make.person()
    for title in ("Walk a guest to the lift", "Hold the door", "Leave one thing ready"):
        make.challenge(title)
    opening.days(session, at=NOON)
    session.commit()
    sign_in(person)
    return person


@pytest.fixture
def owner(app):
    def owner(person):
        with app.app_context():
            return phone.owner(person.id)

    return owner


def operation(challenge_id=1, number=1, **form):
    return {
        "id": f"00000000-0000-4000-8000-{number:012}",
        "path": f"/challenges/{challenge_id}/completion",
        "form": [["day", "2026-03-02"], *form.items()],
    }


def sent(client, owner, *operations):
    return client.post("/sync", json={"owner": owner, "operations": list(operations)})


def acts(session):
    session.commit()
    return session.scalar(select(func.count()).select_from(Completion))


def test_what_waited_is_recorded_with_an_answer_for_each(client, ada, owner, session):
    reply = sent(client, owner(ada), operation(1, 1), operation(2, 2))

    assert [one["status"] for one in reply.json["results"]] == ["done", "done"]
    assert acts(session) == 2


def test_a_batch_that_comes_twice_is_recorded_once(client, ada, owner, session):
    first = sent(client, owner(ada), operation(1, 1), operation(2, 2))
    again = sent(client, owner(ada), operation(1, 1), operation(2, 2))

    assert again.json == first.json
    assert acts(session) == 2


def test_one_refusal_says_why_and_holds_up_nothing(client, ada, owner, session):
    long_ago = operation(1, 1) | {"form": [["day", "2026-01-05"]]}

    reply = sent(client, owner(ada), long_ago, operation(999, 2), operation(2, 3))

    first, second, third = reply.json["results"]
    assert first["status"] == "refused"
    assert first["said"] == "That day is too long ago to count."
    assert second["status"] == "refused"
    assert third["status"] == "done"
    assert acts(session) == 1


def test_the_same_id_with_something_else_is_refused(client, ada, owner, session):
    sent(client, owner(ada), operation(1, 1))

    reply = sent(client, owner(ada), operation(2, 1))

    assert reply.json["results"][0]["status"] == "refused"
    assert acts(session) == 1


def test_another_persons_operations_stay_on_the_phone(client, ada, make, owner, session):
    ben = make.person("Ben")

    reply = sent(client, owner(ben), operation(1, 1))

    assert reply.status_code == 409
    assert acts(session) == 0


def test_signed_out_they_stay_on_the_phone(client, ada, owner, session):
    key = owner(ada)
    client.post("/sign-out")

    reply = sent(client, key, operation(1, 1))

    assert reply.status_code == 303
    assert acts(session) == 0


@pytest.mark.parametrize(
    "path", ["/sign-out", "/me/mode", "/sync", "/desk/challenges", "https://elsewhere/", ""]
)
def test_only_forms_that_may_wait_are_replayed(client, ada, owner, session, path):
    reply = sent(client, owner(ada), operation(1, 1) | {"path": path})

    assert reply.json["results"][0]["status"] == "refused"
    assert client.get("/me").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"owner": "x", "operations": []},
        {"owner": "x", "operations": [{}]},
        {"owner": "x", "operations": [{"id": "short", "path": "/", "form": []}]},
        {"owner": "x", "operations": [operation() | {"form": [["day"]]}]},
        {"owner": "x", "operations": [operation() | {"form": [["day", 3]]}]},
        {"owner": "x", "operations": [operation() | {"form": "day"}]},
        {"owner": "x", "operations": [operation()] * 51},
    ],
)
def test_what_is_not_of_that_shape_is_refused_whole(client, ada, body, session):
    assert client.post("/sync", json=body).status_code == 400
    assert acts(session) == 0


def test_another_site_cannot_bring_operations(client, ada, owner, session):
    body = {"owner": owner(ada), "operations": [operation()]}

    reply = client.post("/sync", json=body, headers={"Sec-Fetch-Site": "cross-site"})

    assert reply.status_code == 403
    assert acts(session) == 0


def test_the_key_of_a_phone_names_nobody(ada, make, owner):
    keys = {owner(ada), owner(make.person("Ben"))}

    assert len(keys) == 2
    assert all(len(key) == 24 for key in keys)


@pytest.mark.parametrize("sent_by", sorted(PHONES.glob("sync-*.json")), ids=lambda it: it.stem)
def test_what_earlier_versions_sent_is_still_taken(client, ada, make, owner, session, sent_by):
    """Phones are versions behind: what one ever sent stays here, word for word (SAFETY D11)."""
    make.person("Ben")
    session.commit()
    waiting = json.loads(sent_by.read_text())["operations"]

    reply = sent(client, owner(ada), *waiting)

    assert [one["status"] for one in reply.json["results"]] == ["done"] * len(waiting)
