from datetime import date, timedelta

import pytest

from uplift_pwa.rules.streaks import Streak, TeamDay, judge, streak
from uplift_pwa.rules.team_day import Judged

MONDAY = date(2026, 3, 2)


def on(number):
    """The day so many days after the first Monday."""
    return MONDAY + timedelta(days=number)


def days(pattern, start=0):
    """One letter a day: Kept, Missed, 0 nobody, Neutral, kept but Open: k, open: o.

    Digits in pairs are small days: "2/1" is two on shift, one done. Separated by blanks.
    """
    return [_row(on(start + number), word) for number, word in enumerate(pattern.split())]


def _row(day, word):
    known = {
        "K": TeamDay(day, 5, 3, final=True),
        "k": TeamDay(day, 5, 3),
        "M": TeamDay(day, 5, 2, final=True),
        "o": TeamDay(day, 5, 2),
        "0": TeamDay(day, 0, 0, final=True),
        "N": TeamDay(day, 5, 0, final=True, neutral=True),
    }
    if word in known:
        return known[word]
    on_shift, done = word.rstrip("?").split("/")
    return TeamDay(day, int(on_shift), int(done), final=not word.endswith("?"))


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
        pytest.param("K K M", Streak(0, None, 2, on(1)), id="RULES 6: a missed day ends it"),
        pytest.param("K K M K", Streak(1, on(3), 2, on(3)), id="RULES 6: and the next begins"),
        pytest.param("K 0 0 K", Streak(2, on(0), 2, on(3)), id="RULES 6: nobody on shift"),
        pytest.param("K N K", Streak(2, on(0), 2, on(2)), id="RULES 6: a neutral day inside"),
        pytest.param(
            "K 2/1 2/2 0 0 0 0 K",
            Streak(4, on(0), 4, on(7)),
            id="RULES 6: carried days count each",
        ),
        pytest.param(
            "K 2/1 2/0 0 0 0 0 K",
            Streak(1, on(7), 1, on(7)),
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
