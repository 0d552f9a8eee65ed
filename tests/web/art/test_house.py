"""The house has one window a person on shift, and lights as many as have acted."""

import re

import pytest

from tests.web.art.xml import classes, read
from uplift_pwa.web.art import house


def windows(drawing):
    names = classes(read(drawing))
    return names.count("w-on"), names.count("w-need"), names.count("w-off")


@pytest.mark.parametrize(
    ("on_shift", "done", "need", "seen"),
    [
        pytest.param(12, 6, 8, (6, 2, 4), id="part of the way"),
        pytest.param(12, 9, 8, (9, 0, 3), id="kept, and more"),
        pytest.param(1, 0, 1, (0, 1, 0), id="one person"),
        pytest.param(3, 3, 2, (3, 0, 0), id="everybody"),
        pytest.param(300, 120, 180, (120, 60, 120), id="a large team"),
    ],
)
def test_windows_are_people(on_shift, done, need, seen):
    assert windows(house(on_shift, done, need)) == seen


def test_with_nobody_on_shift_the_door_is_closed():
    assert windows(house(0, 0, 0)) == (0, 0, 1)


def test_above_three_hundred_a_window_stands_for_more_than_one():
    lit, asked, dark = windows(house(900, 300, 540))

    assert (lit, asked, dark) == (100, 80, 120)


def test_one_more_act_never_puts_a_window_out():
    lit = [windows(house(700, done, 420))[0] for done in range(0, 701, 25)]

    assert lit == sorted(lit)


@pytest.mark.parametrize("people", [1, 2, 5, 14, 15, 23, 40, 77, 150, 299, 300])
def test_every_window_is_inside_the_walls(people):
    drawing = house(people, 0, 0)
    _, _, width, height = map(float, read(drawing).get("viewBox").split())

    for path in re.findall(r'class="w-off" d="([^"]+)"', drawing):
        for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", path):
            assert 4 <= float(x) <= width - 4
            assert 44 <= float(y) <= height - 4


def test_few_people_do_not_get_doors_for_windows():
    widest = house(1, 0, 0).split('class="w-off" d="')[1]
    left, right = re.findall(r"[ML](-?[\d.]+),", widest)[:2]

    assert float(right) - float(left) < 40
