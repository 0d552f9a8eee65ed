"""SAFETY A10: four figures, counted in rows, heard so often and no oftener."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import pins
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import make_session_factory, transaction
from uplift_pwa.models import Pin

PEPPER = b"p" * 32
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def ada(make, session):
    person = make.person("Ada")
    with transaction(session):
        pins.keep(session, person.id, "2580", at=NOON, pepper=PEPPER)
    return person.id


def attempt(session, person_id, typed, at=NOON):
    """One try as the tablet makes it, in one word."""
    try:
        with transaction(session):
            hashed = pins.begin_try(session, person_id, at=at)
    except Refused as refusal:
        return refusal.code
    if not pins.fits(hashed, person_id, typed, PEPPER):
        return "wrong"
    with transaction(session):
        pins.was_right(session, person_id)
    return "right"


def test_the_right_figures_open_and_others_do_not(session, ada):
    assert [attempt(session, ada, typed) for typed in ("2581", "2580", "")] == [
        "wrong",
        "right",
        "wrong",
    ]


def test_somebody_without_figures_is_answered_like_somebody_who_mistyped(session, make):
    ben = make.person("Ben")

    assert [attempt(session, ben.id, "2580") for _time in range(12)] == ["wrong"] * 12


def test_five_wrong_wait_five_minutes_and_ten_shut_until_the_card(session, ada):
    first = [attempt(session, ada, "1111") for _time in range(6)]
    early = attempt(session, ada, "2580", LATER - timedelta(seconds=1))
    then = [attempt(session, ada, "1111", LATER) for _time in range(6)]

    assert first == ["wrong"] * 5 + ["pin_waits"]
    assert early == "pin_waits"
    assert then == ["wrong"] * 5 + ["pin_shut"]
    assert attempt(session, ada, "2580", NOON + timedelta(days=30)) == "pin_shut"


def test_the_right_figures_forget_the_wrong_ones(session, ada):
    for _time in range(4):
        attempt(session, ada, "1111")

    assert attempt(session, ada, "2580") == "right"
    assert [attempt(session, ada, "1111") for _time in range(5)] == ["wrong"] * 5


def test_new_figures_begin_anew(session, ada):
    for at in (NOON, LATER):
        for _time in range(5):
            attempt(session, ada, "1111", at)

    with transaction(session):
        pins.keep(session, ada, "3690", at=LATER, pepper=PEPPER)

    assert attempt(session, ada, "2580", LATER) == "wrong"
    assert attempt(session, ada, "3690", LATER) == "right"


def test_of_many_guesses_at_once_no_more_than_five_are_heard(engine, session, ada):
    sessions = make_session_factory(engine)

    def guess(number):
        with sessions() as own:
            return attempt(own, ada, f"{number:04}")

    with ThreadPoolExecutor(16) as threads:
        told = list(threads.map(guess, range(7000, 7040)))

    assert sorted(told) == ["pin_waits"] * 35 + ["wrong"] * 5
    session.rollback()
    assert session.scalar(select(Pin.wrong)) == 5


def test_a_restart_forgets_no_guess(engine, session, ada):
    for _time in range(5):
        attempt(session, ada, "1111")
    engine.dispose()

    with make_session_factory(engine)() as afresh:
        assert attempt(afresh, ada, "2580") == "pin_waits"


@pytest.mark.parametrize(
    ("typed", "code"), [("12", "pin_form"), ("12a4", "pin_form"), ("1234", "pin_easy")]
)
def test_figures_that_cannot_be_kept(session, ada, typed, code):
    with pytest.raises(Refused) as refused:
        pins.keep(session, ada, typed, at=NOON, pepper=PEPPER)

    assert refused.value.code == code


def test_the_figures_of_two_people_look_different(session, make, ada):
    ben = make.person("Ben")
    pins.keep(session, ben.id, "2580", at=NOON, pepper=PEPPER)

    kept = session.scalars(select(Pin.hashed)).all()

    assert len(set(kept)) == 2
    assert all(one.startswith("$argon2id$") for one in kept)
