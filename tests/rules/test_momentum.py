from fractions import Fraction

import pytest

from uplift_pwa.rules.momentum import UnitWeek, heading, is_active, momentum, trend

FULL = UnitWeek(
    in_rhythm=5, working=10, broad=1, breadth_of=4, returned=3, returning=4, felt=2, acts=10
)


@pytest.mark.parametrize(
    ("week", "value"),
    [
        pytest.param(
            FULL, 20 + Fraction(25, 4) + 15 + 3, id="RULES 8: 40 P + 25 B + 20 R + 15 K"
        ),
        pytest.param(
            UnitWeek(in_rhythm=5, working=10, broad=1, breadth_of=4),
            Fraction(2000 + 625, 65),
            id="RULES 8: parts without a denominator are dropped, the rest rescaled",
        ),
        pytest.param(UnitWeek(working=10), 0, id="RULES 8: nobody in rhythm is 0"),
        pytest.param(UnitWeek(), None, id="RULES 8: nothing known is nothing"),
        pytest.param(UnitWeek(9, 9, 2, 2, 4, 4, 1, 1), 100, id="RULES 8: everything is 100"),
    ],
)
def test_momentum(week, value):
    assert momentum(week).value == value


def test_momentum_shows_its_four_parts_rules_8():
    shown = momentum(FULL)

    assert (shown.rhythm, shown.breadth, shown.returned, shown.felt) == (
        Fraction(1, 2),
        Fraction(1, 4),
        Fraction(3, 4),
        Fraction(1, 5),
    )


@pytest.mark.parametrize(
    ("values", "change"),
    [
        pytest.param([50, 50, 50], None, id="RULES 8: not before week 4"),
        pytest.param([50, 50, 50, 56], 6, id="RULES 8: against the mean of the 3 before"),
        pytest.param([0, 60, 50, 40, 45], -5, id="RULES 8: only the last 3"),
        pytest.param([50, None, 50, 50], None, id="RULES 8: a week without momentum"),
    ],
)
def test_trend(values, change):
    assert trend([None if value is None else Fraction(value) for value in values]) == change


@pytest.mark.parametrize(
    ("change", "where"),
    [
        pytest.param("3", "steady", id="RULES 8: +3 is steady"),
        pytest.param("3.1", "rising", id="RULES 8: above +3"),
        pytest.param("-3", "steady", id="RULES 8: -3 is steady"),
        pytest.param("-3.1", "falling", id="RULES 8: below -3"),
    ],
)
def test_heading(change, where):
    assert heading(Fraction(change)) == where


def test_a_sub_unit_takes_part_from_a_quarter_of_its_people_rules_8():
    assert [is_active(active, 8) for active in (1, 2)] == [False, True]
    assert not is_active(0, 0)
