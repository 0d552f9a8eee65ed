from datetime import date, timedelta
from fractions import Fraction
from statistics import median as slow_median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uplift_pwa.rules import roadblocks, seals
from uplift_pwa.rules.roadblocks import SiteDays, due, is_public, median, moved, told
from uplift_pwa.rules.settings import Settings

MONDAY, DAY = date(2026, 3, 2), timedelta(days=1)
WEEKDAYS = frozenset(range(5))


@pytest.mark.parametrize(
    ("off", "last"),
    [
        pytest.param([], 7, id="seven days"),
        pytest.param([7], 8, id="a holiday moves it on"),
        pytest.param([7, 8], 9, id="so do two"),
        pytest.param([1, 2, 3], 7, id="holidays on the way do not"),
        pytest.param([7, 8, 9, 10, 11], 14, id="and a weekend after them is no working day"),
    ],
)
def test_the_last_day_of_a_clock_rules_9(off, last):
    site = SiteDays(WEEKDAYS, frozenset(MONDAY + n * DAY for n in off))

    assert due(MONDAY, 7, site) == MONDAY + last * DAY


@given(
    begun=st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    days=st.integers(1, 120),
    off=st.sets(st.integers(0, 160), max_size=30),
    weekdays=st.sets(st.integers(0, 6), min_size=1),
)
def test_a_clock_ends_like_a_finger_on_the_calendar_rules_9(begun, days, off, weekdays):
    site = SiteDays(weekdays, {begun + n * DAY for n in off})
    finger = begun + days * DAY
    if finger in site.off:
        while finger in site.off or finger.weekday() not in weekdays:
            finger += DAY

    assert due(begun, days, site) == finger
    assert moved(finger, site) == finger


def test_a_site_that_never_works_still_has_a_last_day():
    assert due(MONDAY, 7, SiteDays((), {MONDAY + 7 * DAY})) == MONDAY + 67 * DAY


@given(st.lists(st.integers(0, 60), max_size=40))
def test_the_median_is_the_slow_one(days):
    counted = {number: days.count(number) for number in days}

    assert median(counted) == (Fraction(slow_median(days)) if days else None)


@pytest.mark.parametrize(
    ("people", "said"),
    [(0, None), (2, None), (3, 3), (4, 3), (5, 5), (9, 5), (10, 10), (23, 20)],
)
def test_how_many_share_it_is_said_in_steps_rules_8_9(people, said):
    assert told(people, 3) == said
    assert is_public(people) == (people >= 3)


def test_the_number_of_the_rulebook_counts():
    assert is_public(1, Settings(roadblock_public_from=1))


def test_marks_of_different_parts_never_meet():
    seal = b"seal"

    assert seals.mark(seal, "a", "bc") != seals.mark(seal, "ab", "c")
    assert seals.mark(seal, 1, 2) == seals.mark(seal, 1, 2) != seals.mark(b"other", 1, 2)
    assert len(seals.mark(seal, 1)) == 2 * seals.LENGTH


def test_there_are_eight_kinds():
    assert len(set(roadblocks.KINDS)) == 8
