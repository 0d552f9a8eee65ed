import pytest

from uplift_pwa.rules import team_day


@pytest.mark.parametrize(
    ("on_shift", "done", "kept", "missing"),
    [
        pytest.param(3, 2, True, 0, id="RULES 6: two of three"),
        pytest.param(3, 1, False, 1, id="RULES 6: one of three"),
        pytest.param(5, 3, True, 0, id="RULES 6: exactly 60 %"),
        pytest.param(5, 1, False, 2, id="RULES 6: two more keep the run"),
        pytest.param(25, 14, False, 1, id="RULES 6: 56 % of a large team"),
        pytest.param(2, 2, False, 0, id="RULES 6: two are carried, never kept alone"),
        pytest.param(0, 0, False, 0, id="RULES 6: nobody on shift"),
        pytest.param(7, 9, True, 0, id="RULES 6: a huddle may lift it over everybody"),
    ],
)
def test_kept_and_missing(on_shift, done, kept, missing):
    assert team_day.kept(on_shift, done) is kept
    assert team_day.missing(on_shift, done) == missing


@pytest.mark.parametrize("on_shift", range(3, 60))
def test_as_many_more_as_are_missing_keep_the_day(on_shift):
    needed = team_day.missing(on_shift, 0)

    assert team_day.kept(on_shift, needed)
    assert not team_day.kept(on_shift, needed - 1)


def test_the_screen_speaks_from_five_and_shows_windows_from_three_rules_6():
    assert [team_day.speaks_number(size) for size in (4, 5)] == [False, True]
    assert [team_day.shows_windows(size) for size in (2, 3)] == [False, True]


def test_only_one_or_two_on_shift_are_carried_rules_6():
    assert [team_day.carried(size) for size in (0, 1, 2, 3)] == [False, True, True, False]


@pytest.mark.parametrize(
    ("did_it", "present", "fits"),
    [
        pytest.param(3, 4, True, id="RULES 6: as many as have no mode"),
        pytest.param(4, 4, True, id="RULES 6: all of them did it"),
        pytest.param(5, 4, False, id="RULES 6: more did it than were there"),
        pytest.param(3, 5, False, id="RULES 6: more than the headcount leaves"),
        pytest.param(-1, 4, False, id="RULES 6: less than nobody"),
    ],
)
def test_huddle_fits(did_it, present, fits):
    assert team_day.huddle_fits(did_it, present, headcount=10, taking_part=6) is fits
