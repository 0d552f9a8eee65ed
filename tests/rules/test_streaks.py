import pytest

from tests.rules.calendar_days import days, on
from uplift_pwa.rules.streaks import Streak, TeamDay, judge, streak
from uplift_pwa.rules.team_day import Judged


def letters(judged):
    short = {Judged.TRANSPARENT: "-", Judged.COVERED: "covered"}
    return " ".join(short.get(verdict, verdict.value[0].upper()) for _, verdict in judged)


@pytest.mark.parametrize(
    ("pattern", "verdicts"),
    [
        pytest.param("K M 0 N o k", "K M - N O K", id="RULES 6: each by itself"),
        pytest.param("2/1 2/2 0 0 0 0 0", "K K - - - - -", id="RULES 6: a carried week kept"),
        pytest.param("2/1 2/1 0 0 0 0 0", "- M - - - - -", id="RULES 6: a carried week missed"),
        pytest.param("1/0 1/1 1/1 0 0 0 0", "K K K - - - -", id="RULES 6: a team of one"),
        pytest.param(
            "1/0 1/0 1/0 1/1 0 0 0", "- - - M - - -", id="RULES 6: dated the last of them"
        ),
        pytest.param(
            "2/0 K 2/0 K K 0 0", "- K M K K - -", id="RULES 6: among days of their own"
        ),
        pytest.param("2/2 2/2 0", "C C -", id="RULES 6: carried until the week is final"),
        pytest.param(
            "2/2 2/2 0 0 0 0 3/0?", "C C - - - - O", id="RULES 6: its Sunday still open"
        ),
        pytest.param("2/2 o K K K K K", "C O K K K K K", id="RULES 6: a Tuesday still open"),
        pytest.param(
            "2/1 2/2 0 0 0 0 0 2/0 2/2 0 0 0 0 0",
            "K K - - - - - - M - - - - -",
            id="RULES 6: each week for itself",
        ),
    ],
)
def test_judge(pattern, verdicts):
    assert letters(judge(days(pattern))) == verdicts


def test_a_neutral_day_is_left_out_of_the_carried_week_rules_6():
    week = days("2/2 2/0 0 0 0 0 0")
    week[1] = TeamDay(on(1), 2, 0, final=True, neutral=True)

    assert letters(judge(week)) == "K N - - - - -"


def test_days_before_the_team_is_warm_are_transparent_rules_6():
    assert letters(judge(days("K M K M K"), warm_from=on(2))) == "- - K M K"
    assert letters(judge(days("K M K M K"), warm_from=None)) == "- - - - -"


def test_a_cover_protects_a_missed_day_and_no_other_rules_6():
    assert letters(judge(days("K M M K"), covers={on(0), on(1)})) == "K covered M K"


@pytest.mark.parametrize(
    ("pattern", "run"),
    [
        pytest.param("", Streak(), id="RULES 6: nothing yet"),
        pytest.param("K", Streak(1, on(0), 1, on(0)), id="RULES 6: the first kept day"),
        pytest.param("K k", Streak(2, on(0), 2, on(1)), id="RULES 6: today counts once kept"),
        pytest.param("K o", Streak(1, on(0), 1, on(0)), id="RULES 6: an open day is left out"),
        pytest.param(
            "K K o K", Streak(3, on(0), 3, on(3)), id="RULES 6: an open day before a kept one"
        ),
        pytest.param(
            "K K M",
            Streak(0, None, 2, on(1), earlier=2, to_join=3),
            id="RULES 6: a missed day ends it",
        ),
        pytest.param(
            "K K M K",
            Streak(1, on(3), 2, on(3), earlier=2, to_join=2),
            id="RULES 6: and the next begins",
        ),
        pytest.param("K 0 0 K", Streak(2, on(0), 2, on(3)), id="RULES 6: nobody on shift"),
        pytest.param("K N K", Streak(2, on(0), 2, on(2)), id="RULES 6: a neutral day inside"),
        pytest.param(
            "K 2/1 2/2 0 0 0 0 K",
            Streak(4, on(0), 4, on(7)),
            id="RULES 6: carried days count each",
        ),
        pytest.param(
            "K 2/1 2/0 0 0 0 0 K",
            Streak(1, on(7), 1, on(7), earlier=1, to_join=2),
            id="RULES 6: carried days miss once",
        ),
    ],
)
def test_streak(pattern, run):
    assert streak(days(pattern)) == run


def test_a_covered_day_protects_and_does_not_add_rules_6():
    assert streak(days("K M K"), covers={on(1)}) == Streak(2, on(0), 2, on(2))


def test_a_day_declared_neutral_afterwards_joins_both_sides_rules_6():
    before = days("K K M K")
    after = [*before[:2], TeamDay(on(2), 5, 2, final=True, neutral=True), before[3]]

    assert streak(before).length == 1
    assert streak(after) == Streak(3, on(0), 3, on(3))


SIX = "K K K K K K "


