"""How a person takes part on a day: what they chose, from the next service day on (RULES 3)."""

from datetime import date

import pytest

from uplift_pwa.rules.calendar import Pattern, Place
from uplift_pwa.rules.diary import Diary

SUNDAY, MONDAY, TUESDAY, WEDNESDAY = (date(2026, 3, day) for day in (1, 2, 3, 4))


def diary(*choices):
    """A diary with what was chosen: (from day, mode, day of the choice)."""
    return Diary(1, Place("Europe/Berlin"), modes=list(choices))


@pytest.mark.parametrize(
    ("day", "choices", "mode"),
    [
        pytest.param(MONDAY, [], "look", id="RULES 3: Look until one tap"),
        pytest.param(
            MONDAY, [(TUESDAY, "play", MONDAY)], "play", id="the first tap counts at once"
        ),
        pytest.param(SUNDAY, [(TUESDAY, "play", MONDAY)], "look", id="and not before it"),
        pytest.param(
            TUESDAY,
            [(MONDAY, "play", SUNDAY), (WEDNESDAY, "quiet", TUESDAY)],
            "play",
            id="RULES 3: from the next day",
        ),
        pytest.param(
            WEDNESDAY,
            [(WEDNESDAY, "quiet", TUESDAY), (MONDAY, "play", SUNDAY)],
            "quiet",
            id="RULES 3: the latest holds, in any order",
        ),
    ],
)
def test_the_mode_of_a_day(day, choices, mode):
    assert diary(*choices).mode_on(day) == mode


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        pytest.param((MONDAY, "play", SUNDAY), True, id="Play"),
        pytest.param((MONDAY, "quiet", SUNDAY), True, id="Quiet"),
        pytest.param((MONDAY, "look", SUNDAY), False, id="Look"),
        pytest.param((TUESDAY, "play", MONDAY), False, id="chosen on the day itself"),
    ],
)
def test_who_is_expected_had_chosen_before_the_day_began_rules_6(choice, expected):
    own = diary(choice)
    own.patterns.append((SUNDAY, Pattern(frozenset(range(7)), None, None)))

    assert own.was_expected(MONDAY) is expected
