from datetime import date, timedelta
from fractions import Fraction

import pytest

from uplift_pwa.rules import feats
from uplift_pwa.rules.badges import everybody_badges, leader_badges, person_badges, team_badges
from uplift_pwa.rules.feats import LeaderFeats, PersonFeats, TeamFeats
from uplift_pwa.rules.streaks import Streak

MONDAY = date(2026, 3, 2)


def daily(number, every=1):
    return [MONDAY + timedelta(days=n * every) for n in range(number)]


def values(*numbers):
    return tuple(Fraction(number) for number in numbers)


@pytest.mark.parametrize(
    ("done", "earned"),
    [
        pytest.param({"members": 5, "working": 5, "acted": 5}, True, id="all five"),
        pytest.param({"members": 10, "working": 10, "acted": 9}, True, id="nine of ten"),
        pytest.param({"members": 10, "working": 9, "acted": 8}, False, id="eight of nine"),
        pytest.param({"members": 4, "working": 4, "acted": 4}, False, id="four members"),
        pytest.param({"members": 6}, False, id="a week without working days"),
    ],
)
def test_everyone_aboard_rules_11(done, earned):
    assert ("everyone-aboard" in TeamFeats(**done).badges()) is earned


@pytest.mark.parametrize(
    ("booster", "before", "earned"),
    [
        pytest.param(50, (44, 46), True, id="5 above the mean of two weeks"),
        pytest.param(49, (44, 46), False, id="4 above"),
        pytest.param(50, (0, 44, 47), False, id="only the two weeks before"),
        pytest.param(50, (40,), False, id="one week before is too few"),
    ],
)
def test_second_engine_rules_11(booster, before, earned):
    assert feats.second_engine(Fraction(booster), values(*before)) is earned


@pytest.mark.parametrize(
    ("by_unit", "earned"),
    [
        pytest.param({1: 5, 2: 3, 3: 2}, True, id="ten from three units"),
        pytest.param({1: 5, 2: 3, 3: 1}, False, id="nine"),
        pytest.param({1: 9, 2: 9, 3: 0}, False, id="two units"),
    ],
)
def test_bridge_builders_rules_11(by_unit, earned):
    assert ("bridge-builders" in TeamFeats(confirmed_by_unit=by_unit).badges()) is earned


@pytest.mark.parametrize(
    ("days", "earned"),
    [
        pytest.param(daily(25), True, id="25 in 25 days"),
        pytest.param(daily(24), False, id="24"),
        pytest.param([MONDAY] * 24 + [MONDAY + timedelta(days=29)], True, id="on the 30th day"),
        pytest.param([MONDAY] * 24 + [MONDAY + timedelta(days=30)], False, id="a day later"),
        pytest.param(daily(60, every=2), False, id="one every other day"),
    ],
)
def test_felt_by_others_rules_11(days, earned):
    assert ("felt-by-others" in TeamFeats(confirmed_on=days[::-1]).badges()) is earned


def test_badges_of_a_team_counted_once_rules_11():
    assert TeamFeats(covers_lent=1).badges() == {"lent-a-cover"}
    assert TeamFeats(roads_cleared=2).badges() == set()
    assert TeamFeats(roads_cleared=3).badges() == {"cleared-the-road"}


def test_round_the_clock_is_a_date_on_which_every_team_of_a_site_kept_rules_11():
    monday, tuesday, wednesday = daily(3)

    assert feats.round_the_clock({1: [monday, tuesday], 2: [tuesday, wednesday]}) == {tuesday}
    assert feats.round_the_clock({1: [monday, tuesday]}) == set()


def people(number, units):
    return {person: person % units for person in range(number)}


@pytest.mark.parametrize(
    ("done", "earned"),
    [
        pytest.param({}, set(), id="nothing"),
        pytest.param({"confirmed": 1}, {("closed-the-loop", 0)}, id="confirmed"),
        pytest.param({"kept_weeks": 3}, set(), id="three weeks"),
        pytest.param({"kept_weeks": 4}, {("good-rhythm", 0)}, id="four weeks"),
        pytest.param(
            {"kept_weeks": 52}, {("good-rhythm", tier) for tier in range(4)}, id="a year"
        ),
        pytest.param({"joins": 1}, {("comeback", 0)}, id="joined a run again"),
        pytest.param({"thanked": people(10, 3)}, {("wide-thanks", 0)}, id="ten of three units"),
        pytest.param({"thanked": people(10, 2)}, set(), id="ten of two units"),
        pytest.param({"thanked": people(9, 3)}, set(), id="nine people"),
        pytest.param({"stories": 2}, set(), id="two stories"),
        pytest.param({"stories": 3}, {("storyteller", 0)}, id="three stories"),
        pytest.param({"adopted": 1}, {("path-finder", 0)}, id="an idea adopted"),
    ],
)
def test_badges_of_a_person_rules_11(done, earned):
    assert person_badges(0, PersonFeats(**done)) == earned


@pytest.mark.parametrize(
    ("done", "earned"),
    [
        pytest.param({"own_weeks": daily(4, every=7)}, {"goes-first"}, id="four weeks running"),
        pytest.param({"own_weeks": daily(3, every=7)}, set(), id="three weeks"),
        pytest.param({"own_weeks": daily(8, every=14)}, set(), id="every other week"),
        pytest.param({"answer_days": [1, 7, 0]}, {"road-clearer"}, id="all three in time"),
        pytest.param({"answer_days": [1, 8, 0]}, set(), id="one a day late"),
        pytest.param({"answer_days": [1, None, 0]}, set(), id="one without an answer"),
        pytest.param({"answer_days": [1, 2]}, set(), id="only two"),
    ],
)
def test_badges_of_a_leader_rules_11(done, earned):
    assert leader_badges(LeaderFeats(**done)) == earned


def test_the_badge_of_everybody_rules_11():
    assert everybody_badges(organisation_tipped=True) == {"tipping-point"}
    assert everybody_badges(organisation_tipped=False) == set()


def test_runs_and_feats_of_a_team_add_up():
    run = Streak(best=20, bounced_back=True, reached_orbit=True)

    assert team_badges(run, TeamFeats(covers_lent=1)) == {
        "ignition",
        "lift-off",
        "steady-burn",
        "bounce-back",
        "orbit",
        "lent-a-cover",
    }
