from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from uplift_pwa.actions import awards, completions, confirmations, deeds, stories, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import (
    Award,
    Idea,
    PersonTotal,
    Reason,
    TeamTotal,
    Thanks,
)
from uplift_pwa.rules import thanks as rule

MONDAY, DAY, HOUR = date(2026, 3, 2), timedelta(days=1), timedelta(hours=1)


@pytest.fixture
def ada(make):
    make.campaign(launch_on=MONDAY)
    return make.person()


@pytest.fixture
def ben(make, ada):
    return make.person("Ben")


def thank(session, sender, receiver, at):
    return deeds.thanked(
        session, sender.id, "person", receiver.id, reason="You stayed late.", at=at
    ).counts


def act(session, make, person, at=NOON, **more):
    return completions.record(session, person.id, make.challenge().id, at=at, **more)


def lift(session, person):
    session.expire_all()
    row = session.get(PersonTotal, person.id)
    return row.lift if row else 0


def given(session):
    awards.settle(session, at=NOON + 400 * DAY)
    return set(session.scalars(select(Award.badge)))


def test_thanks_give_lift_to_both_on_the_senders_day_rules_4(session, ada, ben):
    assert thank(session, ada, ben, NOON)

    assert (lift(session, ada), lift(session, ben)) == (2, 5)
    kinds = session.execute(select(Reason.owner_id, Reason.kind)).tuples().all()
    assert kinds == [(ada.id, "lift.thanks_sent"), (ben.id, "lift.thanks_received")]
    assert verify.differences(session) == []


def test_the_fourth_thanks_of_a_day_gives_its_sender_no_lift_rules_4(session, ada, make):
    others = [make.person(name) for name in ("Ben", "Cleo", "Dora", "Emil")]

    for number, other in enumerate(others):
        thank(session, ada, other, NOON + number * HOUR)

    assert lift(session, ada) == 6
    assert [lift(session, other) for other in others] == [5, 5, 5, 5]
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("moments", "counted"),
    [
        pytest.param([("forth", 0), ("forth", 167)], [True, False], id="within 7 days"),
        pytest.param([("forth", 0), ("forth", 168)], [True, True], id="7 days later"),
        pytest.param([("forth", 0), ("forth", 0)], [True, False], id="two at once"),
        pytest.param([("forth", 0), ("back", 47)], [True, False], id="back within 48 hours"),
        pytest.param([("forth", 0), ("back", 48)], [True, True], id="back after 48 hours"),
        pytest.param(
            [("forth", 0), ("forth", 100), ("forth", 170)],
            [True, False, True],
            id="one that did not count does not put the next one off",
        ),
    ],
)
def test_which_thanks_count_rules_4(session, ada, ben, moments, counted):
    pairs = {"forth": (ada, ben), "back": (ben, ada)}

    found = [thank(session, *pairs[way], NOON + hours * HOUR) for way, hours in moments]

    assert found == counted
    assert len(session.scalars(select(Thanks)).all()) == len(moments)
    assert verify.differences(session) == []


@pytest.mark.parametrize(
    ("hours_apart", "lifted"),
    [
        pytest.param(12, (2, 5), id="daily: the very first alone"),
        pytest.param(50, (4 * 2 + 3 * 5, 3 * 2 + 4 * 5), id="slowly: once a week each"),
    ],
)
def test_a_pair_thanking_each_other_for_a_month_gains_little_rules_4(
    session, ada, ben, hours_apart, lifted
):
    sent = []
    for number in range(28 * 24 // hours_apart):
        pair = (ben, ada) if number % 2 else (ada, ben)
        at = NOON + number * hours_apart * HOUR
        sent.append((rule.Thanks(at, pair[0].id, pair[1].id), thank(session, *pair, at)))

    counted = [one for one, counts in sent if counts]
    assert counted == rule.counting(one for one, _ in sent)
    assert (lift(session, ada), lift(session, ben)) == lifted
    assert verify.differences(session) == []


def test_thanks_to_a_team_give_lift_to_the_sender_alone(session, ada, ben):
    team = session.scalars(select(TeamTotal.team_id)).one()

    deeds.thanked(session, ada.id, "team", team, reason="For the lift.", at=NOON)

    assert (lift(session, ada), lift(session, ben)) == (2, 0)
    assert verify.differences(session) == []


def test_nobody_thanks_themselves(session, ada):
    with pytest.raises(Refused, match="own_self"):
        thank(session, ada, ada, NOON)


def test_one_roadblock_a_day_gives_lift_and_none_keeps_a_name_rules_4_9(session, ada):
    for hours in (0, 1):
        deeds.reported(session, ada.id, "No trolley.", leader_id=None, at=NOON + hours * HOUR)

    assert lift(session, ada) == 3
    assert verify.differences(session) == []


def test_the_lift_of_a_day_is_never_more_than_forty_rules_4(session, ada, ben, make):
    for _ in range(3):
        done = act(session, make, ada, sentence="It helped.")
    confirmations.ask(session, done.completion_id, ada.id, ben.id)
    confirmations.answer(session, done.completion_id, ben.id, "yes", at=NOON)
    thank(session, ben, ada, NOON)
    deeds.reported(session, ada.id, "No trolley.", leader_id=None, at=NOON)

    assert lift(session, ada) == 40
    completions.undo(session, ada.id, done.completion_id, at=NOON)
    assert lift(session, ada) == 15 + 15 + 5 + 3
    assert verify.differences(session) == []


def test_thanking_ten_people_of_three_units_is_a_badge_rules_11(session, ada, make):
    places = [make.team(f"T{n}", make.department(f"D{n}")) for n in range(3)]
    others = [make.person(f"P{n}", team=places[n % 3]) for n in range(10)]

    for number, other in enumerate(others[:9]):
        thank(session, ada, other, NOON + number * HOUR)
    assert given(session) == set()
    thank(session, ada, others[9], NOON + 10 * HOUR)

    assert given(session) == {"wide-thanks"}


def test_three_stories_and_an_adopted_idea_are_badges_rules_11(session, ada, make):
    for _ in range(3):
        done = act(session, make, ada, sentence="It helped.")
        stories.tell(session, done.completion_id, at=NOON)
        stories.tell(session, done.completion_id, at=NOON)
    session.add(Idea(author_id=ada.id, text="Hum.", proposed_on=MONDAY, adopted_on=MONDAY))

    awards.owe_new(session, "person", ada.id, MONDAY, NOON)

    assert given(session) >= {"storyteller", "path-finder"}
