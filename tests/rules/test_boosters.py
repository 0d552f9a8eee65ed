from datetime import date

import pytest

from uplift_pwa.rules.boosters import (
    Trigger,
    first_success,
    is_falling,
    last_day,
    proposal,
    runs_on,
)


@pytest.mark.parametrize(
    ("day", "facts", "trigger"),
    [
        pytest.param(9, "success falling", None, id="RULES 7: not before day 10"),
        pytest.param(10, "success falling", Trigger.FALLING, id="RULES 7: day 10, falling"),
        pytest.param(10, "falling", None, id="RULES 7: falling without a first success"),
        pytest.param(20, "success", None, id="RULES 7: success, not falling, day 20"),
        pytest.param(21, "success", Trigger.SUCCESS, id="RULES 7: day 21 with a first success"),
        pytest.param(27, "falling", None, id="RULES 7: day 27 without success"),
        pytest.param(28, "", Trigger.RELAUNCH, id="RULES 7: day 28 in any case"),
        pytest.param(28, "success", Trigger.SUCCESS, id="RULES 7: day 28 is no relaunch then"),
    ],
)
def test_proposal(day, facts, trigger):
    assert proposal(day, success="success" in facts, falling="falling" in facts) == trigger


def test_at_least_21_days_lie_between_two_boosters_rules_7():
    facts = {"success": True, "falling": True}

    assert proposal(40, **facts, days_since_last=20) is None
    assert proposal(41, **facts, days_since_last=21) is Trigger.FALLING


@pytest.mark.parametrize(
    ("acts", "units", "answer"),
    [
        pytest.param(9.9, 29.9, False, id="RULES 7: neither"),
        pytest.param(10, 0, True, id="RULES 7: 10 % of the goal"),
        pytest.param(0, 30, True, id="RULES 7: 30 % of units tipped"),
    ],
)
def test_first_success(acts, units, answer):
    assert first_success(acts, units) is answer


@pytest.mark.parametrize(
    ("acts", "falling"),
    [
        pytest.param(
            [9] * 7 + [8, 8, 8, 8], True, id="RULES 7: lower at two readings in a row"
        ),
        pytest.param([9] * 10 + [8], False, id="RULES 7: lower at one reading only"),
        pytest.param([9] * 11, False, id="RULES 7: level"),
        pytest.param([9] * 7 + [8, 8, 8], False, id="RULES 7: too early for two readings"),
        pytest.param([5] * 7 + [9] * 4, False, id="RULES 7: rising"),
    ],
)
def test_is_falling(acts, falling):
    assert is_falling(acts) is falling


def test_a_booster_runs_five_days_and_ends_by_itself_rules_7():
    monday = date(2026, 3, 2)

    assert last_day(monday) == date(2026, 3, 6)
    assert [runs_on(date(2026, 3, day), monday) for day in (1, 2, 6, 7)] == [
        False,
        True,
        True,
        False,
    ]
