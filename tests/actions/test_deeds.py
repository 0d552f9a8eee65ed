from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import (
    awards,
    completions,
    confirmations,
    roadblocks,
    stories,
    thanks,
    verify,
)
from uplift_pwa.models import (
    Award,
    Idea,
    PersonTotal,
)

MONDAY, DAY, HOUR = date(2026, 3, 2), timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def ada(make):
    make.campaign(launch_on=MONDAY)
    return make.person()


@pytest.fixture
def ben(make, ada):
    return make.person("Ben")


def act(session, make, person, at=NOON, **more):
    return completions.record(session, person.id, make.challenge().id, at=at, **more)


def lift(session, person):
    session.expire_all()
    row = session.get(PersonTotal, person.id)
    return row.lift if row else 0


def given(session):
    awards.settle(session, at=NOON + 400 * DAY)
    return set(session.scalars(select(Award.badge)))


def test_the_lift_of_a_day_is_never_more_than_forty_rules_4(session, ada, ben, make):
    for _ in range(3):
        done = act(session, make, ada, sentence="It helped.")
    confirmations.ask(session, done.completion_id, ada.id, ben.id)
    confirmations.answer(session, done.completion_id, ben.id, "yes", at=NOON)
    thanks.give(session, ben.id, "person", ada.id, reason="You stayed late.", at=NOON)
    named = roadblocks.Said("tool", "No trolley.", named=True)
    roadblocks.report(session, ada.id, named, keys=roadblocks.Keys(b"s", b"p"), at=NOON)

    assert lift(session, ada) == 40
    completions.undo(session, ada.id, done.completion_id, at=NOON)
    assert lift(session, ada) == 15 + 15 + 5 + 3
    assert verify.differences(session) == []


def test_three_stories_and_an_adopted_idea_are_badges_rules_11(session, ada, make):
    for _ in range(3):
        done = act(session, make, ada, sentence="It helped.")
        stories.tell(session, done.completion_id, at=NOON)
        stories.tell(session, done.completion_id, at=NOON)
    session.add(Idea(author_id=ada.id, text="Hum.", proposed_on=MONDAY, adopted_on=MONDAY))

    awards.owe_new(session, "person", ada.id, MONDAY, NOON)

    assert given(session) >= {"storyteller", "path-finder"}
