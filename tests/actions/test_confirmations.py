from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import awards, completions, confirmations, stories, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.said import Words
from uplift_pwa.models import (
    Award,
    Confirmation,
    FeedItem,
    PersonDay,
    PersonTotal,
    Reason,
    Sentence,
    TeamTotal,
)

MONDAY, DAY, HOUR = date(2026, 3, 2), timedelta(days=1), timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def ada(make):
    make.campaign(launch_on=MONDAY)
    return make.person()


@pytest.fixture
def ben(make, ada):
    return make.person("Ben", team=make.team("Buses"))


def act(session, make, person, at=NOON, **more):
    return completions.record(session, person.id, make.challenge().id, at=at, **more)


def lift(session, person):
    session.expire_all()
    row = session.get(PersonTotal, person.id)
    return row.lift if row else 0


def acts(session, person_act):
    return session.get(TeamTotal, person_act.team_id).acts


def given(session):
    awards.settle(session, at=NOON + 400 * DAY)
    return set(session.scalars(select(Award.badge)))


def test_a_confirmation_counts_on_its_own_day_and_for_the_goal_rules_4_7(
    session, ada, ben, make
):
    done = act(session, make, ada, helped_id=ben.id)

    for hours in (24, 30):
        confirmations.answer(session, done.completion_id, ben.id, "yes", at=NOON + hours * HOUR)

    days = session.execute(select(PersonDay.day, PersonDay.lift).order_by(PersonDay.day))
    assert days.tuples().all() == [(MONDAY, 10), (MONDAY + DAY, 10)]
    assert acts(session, done) == 2
    assert given(session) >= {"closed-the-loop"}
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("sentence", "answers", "doer", "goal"),
    [
        pytest.param(None, [], 10, 1, id="named and not answered yet"),
        pytest.param(None, ["yes"], 20, 2, id="it helped"),
        pytest.param(None, ["made-my-day"], 20, 2, id="a warmer word gives no more"),
        pytest.param(None, ["not-really"], 10, 1, id="it did not really help"),
        pytest.param(None, ["yes", "a-lot", "yes"], 20, 2, id="answered three times"),
        pytest.param(None, ["not-really", "yes"], 10, 1, id="the first answer stands"),
        pytest.param("He smiled.", ["yes"], 25, 2, id="with a sentence as well"),
    ],
)
def test_what_an_answer_moves_and_nothing_else_rules_4_7(
    session, ada, ben, make, sentence, answers, doer, goal
):
    done = act(session, make, ada, helped_id=ben.id, sentence=sentence)

    for word in answers:
        confirmations.answer(session, done.completion_id, ben.id, word, at=NOON)

    assert (lift(session, ada), lift(session, ben)) == (doer, 0)
    assert acts(session, done) == goal
    assert session.scalars(select(TeamTotal.acts).order_by(TeamTotal.acts)).all() == [0, goal]
    assert verify.differences(session) == []


def test_a_colleague_who_looks_on_may_answer(session, ada, make):
    cleo = make.person("Cleo", mode="look")
    done = act(session, make, ada, helped_id=cleo.id)

    confirmations.answer(session, done.completion_id, cleo.id, "a-lot", at=NOON)

    assert lift(session, ada) == 20


@pytest.mark.parametrize("days", [30, 31])
def test_the_question_goes_quietly_after_thirty_days(session, ada, ben, make, days):
    done = act(session, make, ada, helped_id=ben.id)
    late = NOON + days * DAY

    if days > 30:
        with pytest.raises(Refused, match="not_found"):
            confirmations.answer(session, done.completion_id, ben.id, "yes", at=late)
    else:
        confirmations.answer(session, done.completion_id, ben.id, "yes", at=late)

    assert lift(session, ada) == (20 if days == 30 else 10)


def test_only_who_was_asked_can_answer(session, ada, ben, make):
    done = act(session, make, ada, helped_id=ben.id)

    with pytest.raises(Refused, match="not_found"):
        confirmations.answer(session, done.completion_id, ada.id, "yes", at=NOON)


