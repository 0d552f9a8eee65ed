"""SAFETY A5, A8: six signs bring one person to one more phone, for ten minutes."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import NOON
from uplift_pwa.actions import cards, codes, moving, people
from uplift_pwa.models import Audit, MovingCode

PEPPER = b"p" * 32
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(make):
    return make.person("Ada")


@pytest.fixture
def issue(session):
    return lambda person: moving.issue(session, person.id, at=NOON, pepper=PEPPER)


@pytest.fixture
def redeem(session):
    return lambda typed, at=NOON: moving.redeem(session, typed, at=at, pepper=PEPPER)


def test_six_signs_bring_the_person_who_asked_for_them_once(ada, issue, redeem):
    code = issue(ada)

    assert len(code) == 6 and set(code) <= set(codes.ALPHABET)
    assert [redeem(code), redeem(code)] == [ada.id, None]


@pytest.mark.parametrize(
    ("after", "opens"),
    [
        pytest.param(9.9 * MINUTE, True, id="before ten minutes are over"),
        pytest.param(10 * MINUTE, False, id="after ten minutes"),
    ],
)
def test_they_last_ten_minutes(ada, issue, redeem, after, opens):
    assert (redeem(issue(ada), NOON + after) == ada.id) is opens


def test_new_ones_take_the_place_of_those_before(ada, issue, redeem, session):
    first, second = issue(ada), issue(ada)

    assert (redeem(first), redeem(second)) == (None, ada.id)
    assert session.scalar(select(func.count()).select_from(MovingCode)) == 0


def test_it_does_not_matter_how_they_are_typed(ada, redeem, session, monkeypatch):
    monkeypatch.setattr(codes.secrets, "choice", _say("K01Q1P"))
    code = moving.issue(session, ada.id, at=NOON, pepper=PEPPER)

    assert code == "K01Q1P"
    assert redeem(" ko-l qip ") == ada.id


def test_two_people_never_hold_the_same_six(make, ada, issue, redeem, monkeypatch):
    monkeypatch.setattr(codes.secrets, "choice", _say("AAAAAA" + "AAAAAA" + "BBBBBB"))
    ben = make.person("Ben")

    assert (issue(ada), issue(ben)) == ("AAAAAA", "BBBBBB")
    assert (redeem("AAAAAA"), redeem("BBBBBB")) == (ada.id, ben.id)


def test_they_end_with_a_suspension_and_do_not_come_back(make, ada, issue, redeem, session):
    admin = make.person("Grace", role="admin")
    code = issue(ada)

    people.suspend(session, ada.id, by=admin.id, at=NOON)
    shut_out = redeem(code)
    people.restore(session, ada.id, by=admin.id, at=NOON)

    assert (shut_out, redeem(code)) == (None, None)


def test_a_new_card_ends_them_too(ada, issue, redeem, session):
    code = issue(ada)

    cards.issue(session, ada.id, at=NOON, pepper=PEPPER)

    assert redeem(code) is None


def test_only_a_digest_is_kept(ada, issue, session):
    code = issue(ada)

    kept = session.scalars(select(MovingCode.code_digest)).one()

    assert code not in kept and kept == codes.digest(code, PEPPER)


def test_asking_for_them_and_using_them_is_remembered(ada, issue, redeem, session):
    redeem(issue(ada))

    rows = session.execute(select(Audit.action, Audit.actor_id, Audit.subject_id)).all()
    assert rows == [("moving.issued", ada.id, ada.id), ("moving.used", ada.id, ada.id)]


def _say(signs):
    """Chance, for once, says these signs one after the other."""
    following = iter(signs)
    return lambda _alphabet: next(following)
