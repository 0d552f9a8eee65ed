from datetime import UTC, date, datetime, time, timedelta

import pytest

from uplift_pwa.rules.calendar import Shift
from uplift_pwa.rules.nudge_plan import Cue, Day, Past, ignored, is_stopped, plan, texts
from uplift_pwa.rules.nudges import Quiet

MONDAY, DAY, HOUR = date(2026, 3, 2), timedelta(days=1), timedelta(hours=1)
EIGHT = datetime(2026, 3, 2, 8, tzinfo=UTC)
EVERY_DAY = [MONDAY + n * DAY for n in range(-8, 3)]


def shift(day=MONDAY, hours=8):
    starts = datetime.combine(day, time(8), UTC)
    return Shift(day, starts, starts + hours * HOUR)


def past(*days, ignored=0, seen_at=None):
    moments = tuple(datetime.combine(day, time(9), UTC) for day in days)
    return Past(tuple(days), moments, ignored, seen_at)


def look(at, before=None, *, days=EVERY_DAY, shifts=None, **more):
    shifts = shifts or [shift(MONDAY + n * DAY) for n in range(3)]
    return plan(at, shifts, days, before or Past(), zone="UTC", **more)


def nudged_on(at, before=None, **more):
    """The service day somebody is nudged for now, or None."""
    found = look(at, before, **more)
    return found.shift.day if found.shift else None


def test_before_its_moment_it_looks_again_at_it():
    assert look(EIGHT) == plan(EIGHT, [shift()], EVERY_DAY, Past(), zone="UTC")
    assert look(EIGHT).again == EIGHT + HOUR
    assert look(EIGHT).shift is None


def test_at_its_moment_it_nudges_until_the_shift_ends():
    found = look(EIGHT + HOUR)

    assert (found.shift, found.closes_at) == (shift(), EIGHT + 8 * HOUR)


def test_a_late_look_still_nudges_within_the_shift():
    assert nudged_on(EIGHT + 5 * HOUR) == MONDAY
    assert look(EIGHT + 9 * HOUR).shift is None


def test_once_a_service_day():
    assert nudged_on(EIGHT + 2 * HOUR, past(MONDAY)) is None


def test_not_when_something_is_done():
    assert nudged_on(EIGHT + HOUR, done_on={MONDAY}) is None


def test_not_in_quiet_hours_and_after_them_within_the_shift_alone():
    noon = Quiet(time(8), time(12), "UTC")
    whole_shift = Quiet(time(8), time(16), "UTC")

    assert look(EIGHT + HOUR, quiet=noon).again == EIGHT + 4 * HOUR
    assert nudged_on(EIGHT + 4 * HOUR, quiet=noon) == MONDAY
    assert nudged_on(EIGHT + 7 * HOUR, quiet=whole_shift) is None


def test_quiet_hours_that_begin_in_the_shift_end_its_window():
    found = look(EIGHT + HOUR, quiet=Quiet(time(12), time(20), "UTC"))

    assert found.closes_at == EIGHT + 4 * HOUR


def test_a_moment_of_ones_own():
    assert look(EIGHT, cue=Cue(minutes=15)).again == EIGHT + timedelta(minutes=15)
    assert nudged_on(EIGHT, cue=Cue(minutes=0)) == MONDAY
    assert look(EIGHT, cue=Cue(wall_time=time(13, 30))).again == EIGHT + 5.5 * HOUR
    assert look(EIGHT, cue=Cue(wall_time=time(3))).again == EIGHT + HOUR  # not within it


def test_a_local_time_after_midnight_belongs_to_a_night_shift():
    night = Shift(MONDAY, EIGHT + 12 * HOUR, EIGHT + 20 * HOUR)

    found = look(EIGHT + 15 * HOUR, shifts=[night], cue=Cue(wall_time=time(2)))

    assert found.again == EIGHT + 18 * HOUR


@pytest.mark.parametrize(
    ("before", "nudged"),
    [
        pytest.param(past(MONDAY - DAY), True, id="not ignored yet"),
        pytest.param(past(MONDAY - DAY, ignored=2), False, id="three: not the next shift"),
        pytest.param(past(MONDAY - 2 * DAY, ignored=2), True, id="three: every other shift"),
        pytest.param(past(MONDAY - 6 * DAY, ignored=5), False, id="six: not within a week"),
        pytest.param(past(MONDAY - 7 * DAY, ignored=5), True, id="six: after a week"),
        pytest.param(past(MONDAY - 20 * DAY, ignored=9), False, id="ten: no more"),
        pytest.param(past(MONDAY - DAY, ignored=2, seen_at=EIGHT), True, id="opened since"),
        pytest.param(
            past(*(MONDAY - n * DAY for n in (6, 5, 4, 3, 2)), seen_at=EIGHT),
            False,
            id="five within a week",
        ),
    ],
)
def test_less_and_less(before, nudged):
    found = nudged_on(EIGHT + HOUR, before)

    assert found == (MONDAY if nudged else None)


def test_every_other_shift_counts_shifts_and_not_days():
    mondays_and_thursdays = [MONDAY - 4 * DAY, MONDAY]
    before = past(MONDAY - 4 * DAY, ignored=2)

    assert nudged_on(EIGHT + HOUR, before, days=mondays_and_thursdays) is None


def test_what_was_ignored_is_counted_until_it_stops():
    assert ignored(Past()) == 0
    assert ignored(past(MONDAY, ignored=2)) == 3
    assert ignored(past(MONDAY, ignored=2, seen_at=EIGHT + 2 * HOUR)) == 0
    assert ignored(past(MONDAY, ignored=2, seen_at=EIGHT)) == 3  # before the nudge
    assert ignored(past(MONDAY, ignored=10, seen_at=EIGHT + 2 * HOUR)) == 10
    assert is_stopped(10) and not is_stopped(9)


@pytest.mark.parametrize(
    ("day", "first"),
    [
        (None, "b"),
        (Day(on_shift=5, done=2), "one_short"),
        (Day(on_shift=4, done=2), "b"),
        (Day(on_shift=5, done=0), "first"),
        (Day(on_shift=5, done=3), "kept"),
        (Day(on_shift=5, done=1, streak=3), "run"),
        (Day(on_shift=5, done=1, streak=2), "b"),
        (Day(on_shift=3, done=2, streak=9), "b"),
        (Day(booster=True), "fresh"),
    ],
)
def test_a_text_is_eligible_only_when_it_is_true(day, first):
    assert texts(day, ("a", "b", "c"), turn=4)[0] == first
    assert texts(day, ("a", "b", "c"), turn=4)[-3:] == ["b", "c", "a"]
