from datetime import date

import pytest

from uplift_pwa.rules.access import Mode, mode_on, takes_effect, takes_part

MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


@pytest.mark.parametrize(
    ("day", "changes", "mode"),
    [
        pytest.param(MONDAY, [], Mode.LOOK, id="RULES 3: Look until one tap"),
        pytest.param(
            MONDAY, [(TUESDAY, Mode.PLAY)], Mode.LOOK, id="RULES 3: from the next day"
        ),
        pytest.param(TUESDAY, [(TUESDAY, Mode.PLAY)], Mode.PLAY, id="RULES 3: on that day"),
        pytest.param(
            WEDNESDAY,
            [(MONDAY, Mode.PLAY), (WEDNESDAY, Mode.QUIET)],
            Mode.QUIET,
            id="RULES 3: the latest holds",
        ),
        pytest.param(
            TUESDAY,
            [(MONDAY, Mode.PLAY), (WEDNESDAY, Mode.QUIET)],
            Mode.PLAY,
            id="RULES 3: an earlier day keeps its own",
        ),
        pytest.param(
            TUESDAY,
            [(TUESDAY, Mode.QUIET), (TUESDAY, Mode.LOOK)],
            Mode.LOOK,
            id="RULES 3: of two taps the second",
        ),
    ],
)
def test_mode_on(day, changes, mode):
    assert mode_on(day, changes) is mode


def test_a_change_holds_from_the_next_service_day_rules_3():
    assert takes_effect(MONDAY) == TUESDAY


def test_only_looking_does_not_count_rules_3():
    assert [mode for mode in Mode if takes_part(mode)] == [Mode.PLAY, Mode.QUIET]