def test_the_words_of_an_answer_are_kept_with_their_language(session, ada, ben, make):
    done = act(session, make, ada, helped_id=ben.id)

    confirmations.answer(
        session,
        done.completion_id,
        ben.id,
        "a-lot",
        sentence="Me salvó la tarde.",
        language="es",
        at=NOON,
    )

    kept = session.get(Confirmation, done.completion_id, populate_existing=True)
    assert (kept.word, kept.sentence, kept.language) == ("a-lot", "Me salvó la tarde.", "es")


@pytest.mark.parametrize("who", ["oneself", "somebody suspended", "nobody"])
def test_only_an_active_colleague_can_be_named(session, ada, make, who):
    sue = make.person("Sue", status="suspended")
    named = {"oneself": ada.id, "somebody suspended": sue.id, "nobody": 99_999}[who]

    with pytest.raises(Refused, match="helped_self" if who == "oneself" else "helped_gone"):
        act(session, make, ada, helped_id=named)


def test_more_can_be_said_within_the_undo_time_and_each_part_once(session, ada, ben, make):
    done = act(session, make, ada)
    words = Words("He smiled.", "en", ben.id, to_team=True)

    for more in (words, Words("Something else.", "en")):
        completions.say(session, ada.id, done.completion_id, more, at=NOON + 10 * MINUTE)

    kinds = session.scalars(select(Reason.kind).order_by(Reason.id)).all()
    assert session.scalars(select(Sentence.text)).all() == ["He smiled."]
    assert session.scalars(select(Confirmation.asked_id)).all() == [ben.id]
    assert session.scalars(select(FeedItem.subject_id)).all() == [done.completion_id]
    assert (lift(session, ada), kinds) == (15, ["lift.act", "lift.said"])
    assert verify.differences(session) == []


def test_nothing_more_is_said_when_the_undo_time_is_over(session, ada, make):
    done = act(session, make, ada)
    late = NOON + 10 * MINUTE + timedelta(seconds=1)

    with pytest.raises(Refused, match="say_over"):
        completions.say(session, ada.id, done.completion_id, Words("Late."), at=late)


def test_nobody_says_anything_of_another_ones_act(session, ada, ben, make):
    done = act(session, make, ada)

    with pytest.raises(Refused, match="not_found"):
        completions.say(session, ben.id, done.completion_id, Words("Mine."), at=NOON)


@pytest.mark.parametrize("said", ["with the tap", "after it"])
def test_undo_takes_everything_that_was_said_with_it(session, ada, ben, make, said):
    words = {"sentence": "He smiled.", "helped_id": ben.id, "to_team": True}
    cy = make.person("Cy")
    done = act(session, make, ada, **(words if said == "with the tap" else {}))
    if said == "after it":
        completions.say(session, ada.id, done.completion_id, Words(**words), at=NOON)
    confirmations.answer(session, done.completion_id, ben.id, "yes", at=NOON)
    stories.echo(session, cy.id, done.team_id, done.completion_id, at=NOON)

    completions.undo(session, ada.id, done.completion_id, at=NOON)

    assert (lift(session, ada), acts(session, done)) == (0, 0)
    for table in (Confirmation, Sentence, FeedItem):
        assert session.scalars(select(table)).all() == []
    assert given(session) == set()
    assert verify.differences(session) == []


def test_the_lift_of_a_day_stays_under_its_cap_rules_4(session, ada, ben, make):
    for _ in range(3):
        done = act(session, make, ada, sentence="It helped.", helped_id=ben.id)

    confirmations.answer(session, done.completion_id, ben.id, "yes", at=NOON)

    assert lift(session, ada) == 40
    completions.undo(session, ada.id, done.completion_id, at=NOON)
    assert lift(session, ada) == 15 + 15
    assert verify.differences(session) == []
