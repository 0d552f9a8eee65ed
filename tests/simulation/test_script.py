from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from uplift_pwa.rules import team_day
from uplift_pwa.simulation import behaviour, script
from uplift_pwa.simulation.behaviour import Act
from uplift_pwa.simulation.organisation import build
from uplift_pwa.simulation.script import Arrival, Window
from uplift_pwa.simulation.shape import Shape

DAY = timedelta(days=1)
LAUNCH = date(2026, 10, 5)
BEFORE = datetime(2026, 9, 20, tzinfo=UTC)
NOW = datetime(2026, 11, 15, 15, tzinfo=UTC)
HOUSE = build(Shape(visitors=True))
EVERYTHING = script.events(HOUSE, Window(LAUNCH, BEFORE, NOW))
ACTS = [event for event in EVERYTHING if isinstance(event, Act)]


def weeks_of(shape):
    """Acts in each of the first six weeks."""
    weeks = [0] * 6
    for _, day, acts in behaviour.acts(build(shape), LAUNCH, LAUNCH, LAUNCH + 41 * DAY):
        weeks[(day - LAUNCH).days // 7] += len(acts)
    return weeks


def test_the_same_window_is_played_the_same_way():
    assert script.events(HOUSE, Window(LAUNCH, BEFORE, NOW)) == EVERYTHING


def test_everything_happens_in_order_and_inside_the_window():
    assert all(one.at <= other.at for one, other in pairwise(EVERYTHING))
    assert EVERYTHING[0].at > BEFORE and EVERYTHING[-1].at <= NOW


def test_nobody_acts_before_they_are_aboard_or_while_they_look_on():
    arrived = {one.number: one.day for one in EVERYTHING if isinstance(one, Arrival)}
    looking = {one.number for one in HOUSE.members if one.mode == "look"}

    assert all(act.day > arrived[act.number] for act in ACTS)
    assert looking and not looking & {act.number for act in ACTS}


def test_people_act_inside_their_shifts_and_sometimes_arrive_later():
    members = {one.number: one for one in HOUSE.members}
    shifts = [(act, behaviour.shift_on(members[act.number], act.day)) for act in ACTS]
    late = [act for act, shift in shifts if act.at > shift.ends_at]

    assert all(shift.starts_at <= act.at for act, shift in shifts)
    assert 0.01 < len(late) / len(ACTS) < 0.1


def test_some_people_never_come_and_some_write_a_sentence():
    arrived = {one.number for one in EVERYTHING if isinstance(one, Arrival)}
    with_sentence = sum(act.sentence is not None for act in ACTS)

    assert len(HOUSE.members) - len(arrived) > 20
    assert 0.1 < with_sentence / len(ACTS) < 0.25


@pytest.mark.parametrize(
    "profile, least, most",
    [
        pytest.param("launch", 0.9, 1.3, id="launched well and carried on"),
        pytest.param("dip", 0.3, 0.75, id="dipped for good"),
        pytest.param("booster", 0.85, 1.3, id="boosted again"),
        pytest.param("resistance", 0.8, 1.5, id="resisted: slow from the first week on"),
    ],
)
def test_a_profile_says_how_the_last_week_compares_with_the_first(profile, least, most):
    weeks = weeks_of(Shape(profile=profile))

    assert least < weeks[5] / weeks[0] < most


def test_after_the_launch_comes_a_dip_and_then_a_second_push():
    weeks = weeks_of(Shape())
    surge, dip = weeks[0], sum(weeks[2:5]) / 3

    assert dip < 0.9 * surge
    assert weeks[5] > 1.1 * dip


def test_where_people_resist_far_fewer_act():
    assert sum(weeks_of(Shape(profile="resistance"))) < 0.6 * sum(weeks_of(Shape()))


def test_today_the_visited_teams_are_one_or_two_short_and_visitors_have_not_acted():
    visited = [crew for crew in HOUSE.crews if crew.is_visited]
    open_days = {
        (crew.name, day): [one for one in crew.members if behaviour.shift_on(one, day)]
        for crew in visited
        for day in (NOW.date() - timedelta(days=1), NOW.date())
        if not all(behaviour.is_over(one, day, NOW) for one in crew.members)
    }
    short = []
    for (name, day), here in open_days.items():
        doing = {act.number for act in ACTS if act.day == day} & {one.number for one in here}
        begun = [behaviour.shift_on(one, day).starts_at for one in here]
        assert not any(number.startswith("HV") for number in doing), name
        if max(begun) + timedelta(hours=1) <= NOW:
            short.append(team_day.missing(len(here), len(doing)))

    assert len(short) >= 2
    assert set(short) <= {1, 2}


def test_what_visited_teams_held_back_comes_when_their_day_is_over():
    tomorrow = NOW + timedelta(days=1)
    done = {(act.number, act.day) for act in ACTS}

    later = script.events(HOUSE, Window(LAUNCH, NOW, tomorrow), done)
    again = script.events(HOUSE, Window(LAUNCH, NOW, NOW + timedelta(minutes=1)), done)

    held_back = {(one.number, one.day) for one in later if one.number.startswith("HV")}
    assert {day for _, day in held_back} >= {NOW.date()}
    assert not held_back & done
    assert len(again) < 5
