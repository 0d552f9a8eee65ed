import pytest

from uplift_pwa.rules.tipping import (
    organisation_tipped,
    steady_people,
    sustained,
    tipped,
    tipped_percent,
)


def test_steady_people_were_in_rhythm_in_two_of_the_last_three_weeks_rules_8():
    weeks = [{1, 2, 5}, {1, 2}, {2, 3, 4}, {1, 4}]

    assert steady_people(weeks) == {1, 2, 4}


@pytest.mark.parametrize(
    ("steady", "headcount", "answer"),
    [
        pytest.param(1, 5, False, id="RULES 8: 20 %"),
        pytest.param(2, 8, True, id="RULES 8: exactly 25 %"),
        pytest.param(0, 0, False, id="RULES 8: nobody tips nothing"),
    ],
)
def test_tipped(steady, headcount, answer):
    assert tipped(steady, headcount) is answer


def level(number, has_tipped, has_not):
    return [(number, True)] * has_tipped + [(number, False)] * has_not


@pytest.mark.parametrize(
    ("units", "answer"),
    [
        pytest.param(level(0, 4, 1), True, id="RULES 8: 80 % of the units"),
        pytest.param(level(0, 3, 1), False, id="RULES 8: 75 % of them"),
        pytest.param(level(0, 9, 0) + level(3, 0, 1), False, id="RULES 8: on every level"),
        pytest.param(level(0, 4, 1) + level(1, 1, 0), True, id="RULES 8: both levels"),
        pytest.param([], False, id="RULES 8: no units"),
    ],
)
def test_organisation_tipped(units, answer):
    assert organisation_tipped(units) is answer


@pytest.mark.parametrize(
    ("weeks", "answer"),
    [
        pytest.param([True] * 3, False, id="RULES 7: three weeks"),
        pytest.param([False] + [True] * 4, True, id="RULES 7: four weeks in a row"),
        pytest.param([True, True, False, True], False, id="RULES 7: with a gap"),
    ],
)
def test_sustained(weeks, answer):
    assert sustained(weeks) is answer


def test_breadth_is_the_share_of_units_tipped():
    assert tipped_percent([True, True, False, False]) == 50
    assert tipped_percent([]) == 0
