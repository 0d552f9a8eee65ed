from datetime import UTC, date, datetime, time, timedelta

import pytest

from uplift_pwa.rules.calendar import Shift, Span
from uplift_pwa.rules.nudges import (
    Pace,
    Quiet,
    Sent,
    due_at,
    may_bundle,
    may_nudge,
    next_text,
    pace,
    plan,
    slot,
)


def at(day, hour, minute=0):
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


EARLY = Shift(date(2026, 3, 2), at(2, 8), at(2, 16))
TODAY, TOMORROW = Span(at(2, 8), at(2, 16)), Span(at(3, 8), at(3, 16))
HOUR = timedelta(hours=1)
NIGHTS = Quiet(time(22), time(7), "Europe/Berlin")  # 21:00 to 06:00 UTC
NOONS = Quiet(time(12), time(14), "UTC")


@pytest.mark.parametrize(
    ("shift", "cue", "due"),
    [
        pytest.param(EARLY, None, at(2, 9), id="RULES 10: an hour after the start"),
        pytest.param(EARLY, timedelta(minutes=5), at(2, 8, 5), id="RULES 10: their own cue"),
        pytest.param(
            Shift(date(2026, 3, 2), at(2, 8), at(2, 9)),
            None,
            at(2, 8),
            id="RULES 10: a short one",
        ),
    ],
)
def test_due_at(shift, cue, due):
    assert due_at(shift, cue) == due


@pytest.mark.parametrize(
    ("due", "windows", "quiet", "moment"),
    [
        pytest.param(at(2, 9), [TODAY], None, at(2, 9), id="RULES 10: inside a window"),
        pytest.param(at(2, 7), [TODAY], None, at(2, 8), id="RULES 10: moved to its begin"),
        pytest.param(
            at(2, 16),
            [TODAY, TOMORROW],
            None,
            at(3, 8),
            id="RULES 10: moved to the next window",
        ),
        pytest.param(at(2, 7), [TOMORROW], None, None, id="RULES 10: dropped after 24 hours"),
        pytest.param(at(2, 8), [TOMORROW], None, at(3, 8), id="RULES 10: 24 hours and no more"),
        pytest.param(at(2, 17), [TODAY], None, None, id="RULES 10: no window left"),
        pytest.param(at(2, 12), [TODAY], NOONS, at(2, 14), id="RULES 10: after quiet hours"),
        pytest.param(at(2, 11, 59), [TODAY], NOONS, at(2, 11, 59), id="RULES 10: just before"),
        pytest.param(
            at(2, 20, 30),
            [Span(at(2, 20), at(3, 4))],
            NIGHTS,
            at(2, 20, 30),
            id="RULES 10: awake",
        ),
        pytest.param(
            at(2, 21, 30),
            [Span(at(2, 20), at(3, 4)), Span(at(3, 5), at(3, 9))],
            NIGHTS,
            at(3, 6),
            id="RULES 10: quiet over midnight",
        ),
        pytest.param(
            at(3, 5),
            [Span(at(3, 4), at(3, 9))],
            NIGHTS,
            at(3, 6),
            id="RULES 10: quiet till morning",
        ),
        pytest.param(
            at(2, 9), [TODAY], Quiet(time(7), time(7), "UTC"), at(2, 9), id="RULES 10: none set"
        ),
    ],
)
def test_slot(due, windows, quiet, moment):
    assert slot(due, windows, quiet) == moment


def test_quiet_hours_that_come_twice_are_quiet_twice():
    """In Sydney clocks go back from 3 to 2 on 5 April 2026; half past two comes twice."""
    night = Quiet(time(23), time(2, 30), "Australia/Sydney")
    again = datetime(2026, 4, 4, 16, 15, tzinfo=UTC)  # a quarter past two, the second one

    moment = slot(again, [Span(again - HOUR, again + 5 * HOUR)], night)

    assert moment == again + HOUR / 4


@pytest.mark.parametrize(
    ("ignored", "often"),
    [
        pytest.param(2, Pace.EVERY_SHIFT, id="RULES 10: two ignored"),
        pytest.param(3, Pace.EVERY_SECOND, id="RULES 10: three ignored"),
        pytest.param(6, Pace.WEEKLY, id="RULES 10: six ignored"),
        pytest.param(10, Pace.STOPPED, id="RULES 10: ten ignored, ask in the app"),
    ],
)
def test_pace(ignored, often):
    assert pace(ignored) is often


NOW = at(20, 9)


def days_ago(*days):
    return tuple(NOW - timedelta(days=day) for day in days)


@pytest.mark.parametrize(
    ("sent", "answer"),
    [
        pytest.param(Sent(), True, id="RULES 10: the first"),
        pytest.param(Sent(days_ago(0), 0, 0), False, id="RULES 10: one a shift"),
        pytest.param(Sent(days_ago(6, 5, 4, 3)), True, id="RULES 10: the fifth of a week"),
        pytest.param(Sent(days_ago(6, 5, 4, 3, 2)), False, id="RULES 10: no sixth in a week"),
        pytest.param(Sent(days_ago(7, 5, 4, 3, 2)), True, id="RULES 10: a week is over"),
        pytest.param(
            Sent(days_ago(1), 3, 1), False, id="RULES 10: ignored, not the next shift"
        ),
        pytest.param(Sent(days_ago(1), 3, 2), True, id="RULES 10: ignored, every 2nd shift"),
        pytest.param(Sent(days_ago(6), 6, 5), False, id="RULES 10: ignored, not within a week"),
        pytest.param(Sent(days_ago(7), 6, 5), True, id="RULES 10: ignored, weekly"),
        pytest.param(Sent(days_ago(30), 10, 9), False, id="RULES 10: ignored ten times, stop"),
    ],
)
def test_may_nudge(sent, answer):
    assert may_nudge(NOW, sent) is answer


def test_a_plan_is_dropped_if_already_done_rules_10():
    assert plan(EARLY, [TODAY], Sent()) == at(2, 9)
    assert plan(EARLY, [TODAY], Sent(), done=True) is None
    assert plan(EARLY, [TODAY], Sent(ignored=10)) is None
    assert plan(EARLY, [], Sent()) is None


def test_one_bundle_of_news_a_day_rules_10():
    assert may_bundle(NOW, None)
    assert not may_bundle(NOW, NOW - timedelta(hours=23))
    assert may_bundle(NOW, NOW - timedelta(hours=24))


def test_the_same_text_not_within_the_last_five_rules_10():
    assert next_text("abcdefg", "abcde") == "f"
    assert next_text("abcdefg", "abcdef") == "a"
    assert next_text("abc", "abc") is None
