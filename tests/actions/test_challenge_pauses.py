"""Pausing by hand: a reason, from the next service day on, until it is offered again."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import challenge_pauses, challenge_sets, challenges, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Audit, Challenge
from uplift_pwa.queries import pool

WHY = "The hall is closed until April."
TODAY, DAY = NOON.date(), timedelta(days=1)


def pause(session, challenge, reason=WHY, by=None):
    challenge_pauses.pause(session, challenge.id, reason=reason, by=by, at=NOON)


def stored(session, challenge):
    session.expire_all()
    return session.get(Challenge, challenge.id)


def fits(session, make, challenge, day):
    where = pool.Standing(make.site().id, None, make.level().id, None)
    return pool.fitting(session, where, day, challenge.id) is not None


def actions(session):
    return session.scalars(select(Audit.action).order_by(Audit.id)).all()


def test_todays_cards_stay_and_from_the_next_day_on_nobody_is_offered_it(session, make):
    walk = make.challenge()

    pause(session, walk)

    days = [fits(session, make, walk, TODAY + DAY * number) for number in range(4)]
    assert days == [True, True, False, False]  # somewhere on earth tomorrow has begun
    assert stored(session, walk).pause_reason == WHY


def test_who_did_it_and_why_is_in_the_audit(session, make):
    walk, ada = make.challenge(), make.person(role="admin")

    pause(session, walk, by=ada.id)

    row = session.scalars(select(Audit)).one()
    assert (row.action, row.actor_id, row.detail["reason"]) == ("challenge.held", ada.id, WHY)


@pytest.mark.parametrize("reason", ["", "  \n ", "x" * 201])
def test_without_a_reason_it_stays(session, make, reason):
    walk = make.challenge()

    with pytest.raises(Refused, match="no_reason"):
        pause(session, walk, reason)

    assert stored(session, walk).paused_from is None


@pytest.mark.parametrize("state", ["draft", "retired"])
def test_only_what_is_live_is_paused(session, make, state):
    walk = make.challenge(state=state)

    with pytest.raises(Refused, match="challenge_not_live"):
        pause(session, walk)


def test_what_is_not_there_is_not_found(session):
    with pytest.raises(Refused, match="not_found"):
        challenge_pauses.pause(session, 99, reason=WHY, by=None, at=NOON)


def test_one_that_votes_have_paused_stays_as_it_is(session, make):
    walk = make.challenge(paused_from=date(2026, 2, 1))

    pause(session, walk)

    assert (stored(session, walk).pause_reason, actions(session)) == (None, [])


@pytest.mark.parametrize("step", [challenges.publish, challenges.retire])
def test_offering_it_again_or_retiring_it_ends_the_pause_and_its_reason(session, make, step):
    walk = make.challenge()
    pause(session, walk)

    step(session, walk.id, by=None, at=NOON + DAY)

    found = stored(session, walk)
    assert (found.paused_from, found.pause_reason) == (None, None)
    assert verify.differences(session) == []


def test_offered_again_is_another_word_than_published(session, make):
    walk = make.challenge()
    pause(session, walk)

    challenges.publish(session, walk.id, by=None, at=NOON + DAY)

    assert actions(session) == ["challenge.held", "challenge.resumed"]


def test_many_are_paused_together_for_one_reason_or_none_is(session, make):
    first, draft = make.challenge("One"), make.challenge("Two", state="draft")

    with pytest.raises(challenge_sets.RefusedSome) as some:
        challenge_sets.step_all(
            session, [first.id, draft.id], "pause", by=None, at=NOON, reason=WHY
        )

    assert some.value.codes == {draft.id: "challenge_not_live"}
