"""RULES 8: two published sets of people differ by nobody or by at least five."""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift_pwa.rules.published import Party, going, place, telling

MONDAY, WEEK = date(2026, 3, 2), timedelta(weeks=1)
WARDS, KITCHEN, NOWHERE = 1, 2, None
LONG = ((MONDAY, WARDS),)
THERE = ((MONDAY, KITCHEN),)


@pytest.mark.parametrize(
    ("parties", "allowed"),
    [
        pytest.param([Party((), NOWHERE, WARDS, 5)], {0}, id="five make a unit"),
        pytest.param([Party((), NOWHERE, WARDS, 4)], set(), id="four wait to be one"),
        pytest.param(
            [Party(LONG, WARDS, WARDS, 20), Party((), NOWHERE, WARDS, 1)],
            set(),
            id="one who joins waits",
        ),
        pytest.param(
            [Party(LONG, WARDS, WARDS, 20), Party((), NOWHERE, WARDS, 5)],
            {1},
            id="five who join are counted",
        ),
        pytest.param(
            [Party(LONG, WARDS, WARDS, 20), Party(LONG, WARDS, NOWHERE, 4)],
            set(),
            id="four who leave stay in the figures",
        ),
        pytest.param(
            [Party(LONG, WARDS, WARDS, 4), Party(LONG, WARDS, NOWHERE, 6)],
            set(),
            id="six do not leave four behind",
        ),
        pytest.param([Party(LONG, WARDS, NOWHERE, 6)], {0}, id="all of a unit leave"),
        pytest.param(
            [
                Party(LONG, WARDS, WARDS, 20),
                Party(LONG, WARDS, KITCHEN, 3),
                Party(THERE, KITCHEN, KITCHEN, 20),
                Party(THERE, KITCHEN, WARDS, 3),
            ],
            set(),
            id="three for three would not show in headcounts, and waits",
        ),
        pytest.param(
            [
                Party(LONG, WARDS, WARDS, 20),
                Party(LONG, WARDS, KITCHEN, 2),
                Party(LONG, WARDS, NOWHERE, 6),
                Party(THERE, KITCHEN, KITCHEN, 20),
            ],
            {2},
            id="two wait while six go",
        ),
        pytest.param(
            [
                Party(LONG, WARDS, WARDS, 20),
                Party(((MONDAY + WEEK, WARDS),), WARDS, WARDS, 4),
                Party(((MONDAY + WEEK, WARDS),), WARDS, NOWHERE, 1),
                Party(LONG, WARDS, NOWHERE, 4),
            ],
            set(),
            id="one of five newcomers would leave four beside the week before them",
        ),
        pytest.param(
            [
                Party(LONG, WARDS, WARDS, 20),
                Party(((MONDAY, KITCHEN), (MONDAY + WEEK, WARDS)), WARDS, WARDS, 6),
                Party(((MONDAY, WARDS), (MONDAY + WEEK, KITCHEN)), KITCHEN, WARDS, 2),
                Party(((MONDAY, WARDS), (MONDAY + WEEK, KITCHEN)), KITCHEN, KITCHEN, 3),
                Party(THERE, KITCHEN, WARDS, 3),
                Party(THERE, KITCHEN, KITCHEN, 20),
            ],
            set(),
            id="five of whom two only come back",
        ),
    ],
)
def test_who_may_be_published_where_they_are_rules_8(parties, allowed):
    assert going(parties, 5) == allowed


def test_a_higher_number_stops_nobody_who_goes_with_enough():
    parties = [
        Party(LONG, WARDS, WARDS, 7),  # published when five were enough
        Party((), NOWHERE, KITCHEN, 12),
        Party((), NOWHERE, WARDS, 9),
    ]

    assert going(parties, 10) == {1}


places = st.sampled_from([None, 1, 2, 3])
weeks = st.lists(places, min_size=30, max_size=60)


@given(st.lists(weeks, min_size=1, max_size=9), st.sampled_from([2, 5]))
def test_any_two_weeks_differ_by_nobody_or_enough(wanted, least):
    published = play(wanted, least)

    for one, other in combinations([{}, *published], 2):
        ways = Counter((one.get(who), other.get(who)) for who in one.keys() | other.keys())
        ways.pop((None, None), None)
        assert all(people >= least for people in ways.values())
        for some, others in product(sums(one), sums(other)):
            assert len(some ^ others) == 0 or len(some ^ others) >= least


@given(weeks)
def test_whoever_can_go_with_others_goes(wanted):
    first = play([wanted], 5)[0]

    crowds = Counter(wanted)
    assert first == {
        who: where
        for who, where in enumerate(wanted)
        if where is not None and crowds[where] >= 5
    }


@given(st.lists(weeks, min_size=1, max_size=6))
def test_what_was_published_one_by_one_tells_nothing(wanted):
    published = play(wanted, 5)

    histories = Counter(tuple(steps_of(published, who)) for who in range(60))
    assert telling(histories, 5) == {}


def test_one_who_moved_alone_is_told():
    histories = {LONG: 19, ((MONDAY, WARDS), (MONDAY + WEEK, None)): 1}

    assert telling(histories, 5) == {MONDAY + WEEK: 1}


def test_where_people_stood_in_a_week():
    stood = ((MONDAY, WARDS), (MONDAY + 2 * WEEK, KITCHEN))

    found = [place(stood, MONDAY + number * WEEK) for number in (-1, 0, 1, 2, 9)]

    assert found == [None, WARDS, WARDS, KITCHEN, KITCHEN]


def play(wanted, least):
    """The published places of each person, week by week; who has no wish stays away."""
    published = []
    for wishes in wanted:
        before = published[-1] if published else {}
        parties, members = [], []
        groups = {}
        for who in range(60):
            want = wishes[who] if who < len(wishes) else None
            key = (tuple(steps_of(published, who)), before.get(who), want)
            groups.setdefault(key, []).append(who)
        for (stood, waits, want), some in groups.items():
            parties.append(Party(stood, waits, want, len(some)))
            members.append(some)
        allowed = going(parties, least)
        now = {
            who: party.wants if number in allowed else party.waits
            for number, party in enumerate(parties)
            for who in members[number]
        }
        published.append({who: where for who, where in now.items() if where is not None})
    return published


def steps_of(published, who):
    """A step for each week in which somebody's place changed."""
    last = None
    for number, week in enumerate(published):
        if week.get(who) != last:
            last = week.get(who)
            yield MONDAY + number * WEEK, last


def sums(week):
    """Every set of people that units of a week add up to: each unit, each few, all."""
    units = sorted(set(week.values()))
    for length in range(len(units) + 1):
        for some in combinations(units, length):
            yield frozenset(who for who, where in week.items() if where in some)
