from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.rules import launch
from uplift_pwa.rules.launch import Cell, Countdown, Hold

READY = Cell(
    people=12, carded=12, claimed=6, teams=2, led=2, leaders=2, started=2, languages={"en": 5}
)


def but(**changed):
    values = {name: getattr(READY, name) for name in (*launch.COUNTS, "languages")}
    return Cell(**values | changed)


def test_a_cell_is_go_when_nothing_is_missing():
    assert launch.holds(READY) == []


@pytest.mark.parametrize(
    ("cell", "hold"),
    [
        pytest.param(but(carded=11), Hold("cards", 11, 12), id="somebody has no card"),
        pytest.param(but(claimed=5), Hold("claimed", 5, 12), id="under half came aboard"),
        pytest.param(but(led=1), Hold("leader", 1, 2), id="a team has no leader"),
        pytest.param(but(started=1), Hold("first_act", 1, 2), id="a leader has not begun"),
        pytest.param(
            but(languages={"en": 9, "hi": 4}),
            Hold("challenges", 4, 5, "hi"),
            id="four challenges in a language that somebody reads",
        ),
    ],
)
def test_a_cell_holds_and_says_what_is_missing(cell, hold):
    assert launch.holds(cell) == [hold]


def test_who_has_no_card_is_not_asked_to_claim_it_as_well():
    assert [one.kind for one in launch.holds(but(carded=1, claimed=0))] == ["cards"]


def test_nobody_reached_by_push_is_no_hold():
    assert launch.holds(but(reachable=0)) == []


def test_a_cell_where_nobody_leads_waits_for_no_leader():
    assert launch.holds(but(leaders=0, started=0)) == []


def test_merged_cells_are_as_far_as_all_of_them_together():
    merged = launch.together([but(people=3, claimed=3), but(people=2, claimed=0)])

    assert (merged.people, merged.claimed, merged.teams) == (5, 3, 4)


def test_the_language_with_the_fewest_challenges_speaks_for_merged_cells():
    merged = launch.together([but(languages={"en": 9}), but(languages={"en": 4, "ar": 6})])

    assert merged.languages == {"en": 4, "ar": 6}


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        ("The depot gets its cards on Monday.", True),
        ("Because.", False),
        ("ok ok ok", False),
        ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", False),
        ("   \n\n   ", False),
    ],
)
def test_a_reason_is_a_sentence(reason, says):
    assert launch.says_why(reason) is says


@pytest.mark.parametrize(
    ("left", "shown"),
    [
        (timedelta(days=2, hours=23, minutes=48, seconds=59), Countdown(2, 23, 48, False)),
        (timedelta(seconds=30), Countdown(0, 0, 0, False)),
        (timedelta(0), Countdown(0, 0, 0, True)),
        (-timedelta(days=3), Countdown(0, 0, 0, True)),
    ],
)
def test_the_count_goes_down_to_nothing_and_stays(left, shown):
    assert launch.countdown(NOON, NOON + left) == shown


@pytest.mark.parametrize(
    ("people", "goal"), [(312, 6800), (5, 110), (1, 21), (0, 21), (100_000, 2_200_000)]
)
def test_a_goal_is_proposed_from_the_people_there_are(people, goal):
    assert launch.propose(people) == goal
