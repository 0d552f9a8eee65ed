"""RULES intro: starred numbers may change, from a service day on, within their bounds."""

from datetime import date

import pytest

from uplift_pwa.rules.rulebook import BY_NAME, CHANGEABLE, Change, Rulebook, fits, rulebook
from uplift_pwa.rules.settings import DEFAULTS

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


def test_without_changes_the_table_is_in_force():
    assert Rulebook().on(MONDAY) == DEFAULTS


def test_a_change_holds_from_its_day_and_days_before_keep_theirs():
    book = rulebook([Change(FRIDAY, "lift_cap", 60), Change(TUESDAY, "lift_cap", 50)])

    caps = [book.on(day).lift_cap for day in (MONDAY, TUESDAY, FRIDAY)]

    assert caps == [40, 50, 60]


def test_what_begins_later_is_told():
    book = rulebook([Change(FRIDAY, "lift_cap", 60), Change(MONDAY, "offered_a_day", 4)])

    assert book.after(MONDAY) == [Change(FRIDAY, "lift_cap", 60)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("lift_cap", 9, id="below its bound"),
        pytest.param("lift_cap", 201, id="above its bound"),
        pytest.param("lift_completion", 10, id="not starred"),
        pytest.param("salary", 10, id="no number of the game"),
    ],
)
def test_what_does_not_fit_the_table_never_comes_into_force(name, value):
    assert not fits(name, value)
    assert rulebook([Change(MONDAY, name, value)]).on(FRIDAY) == DEFAULTS


def test_only_starred_numbers_can_be_changed():
    assert all(BY_NAME[name].starred for name in CHANGEABLE)
