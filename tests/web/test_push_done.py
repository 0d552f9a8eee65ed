"""“Done”, pressed on a notification: the same completion, once, for one's own nudge."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from tests.push.browsers import bound
from uplift_pwa.actions import opening
from uplift_pwa.models import Completion, PersonDay, SignIn
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.kinds import tag

TODAY = NOON.date()
KEY = "nudge:2026-03-02:small"


@pytest.fixture
def ada(make, session, sign_in):
    make.campaign()
    ada = make.person("Ada")
    for title in ("Walk a guest to the lift", "Hold the door", "Leave one thing ready"):
        make.challenge(title)
    opening.days(session, at=NOON)
    session.commit()
    sign_in(ada)
    return ada


@pytest.fixture
def nudged(session):
    """A nudge is owed to a person's phone that is signed in; its tag."""

    def nudged(person, day=TODAY, key=KEY):
        sign_in_id = session.query(SignIn.id).filter_by(person_id=person.id).first()[0]
        bound(session, person, sign_in_id=sign_in_id)
        words = messages.payloads(key, "nudge", "small")
        letter = outbox.Letter(key, "nudge", words, NOON + timedelta(days=2), day=day)
        assert outbox.enqueue(session, letter, [person.id], at=NOON) == 1
        session.commit()
        return tag(key)

    return nudged


def press(client, found):
    return client.post("/push/completions", json={"tag": found})


def acts(session):
    session.rollback()
    return session.scalar(select(func.count()).select_from(Completion))


def test_done_completes_the_first_challenge_of_the_day_and_names_it(
    client, session, ada, nudged
):
    reply = press(client, nudged(ada))

    said = reply.json["notification"]
    title = session.scalars(select(Completion)).one().challenge_id
    assert reply.status_code == 200
    assert said["title"] == "Lifted."
    assert said["body"].startswith("Done: ")
    assert said["navigate"] == "/"
    assert said["tag"] == tag(KEY)
    assert title
    assert session.scalars(select(PersonDay)).one().completions == 1


def test_done_pressed_three_times_counts_once(client, session, ada, nudged):
    found = nudged(ada)

    replies = [press(client, found).status_code for _ in range(3)]

    assert replies == [200, 200, 200]
    assert acts(session) == 1


def test_a_nudge_of_another_day_opens_the_screen_instead(client, session, ada, nudged):
    found = nudged(ada, day=TODAY - timedelta(days=1))

    assert press(client, found).status_code == 409
    assert acts(session) == 0


def test_a_nudge_of_somebody_else_is_not_there(client, session, make, ada, nudged, sign_in):
    ben = make.person("Ben")
    session.commit()
    found = nudged(ada)
    sign_in(ben)

    assert press(client, found).status_code == 404
    assert acts(session) == 0


@pytest.mark.parametrize("sent", [{}, {"tag": 7}, {"tag": ""}, {"tag": "x" * 33}, [], None])
def test_what_names_no_nudge_is_refused(client, session, ada, sent):
    assert client.post("/push/completions", json=sent).status_code == 422
    assert acts(session) == 0


def test_done_from_another_site_is_refused(client, session, ada, nudged):
    found = nudged(ada)

    reply = client.post(
        "/push/completions", json={"tag": found}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert reply.status_code == 403
    assert acts(session) == 0


def test_signed_out_meanwhile_leads_to_the_sign_in(client, session, ada, nudged):
    found = nudged(ada)
    client.post("/sign-out")

    assert press(client, found).status_code == 303
    assert acts(session) == 0
