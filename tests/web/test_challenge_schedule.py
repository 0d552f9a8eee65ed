"""The desk's form on when a challenge comes round, and at which hour it comes out."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.web.test_challenges import WALK
from uplift_pwa.models import Challenge

LIST = "/desk/challenges"
MONDAY = {"from_on": "2026-03-09"}


def kept(session):
    session.rollback()
    session.expire_all()
    one = session.scalars(select(Challenge)).one()
    return one.from_on, one.turn, one.release_hour


def test_how_often_and_the_hour_are_kept_and_said(client, admin, session):
    answer = client.post(LIST, data=WALK | MONDAY | {"every": "2-weeks", "hour": "14"})

    assert kept(session)[0] == date(2026, 3, 9) and kept(session)[2] == 14
    page = client.get(answer.location).text
    assert "Every second week" in page and "out at 2:00\u202fPM, each site’s time" in page


def test_the_form_shows_what_was_kept_and_keeps_it_again(client, admin, session):
    client.post(LIST, data=WALK | MONDAY | {"every": "2-weeks", "hour": "14"})
    before, one = kept(session), session.scalars(select(Challenge.id)).one()

    form = client.get(f"{LIST}/{one}/edit").text

    assert '<option selected value="2-weeks">' in form
    assert '<option selected value="14">' in form
    client.post(f"{LIST}/{one}", data=WALK | MONDAY | {"every": "2-weeks", "hour": "14"})
    assert kept(session) == before


def test_without_either_it_comes_once_and_when_the_day_begins(client, admin, session):
    client.post(LIST, data=WALK | {"every": "", "hour": ""})

    assert kept(session) == (None, None, None)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        pytest.param({"every": "3-weeks"}, "the weeks are counted from it", id="weeks"),
        pytest.param({"hour": "9"}, "the hour is that of its first day", id="hour"),
    ],
)
def test_what_needs_a_first_day_asks_for_it(client, admin, session, sent, said):
    answer = client.post(LIST, data=WALK | sent)

    assert answer.status_code == 422 and said in answer.text


@pytest.mark.parametrize("sent", [{"every": "9-weeks"}, {"hour": "24"}, {"hour": "noon"}])
def test_what_is_not_on_offer_is_not_kept(client, admin, sent):
    assert client.post(LIST, data=WALK | MONDAY | sent).status_code == 422


def test_the_hours_are_written_as_the_language_writes_them(client, make, sign_in):
    sign_in(make.person("Eva", role="admin", locale="es"), confirmed=True)

    page = client.get(f"{LIST}/new").text

    assert ">14:00<" in page and "PM" not in page


def test_a_copy_has_no_days_of_its_own(client, admin, session):
    one = client.post(LIST, data=WALK | MONDAY | {"every": "2-weeks", "hour": "14"}).location

    client.post(f"{one}/copy")

    copy = session.scalars(select(Challenge).order_by(Challenge.id.desc())).first()
    assert (copy.from_on, copy.turn, copy.release_hour) == (None, None, None)