@pytest.mark.parametrize(
    ("pattern", "length", "joined"),
    [
        pytest.param(SIX + "M K K", 2, None, id="RULES 6: two kept days do not join yet"),
        pytest.param(SIX + "M K K K", 9, 9, id="RULES 6: three kept days join the earlier run"),
        pytest.param(SIX + "M K 0 N K o K", 9, 12, id="RULES 6: three judged days, not dates"),
        pytest.param(SIX + "M M K K K", 3, None, id="RULES 6: not after two missed in a row"),
        pytest.param(SIX + "M 0 N M K K K", 3, None, id="RULES 6: in a row over a day off too"),
        pytest.param(
            SIX + "M K M K K K", 4, 11, id="RULES 6: only the run before the last miss"
        ),
        pytest.param(
            SIX + "M K K K M K K K", 3, 9, id="RULES 6: the second time within 30 days does not"
        ),
        pytest.param(
            "K M K K K " + 26 * "K " + "M K K K", 33, 34, id="RULES 6: exactly 30 days later"
        ),
        pytest.param(
            "K M K K K " + 25 * "K " + "M K K K", 3, 4, id="RULES 6: 29 days later is too soon"
        ),
        pytest.param("M K K K", 3, None, id="RULES 6: there was nothing to join"),
        pytest.param(
            SIX + "0 2/0 2/0 0 0 0 0 0 K K K",
            9,
            16,
            id="RULES 6: a carried week is one missed day",
        ),
    ],
)
def test_joining_again(pattern, length, joined):
    run = streak(days(pattern))

    assert run.length == length
    assert run.joined_on == (None if joined is None else on(joined))


def test_a_covered_day_neither_helps_nor_breaks_joining_rules_6():
    run = streak(days(SIX + "M K M K K"), covers={on(8)})

    assert (run.length, run.joined_on) == (9, on(10))


def test_two_missed_days_around_a_covered_one_are_in_a_row_rules_6():
    assert streak(days(SIX + "M M M K K K"), covers={on(7)}).length == 3


def test_the_joined_run_began_where_the_earlier_one_began():
    assert streak(days(SIX + "M K K K")).since == on(0)


@pytest.mark.parametrize(
    ("pattern", "earlier", "to_join"),
    [
        pytest.param(SIX, 0, 0, id="RULES 6: nothing to pick up while it runs"),
        pytest.param(SIX + "M", 6, 3, id="RULES 6: three good days pick up the run of six"),
        pytest.param(SIX + "M K K", 6, 1, id="RULES 6: one more"),
        pytest.param(SIX + "M K K K", 0, 0, id="RULES 6: picked up"),
        pytest.param(SIX + "M K K K M K", 0, 0, id="RULES 6: no promise within 30 days"),
    ],
)
def test_what_can_be_picked_up(pattern, earlier, to_join):
    run = streak(days(pattern))

    assert (run.earlier, run.to_join) == (earlier, to_join)


@pytest.mark.parametrize(
    ("pattern", "bounced"),
    [
        pytest.param("K K K K K M K K K", True, id="RULES 11: after a run of five"),
        pytest.param("K K K K M K K K", False, id="RULES 11: a run of four is not five"),
        pytest.param("K K K K K M K K M", False, id="RULES 11: the third of them missed"),
        pytest.param("K K K K K M M K K K", False, id="RULES 11: after two missed"),
        pytest.param(
            "K M K K K K M K K K", True, id="RULES 11: also where the run may not be joined"
        ),
    ],
)
def test_bouncing_back(pattern, bounced):
    assert streak(days(pattern)).bounced_back is bounced


@pytest.mark.parametrize(
    ("kept", "covers", "orbit"),
    [
        pytest.param(59, set(), False, id="RULES 11: 59 are not 60"),
        pytest.param(60, set(), True, id="RULES 11: 60 without any cover"),
        pytest.param(63, {10, 20, 30}, True, id="RULES 11: three covers"),
        pytest.param(64, {10, 20, 30, 40}, False, id="RULES 11: four covers"),
        pytest.param(64, {1, 20, 30, 40}, False, id="RULES 11: four, one after the first day"),
        pytest.param(65, {1, 20, 30, 40}, True, id="RULES 11: and a day later without that"),
        pytest.param(74, {10, 20, 30, 40}, True, id="RULES 11: the last 60 with three of four"),
    ],
)
def test_orbit(kept, covers, orbit):
    played = [
        TeamDay(on(number), 5, 0 if number in covers else 5, final=True)
        for number in range(kept)
    ]

    assert streak(played, covers={on(n) for n in covers}).reached_orbit is orbit


def test_covers_of_a_joined_run_keep_their_place_in_it_rules_11():
    pattern = 30 * "K " + "M K M M K M M K "
    covers = {on(number) for number in (32, 33, 35, 36)}

    assert not streak(days(pattern + 57 * "K "), covers=covers).reached_orbit
    assert streak(days(pattern + 58 * "K "), covers=covers).reached_orbit
