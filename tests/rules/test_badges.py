from collections import Counter

import pytest

from uplift_pwa.rules.badges import BY_KEY, CATALOGUE, person_badges, team_badges
from uplift_pwa.rules.streaks import Streak


def test_there_are_twenty_two_badges_rules_11():
    assert len(BY_KEY) == len(CATALOGUE) == 22
    assert Counter(badge.owner for badge in CATALOGUE) == {
        "team": 11,
        "site": 1,
        "person": 7,
        "leader": 2,
        "everybody": 1,
    }


@pytest.mark.parametrize(
    ("best", "earned"),
    [
        pytest.param(0, set(), id="RULES 11: nothing before the first kept day"),
        pytest.param(1, {"ignition"}, id="RULES 11: first kept day"),
        pytest.param(4, {"ignition"}, id="RULES 11: four are not five"),
        pytest.param(5, {"ignition", "lift-off"}, id="RULES 11: five in a row"),
    ],
)
def test_badges_of_a_run(best, earned):
    assert team_badges(Streak(length=0, best=best)) == earned


def test_the_first_completion_is_a_badge_rules_11():
    assert person_badges(0) == set()
    assert person_badges(1) == person_badges(40) == {("first-lift", 0)}
