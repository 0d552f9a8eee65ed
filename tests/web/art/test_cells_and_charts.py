"""Shares are ink: dots under the tipping point, solid from it, and a chart's parts in order."""

import re

import pytest

from tests.web.art.xml import classes, read, said, tags
from uplift_pwa.web.art import line, map_cell, momentum_chart, small_multiple, weeks


@pytest.mark.parametrize(
    ("percent", "seen"),
    [
        pytest.param(None, set(), id="too few to be shown"),
        pytest.param(0, set(), id="nobody"),
        pytest.param(20, {"h-dot"}, id="some"),
        pytest.param(25, {"h-tip"}, id="tipped"),
        pytest.param(100, {"h-tip"}, id="everybody"),
    ],
)
def test_a_cell_is_dots_until_it_tips(percent, seen):
    assert set(classes(read(map_cell(percent)))) - {"h-bg"} == seen


def test_more_people_in_rhythm_make_larger_dots():
    sizes = [float(re.search(r' r="([\d.]+)"', map_cell(share))[1]) for share in (5, 10, 20)]

    assert sizes == sorted(set(sizes))


def test_each_week_of_a_rhythm_has_its_own_shape():
    drawn = classes(read(weeks(["kept", "kept", "joined", "missed", "now"], "Five weeks")))

    assert (drawn.count("h-dot"), drawn.count("band"), drawn.count("f-sun")) == (2, 3, 1)


@pytest.mark.parametrize(
    ("percent", "end"), [(-5, 0), (0, 0), (64, 384), (100, 600), (180, 600)]
)
def test_a_line_is_inked_as_far_as_it_has_come(percent, end):
    assert f"L{end},1" in line(percent, "So far")


def test_a_chart_says_its_totals_and_escapes_its_words():
    drawn = read(
        momentum_chart([("<1>", (14, 9, 10, 4)), ("2", (0, 0, 0, 0))], "37, 0", (1, 1, "a & b"))
    )

    assert said(drawn) == "a & b37<1>02"


def test_a_full_chart_stays_inside_its_sheet():
    drawn = read(momentum_chart([("1", (40, 25, 20, 15))], "100"))
    top = float(drawn.get("viewBox").split()[1])

    assert all(float(words.get("y")) - 20 >= top for words in tags(drawn, "text"))


def test_a_small_multiple_is_solid_from_the_tipping_point():
    drawn = classes(read(small_multiple([0, 10, 24, 25, 60], "Five weeks")))

    assert drawn.count("h-tip") == 2


def test_small_multiples_that_stand_together_are_drawn_to_one_scale():
    low = read(small_multiple([10], "Wards", weeks=6, top=90))
    high = read(small_multiple([20, None, 30, 40, 50, 90], "Buses", weeks=6, top=90))

    assert low.get("viewBox") == high.get("viewBox")
    assert low.find(".//{*}circle").get("cx") == "106"  # the newest week is the last
    assert len(classes(high)) == len(classes(read(small_multiple([20, 30, 40, 50, 90], "x"))))
