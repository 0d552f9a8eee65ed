from datetime import timedelta

import pytest
from sqlalchemy import inspect, select

from tests.factories import NOON
from uplift_pwa.actions import answer_words, counter_answers, counter_cards
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.models import (
    AnswerWord,
    Audit,
    CounterAnswer,
    CounterSalt,
    CounterTally,
    PersonTotal,
    TeamTotal,
)

PEPPER = b"pepper " * 8
DAY = timedelta(days=1)


@pytest.fixture
def lea(make):
    make.campaign()
    return make.person("Lea")


@pytest.fixture
def card(session, make, lea):
    return counter_cards.make(session, make.team().id, by=lea.id, at=NOON)


def answer(session, card_id, word="yes", address="192.0.2.7", at=NOON, **more):
    counter_answers.answer(
        session, card_id, word, language="en", address=address, at=at, **more
    )


def test_an_answer_keeps_the_team_the_word_and_the_day_alone(session, card, make):
    answer(session, card, "a-lot", sentence="So kind.")

    kept = session.scalars(select(CounterAnswer)).one()
    assert (kept.team_id, kept.day, kept.word, kept.sentence, kept.state) == (
        make.team().id,
        NOON.date(),
        "a-lot",
        "So kind.",
        "waiting",
    )
    names = {column.key for column in inspect(CounterAnswer).columns}
    assert names == {
        *("id", "team_id", "day", "word", "helped", "sentence", "language", "state")
    }


def test_customers_move_neither_goal_nor_lift(session, card):
    for number in range(12):
        answer(session, card, address=f"192.0.2.{number}")

    assert session.scalars(select(TeamTotal.acts)).all() == [0]
    assert session.scalars(select(PersonTotal)).all() == []


def test_one_address_answers_ten_times_a_day_and_begins_anew_tomorrow(session, card):
    for _ in range(10):
        answer(session, card)

    session.commit()
    with pytest.raises(Refused, match="enough_answers"), transaction(session):
        answer(session, card)
    answer(session, card, address="192.0.2.8")
    answer(session, card, at=NOON + DAY)

    assert session.scalars(select(CounterTally.day).distinct()).all() == [NOON.date() + DAY]


def test_a_card_takes_five_hundred_answers_a_day(session, card):
    for number in range(50):
        session.add(
            CounterTally(day=NOON.date(), card_id=card, address=str(number), answers=10)
        )
    session.flush()

    with pytest.raises(Refused, match="enough_answers"):
        answer(session, card)


def test_addresses_stand_under_a_salt_that_is_gone_the_day_after(session, card):
    answer(session, card)
    salt, tally = session.scalars(select(CounterSalt.salt)).one(), tallied(session)

    answer(session, card, at=NOON + DAY)

    assert "192" not in tally and len(tally) == 64
    assert session.scalars(select(CounterSalt.salt)).one() != salt
    assert tallied(session) != tally


def tallied(session):
    return session.scalars(select(CounterTally.address)).one()


def test_a_revoked_card_answers_no_more(session, card, make, lea):
    for _twice in range(2):
        counter_cards.revoke(session, make.team().id, card, by=lea.id, at=NOON)

    with pytest.raises(Refused, match="not_found"):
        answer(session, card)
    actions = session.scalars(select(Audit.action).order_by(Audit.id)).all()
    assert actions == ["counter_card.made", "counter_card.revoked"]


def test_nobody_revokes_another_teams_card(session, card, make, lea):
    with pytest.raises(Refused, match="not_found"):
        counter_cards.revoke(session, make.team("Buses").id, card, by=lea.id, at=NOON)


def test_a_team_has_at_most_twenty_cards(session, card, make, lea):
    for _ in range(19):
        counter_cards.make(session, make.team().id, by=lea.id, at=NOON)

    with pytest.raises(Refused, match="enough_cards"):
        counter_cards.make(session, make.team().id, by=lea.id, at=NOON)


def test_a_card_is_known_by_the_address_that_only_this_installation_makes():
    address = counter_cards.token(7, PEPPER)

    assert counter_cards.card_of(address, PEPPER) == 7
    for other in (
        "",
        "7",
        "7-",
        "-",
        f"8-{address.partition('-')[2]}",
        f"0{address}",
        address.upper(),
        "7-é",
        "9" * 40,
        counter_cards.token(7, b"another " * 8),
        counter_cards.token(2**31, PEPPER),
    ):
        assert counter_cards.card_of(other, PEPPER) is None, other


def test_the_desk_decides_once_about_a_customers_sentence(session, card, lea):
    answer(session, card, sentence="So kind.")
    answer_id = session.scalars(select(CounterAnswer.id)).one()

    counter_answers.decide(session, answer_id, show=True, by=lea.id, at=NOON)

    assert session.scalars(select(CounterAnswer.state)).one() == "shown"
    with pytest.raises(Refused, match="not_found"):
        counter_answers.decide(session, answer_id, show=False, by=lea.id, at=NOON)


def test_answers_have_the_organisations_own_words_in_a_language(session, lea):
    for texts in ({"yes": "Sí", "a-lot": "Muchísimo"}, {"yes": " Sí,  gracias ", "a-lot": ""}):
        answer_words.name(session, "es", texts, by=lea.id, at=NOON)

    found = session.execute(select(AnswerWord.key, AnswerWord.locale, AnswerWord.text))
    assert found.tuples().all() == [("yes", "es", "Sí, gracias")]


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param({"yes": "x" * 25}, id="too long"),
        pytest.param({"yes": "Fine", "a-lot": "fine"}, id="the same twice"),
        pytest.param({"perhaps": "Maybe"}, id="no such answer"),
    ],
)
def test_own_words_that_would_confuse_are_refused(session, lea, texts):
    with pytest.raises(Refused, match="answer_words"):
        answer_words.name(session, "en", texts, by=lea.id, at=NOON)
