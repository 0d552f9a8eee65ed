from datetime import timedelta

import pytest

from tests.factories import NOON
from uplift_pwa.rules import stations
from uplift_pwa.rules.stations import Named


@pytest.mark.parametrize(
    ("seconds", "open_"),
    [
        pytest.param(0, True, id="just begun"),
        pytest.param(44, True, id="a second before"),
        pytest.param(45, False, id="after 45 seconds"),
    ],
)
def test_a_turn_lasts_45_seconds_from_the_last_tap(seconds, open_):
    assert stations.is_open(NOON, NOON + timedelta(seconds=seconds)) is open_


@pytest.mark.parametrize("typed", ["", "123", "12345", "12a4", " 123"])
def test_what_is_not_four_figures_is_no_pin(typed):
    assert not stations.is_pin(typed)


def test_figures_of_any_keyboard_mean_the_same():
    assert stations.meant(" ٢٥٨٠ ") == "2580"


@pytest.mark.parametrize(
    ("pin", "easy"),
    [
        pytest.param("0000", True, id="one figure"),
        pytest.param("1234", True, id="up"),
        pytest.param("9876", True, id="down"),
        pytest.param("2580", False, id="down the middle of the pad"),
        pytest.param("1123", False, id="almost a run"),
    ],
)
def test_the_first_guesses_are_easy(pin, easy):
    assert stations.is_easy(pin) is easy


def test_names_say_more_only_where_two_are_alike():
    people = [
        Named(1, "Ada", "Ada Okafor"),
        Named(2, "Ada", "Ada Lind"),
        Named(3, "Ben", "Ben Lind"),
        Named(4, "ada", "ada Lopez"),
        Named(5, "Noor", "Noor"),
        Named(6, "Noor", "Noor"),
    ]

    found = stations.labels(people)

    assert found == {
        1: "Ada O.",
        2: "Ada Lind",
        3: "Ben",
        4: "ada Lopez",
        5: "Noor",
        6: "Noor",
    }
