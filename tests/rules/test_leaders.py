from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from uplift_pwa.rules.leaders import Leader, waits

DAY = timedelta(days=1)
MONDAY = date(2026, 3, 2)
LAUNCH = MONDAY - 28 * DAY
WEEKDAYS = (0, 1, 2, 3, 4)


def leader(own=None, since=LAUNCH, weekdays=WEEKDAYS, away=(), until=MONDAY + 60 * DAY):
    """Works on these weekdays but for days away; `own` is the day of the newest own act."""
    days = [since + number * DAY for number in range((until - since).days)]
    works_on = {day for day in days if day.weekday() in weekdays and day not in away}
    return Leader(since, own, works_on)


@pytest.mark.parametrize(
    ("leaders", "waiting"),
    [
        pytest.param([], False, id="no leader is named"),
        pytest.param([leader()], True, id="never did one: the first working day of a week"),
        pytest.param([leader(own=MONDAY)], False, id="did one today"),
        pytest.param([leader(own=MONDAY - 6 * DAY)], False, id="six days ago"),
        pytest.param([leader(own=MONDAY - 7 * DAY)], True, id="seven days ago"),
        pytest.param([leader(own=MONDAY - 8 * DAY)], True, id="eight, Sunday was off"),
        pytest.param([leader(own=MONDAY - 10 * DAY)], False, id="waited on Friday already"),
        pytest.param([leader(away=[MONDAY])], False, id="the leader is on leave today"),
        pytest.param([leader(weekdays=(1, 2))], False, id="the leader has the day off"),
        pytest.param([leader(since=MONDAY)], True, id="leads since today"),
        pytest.param([leader(since=MONDAY + DAY)], False, id="leads from tomorrow"),
        pytest.param([leader(), leader(own=MONDAY - DAY)], False, id="one of two did"),
        pytest.param(
            [leader(away=[MONDAY]), leader(since=MONDAY)], True, id="the substitute is here"
        ),
        pytest.param(
            [leader(away=[MONDAY]), leader(own=MONDAY, since=MONDAY)],
            False,
            id="the substitute did one",
        ),
    ],
)
def test_whether_a_team_waits_on_a_monday(leaders, waiting):
    assert waits(MONDAY, leaders, launch_on=LAUNCH) is waiting


def test_nobody_waits_before_the_launch():
    assert not waits(MONDAY, [leader()], launch_on=MONDAY + DAY)
    assert waits(MONDAY, [leader(since=LAUNCH)], launch_on=MONDAY)


weekdays = st.sets(st.integers(0, 6)).map(tuple)
owns = st.none() | st.integers(0, 40).map(lambda back: MONDAY - back * DAY)
people = st.lists(st.builds(lambda own, days: leader(own, weekdays=days), owns, weekdays))


@settings(deadline=None)
@given(people)
def test_in_seven_days_a_team_waits_one_working_day_at_most(leaders):
    days = [MONDAY + number * DAY for number in range(28)]
    waited = [day for day in days if waits(day, leaders, launch_on=LAUNCH)]

    assert all(any(day in one.works_on for one in leaders) for day in waited)
    assert len(waited) <= 5


@settings(deadline=None)
@given(people, st.integers(0, 6))
def test_an_own_challenge_ends_the_waiting_for_a_week(leaders, after):
    did = leader(own=MONDAY)

    assert not waits(MONDAY + after * DAY, [*leaders, did], launch_on=LAUNCH)
