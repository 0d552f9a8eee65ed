"""Thanks, votes and counts that waited on a phone: each arrives through /sync, once."""

import re

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import completions, opening
from uplift_pwa.models import Completion, Huddle, Leadership, Thanks, Vote
from uplift_pwa.web import phone


@pytest.fixture
def ada(make, session, sign_in):
    """She leads the Otters, where four others work without a phone in play."""
    make.campaign()
    otters = make.team()
    ada = make.person("Ada", team=otters, leads=[otters])
    for name in ("Ben", "Cleo", "Dora", "Emil"):
        make.person(name, team=otters, mode="look")
    make.challenge("Hold the door")
    opening.days(session, at=NOON)
    session.commit()
    sign_in(ada, confirmed=True)
    return ada


@pytest.fixture
def sync(app, client, ada):
    """What became of a form with this id, brought by Ada's phone."""
    with app.app_context():
        owner = phone.owner(ada.id)

    def sync(path, number=1, **form):
        operation = {"id": f"00000000-{number:08}", "path": path, "form": list(form.items())}
        reply = client.post("/sync", json={"owner": owner, "operations": [operation]})
        return reply.json["results"][0]["status"]

    return sync


def test_thanks_that_waited_arrive_once(sync, session, make):
    thanks = {"to": f"person-{make.person('Finn').id}", "reason": "You stayed."}
    session.commit()

    answers = [sync("/thanks", **thanks), sync("/thanks", **thanks)]

    session.rollback()
    assert answers == ["done", "done"]
    assert session.scalars(select(Thanks.reason)).all() == ["You stayed."]
    assert sync("/thanks", **thanks | {"reason": "Something else."}) == "refused"


def test_the_page_of_thanks_names_its_sending_as_phones_do(client, ada, make, session):
    ben = make.person("Finn").id
    session.commit()

    page = client.get(f"/thanks/new?to=person-{ben}").text

    assert re.search(r'name="operation" value="[0-9a-f]{32}"', page)


def test_a_vote_that_waited_is_counted_once(sync, session, ada, make):
    done = completions.record(session, ada.id, make.challenge("Stay a minute").id, at=NOON)
    session.commit()
    url = f"/completions/{done.completion_id}/vote"

    answers = [sync(url, worth="box"), sync(url, worth="box"), sync(url, worth="difference")]

    session.rollback()
    assert answers == ["done", "done", "refused"]
    assert session.scalars(select(Vote.is_box)).all() == [True]


def test_a_count_that_comes_again_undoes_no_later_one(sync, session, ada):
    team_id = session.scalar(select(Leadership.team_id))
    url, day = f"/lead/{team_id}/huddle", NOON.date().isoformat()
    first = {"day": day, "present": "3", "did_it": "1"}

    answers = [
        sync(url, 1, **first),
        sync(url, 2, **first | {"did_it": "2"}),
        sync(url, 1, **first),
    ]

    session.rollback()
    assert answers == ["done"] * 3
    assert session.scalars(select(Huddle.did_it)).all() == [2]


def test_taking_back_that_comes_again_is_no_refusal(sync, session, ada, make):
    """Its first answer never came: the phone must not say that something is wrong."""
    done = completions.record(session, ada.id, make.challenge("Stay a minute").id, at=NOON)
    session.commit()
    url = f"/completions/{done.completion_id}/reversal"

    answers = [sync(url), sync(url), sync(url, number=2)]

    session.rollback()
    assert answers == ["done", "done", "refused"]
    assert session.scalars(select(Completion.id)).all() == []
