"""Pausing on the desk: asked first, with a reason, seen in the list and in the inbox."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.models import Challenge

LIST, INBOX = "/desk/challenges", "/desk/inbox/challenges"
WHY = "The hall is closed until April."


@pytest.fixture
def walk(make):
    return make.challenge("Walk along")


def reasons(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Challenge.pause_reason).order_by(Challenge.id)).all()


def test_it_is_asked_first_and_says_from_when(client, admin, walk):
    page = client.get(f"{LIST}/{walk.id}/pause").text

    assert "Why, in a sentence?" in page and "Today’s cards stay as they are" in page


def test_with_a_reason_it_is_paused_and_everybody_on_the_desk_reads_why(
    client, admin, walk, session
):
    answer = client.post(f"{LIST}/{walk.id}/pause", data={"reason": WHY})

    assert (answer.status_code, answer.location) == (303, f"{LIST}/{walk.id}")
    assert reasons(session) == [WHY]
    page = client.get(answer.location).text
    assert "Paused by hand" in page and WHY in page and "Offer it again" in page
    assert WHY in client.get(INBOX).text and WHY in client.get(f"{LIST}?state=paused").text


def test_without_a_reason_the_page_says_what_is_missing(client, admin, walk, session):
    answer = client.post(f"{LIST}/{walk.id}/pause", data={"reason": " "})

    assert answer.status_code == 422 and "A few words are needed here" in answer.text
    assert reasons(session) == [None]


@pytest.mark.parametrize("ask", ["get", "post"])
def test_what_is_not_there_has_no_such_page(client, admin, ask):
    assert getattr(client, ask)(f"{LIST}/99/pause", data={"reason": WHY}).status_code == 404


def test_voices_are_told_of_a_pause_by_votes_alone(client, admin, walk, make):
    make.challenge("Hold doors", paused_from=NOON.date(), pause_reason=WHY, votes=9, boxes=9)

    page = client.get(INBOX).text

    assert WHY in page and "only ticked a box." not in page


def test_all_that_are_ticked_are_paused_for_one_reason(client, admin, make, session):
    ids = [make.challenge(f"Number {n}").id for n in range(2)]

    client.post(f"{LIST}/selection", data={"challenge": ids, "step": "pause", "reason": WHY})

    assert reasons(session) == [WHY, WHY]


def test_ticks_stay_where_no_reason_was_given(client, admin, walk, session):
    answer = client.post(f"{LIST}/selection", data={"challenge": walk.id, "step": "pause"})

    assert answer.status_code == 422 and "Say why they pause." in answer.text
    assert "checked" in answer.text and reasons(session) == [None]


def test_what_is_live_later_is_scheduled_and_says_from_when(client, admin, make):
    make.challenge("Spring greetings", from_on=NOON.date() + timedelta(days=9))
    make.challenge("Now")

    page = client.get(f"{LIST}?state=scheduled").text

    assert "Scheduled: live from 11 Mar 2026" in page and "Spring greetings" in page
    assert ">Now<" not in page


def test_publishing_what_begins_later_says_that_it_waits(client, admin, make):
    later = NOON.date() + timedelta(days=9)
    spring = make.challenge("Spring", state="draft", published_at=None, from_on=later)

    page = client.get(f"{LIST}/{spring.id}/publication").text

    assert "waits under Scheduled" in page and "From now on" not in page


def test_a_challenge_says_who_brought_it_where_it_is(client, admin, walk):
    client.post(f"{LIST}/{walk.id}/pause", data={"reason": WHY})

    facts = client.get(f"{LIST}/{walk.id}").text.split("<dl", 1)[1].split("</dl>")[0]

    assert "Paused by hand" in facts and "Ada Obi" in facts


@pytest.mark.parametrize("role", ["staff", "leader"])
def test_others_find_no_such_page(client, make, sign_in, walk, role):
    sign_in(make.person(role=role, leads=[make.team()]), confirmed=True)

    assert client.get(f"{LIST}/{walk.id}/pause").status_code == 404
