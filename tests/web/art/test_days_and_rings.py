"""Days differ by shape and not only by colour; rings close with what was done."""

import re

import pytest

from uplift_pwa.web.art import clock, day_mark, rings
from uplift_pwa.web.art.days import MARKS


def test_no_two_states_of_a_day_look_alike_but_the_two_kinds_of_nothing():
    drawn = {state: str(day_mark(state)) for state in MARKS}

    assert drawn.pop("transparent") == drawn["off"]
    assert len(set(drawn.values())) == len(drawn)


def test_an_unknown_state_of_a_day_is_an_error():
    with pytest.raises(KeyError):
        day_mark("lucky")


@pytest.mark.parametrize(("percent", "part"), [(0, 0), (50, 0.5), (100, 1), (140, 1), (-3, 0)])
def test_a_ring_is_inked_as_far_as_it_has_come(percent, part):
    inked, around = re.findall(r'stroke-dasharray="(\S+) (\S+)"', rings(percent, 0))[0]

    assert float(inked) / float(around) == pytest.approx(part, abs=0.001)


def test_the_tick_stands_where_breadth_closes():
    assert rings(10, 10, 80) != rings(10, 10, 50)


@pytest.mark.parametrize("passed", [-1, 0, 3, 7, 40])
def test_a_clock_can_show_any_time_that_has_passed(passed):
    assert "nan" not in clock(passed, 7)
