"""What votes have paused waits at the desk, with the voices and a tap for each way on."""

from datetime import date

import pytest
from sqlalchemy import select

from uplift_pwa.models import Challenge

INBOX = "/desk/inbox/challenges"


@pytest.fixture
def paused(make):
    return make.challenge("Smile more", votes=40, boxes=20, paused_from=date(2026, 3, 2))


def stored(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Challenge)).one()


def test_an_empty_inbox_says_what_comes_here(client, admin):
    assert "None is paused" in client.get(INBOX).text


def test_a_paused_one_is_there_with_its_voices_and_no_other(client, admin, make, paused):
    make.challenge("Walk along")

    page = client.get(INBOX).text

    assert "Smile more" in page and "About 50% only ticked a box." in page
    assert "Walk along" not in page


def test_no_figure_stands_for_fewer_than_five_voices(client, admin, make):
    make.challenge("Smile more", votes=22, boxes=20, paused_from=date(2026, 3, 2))

    page = client.get(INBOX).text

    assert "Nearly all only ticked a box." in page
    assert "22" not in page.split("<main")[1] and "%" not in page.split("<main")[1]


def test_one_tap_offers_it_again_and_the_votes_begin_anew(client, admin, paused, session):
    client.post(f"/desk/challenges/{paused.id}/publication")

    challenge = stored(session)
    assert (challenge.paused_from, challenge.votes, challenge.boxes) == (None, 0, 0)
    assert "None is paused" in client.get(INBOX).text


def test_one_tap_retires_it(client, admin, paused, session):
    client.post(f"/desk/challenges/{paused.id}/retirement")

    assert stored(session).state == "retired"
    assert "None is paused" in client.get(INBOX).text


def test_the_inbox_leads_there_and_to_the_form(client, admin, paused):
    assert INBOX in client.get("/desk/inbox").text
    assert f"/desk/challenges/{paused.id}/edit" in client.get(INBOX).text


@pytest.mark.parametrize("role", ["staff", "leader"])
def test_others_find_no_such_page(client, make, sign_in, role):
    sign_in(make.person(role=role, leads=[make.team()]), confirmed=True)

    assert client.get(INBOX).status_code == 404
