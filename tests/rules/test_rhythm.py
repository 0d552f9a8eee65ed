from datetime import date, timedelta

import pytest

from uplift_pwa.rules.rhythm import Rhythm, Week, WeekJudged, comeback_days, judge, line, rhythm
from uplift_pwa.rules.rhythm import needed as days_needed

FIRST = date(2026, 3, 2)


def monday(number):
    return FIRST + timedelta(weeks=number)


def weeks(letters):
    """K kept, M missed, - no working days, o under way."""
    rows = {"K": (5, 3, True), "M": (5, 1, True), "-": (0, 0, True), "o": (5, 1, False)}
    return [Week(monday(number), *rows[letter]) for number, letter in enumerate(letters)]


@pytest.mark.parametrize(
    ("working_days", "needed"),
    [
        pytest.param(1, 1, id="RULES 5: a part-timer with one shift"),
        pytest.param(2, 2, id="RULES 5: two shifts"),
        pytest.param(3, 2, id="RULES 5: 60 % of three, rounded up"),
        pytest.param(4, 3, id="RULES 5: four shifts"),
        pytest.param(5, 3, id="RULES 5: a full week asks for three"),
        pytest.param(7, 3, id="RULES 5: and never for more"),
    ],
)
def test_days_needed(working_days, needed):
    assert days_needed(working_days) == needed


@pytest.mark.parametrize(
    ("working", "active", "final", "judged"),
    [
        pytest.param(5, 3, False, WeekJudged.KEPT, id="RULES 5: kept before it is over"),
        pytest.param(5, 2, False, WeekJudged.OPEN, id="RULES 5: under way"),
        pytest.param(5, 2, True, WeekJudged.MISSED, id="RULES 5: over"),
        pytest.param(1, 1, True, WeekJudged.KEPT, id="RULES 5: the one shift"),
        pytest.param(0, 0, True, WeekJudged.TRANSPARENT, id="RULES 5: a week of leave"),
    ],
)
def test_judge(working, active, final, judged):
    assert judge(Week(FIRST, working, active, final)) == judged


@pytest.mark.parametrize(
    ("letters", "run", "joins", "earlier"),
    [
        pytest.param("", 0, 0, 0, id="RULES 5: nothing yet"),
        pytest.param("KKK", 3, 0, 0, id="RULES 5: kept weeks in a row"),
        pytest.param("K-K", 2, 0, 0, id="RULES 5: a week off is left out"),
        pytest.param("KKo", 2, 0, 0, id="RULES 5: the week under way is left out"),
        pytest.param("KKKM", 0, 0, 3, id="RULES 5: a missed week deletes nothing"),
        pytest.param("KKKMK", 4, 1, 0, id="RULES 5: the next kept week joins the run"),
        pytest.param("KKKM-K", 4, 1, 0, id="RULES 5: the next, not counting weeks off"),
        pytest.param("KKKMMK", 1, 0, 0, id="RULES 5: two missed weeks begin anew"),
        pytest.param("KMKMK", 1, 1, 0, id="RULES 5: twice within 8 weeks does not join"),
        pytest.param("KMKKKKKKMK", 1, 1, 0, id="RULES 5: 7 weeks later is too soon"),
        pytest.param("KMKKKKKKKMK", 10 - 1, 2, 0, id="RULES 5: 8 weeks later joins again"),
        pytest.param("MK", 1, 0, 0, id="RULES 5: there was nothing to join"),
    ],
)
def test_rhythm(letters, run, joins, earlier):
    now = rhythm(weeks(letters))

    assert (now.run, now.joins, now.earlier) == (run, joins, earlier)


def test_all_kept_weeks_and_the_longest_run_stay():
    now = rhythm(weeks("KKKMMK"))

    assert now == Rhythm(run=1, best=3, kept_weeks=4)
    assert rhythm([]).best == 0


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        pytest.param("", ("begin", 0), id="RULES 5: the first week"),
        pytest.param("KKKo", ("run", 3), id="RULES 5: the run"),
        pytest.param("KKKKKKMo", ("welcome_back", 6), id="RULES 5: picks up your run of 6"),
        pytest.param("KKKMK", ("joined", 4), id="RULES 5: picked up"),
        pytest.param("KMKMo", ("begin", 0), id="RULES 5: no promise within 8 weeks"),
    ],
)
def test_line(letters, said):
    assert line(rhythm(weeks(letters)), monday(len(letters) - 1)) == said


def on(week, weekday):
    return monday(week) + timedelta(days=weekday)


@pytest.mark.parametrize(
    ("letters", "active", "back"),
    [
        pytest.param(
            "KMK", [on(0, 0), on(2, 1), on(2, 3)], {on(2, 1)}, id="RULES 4: first day"
        ),
        pytest.param(
            "KMMK", [on(0, 0), on(3, 1)], {on(3, 1)}, id="RULES 4: once for two weeks"
        ),
        pytest.param("KMo", [on(0, 0)], set(), id="RULES 4: not back yet"),
        pytest.param("Ko", [on(0, 0), on(1, 0)], set(), id="RULES 4: no missed week"),
        pytest.param("MK", [on(1, 0)], set(), id="RULES 4: nobody returns before beginning"),
        pytest.param("MK", [on(0, 0), on(1, 0)], set(), id="RULES 4: begun in the missed week"),
        pytest.param("K-K", [on(0, 0), on(2, 0)], set(), id="RULES 4: leave is no missed week"),
    ],
)
def test_comeback_days(letters, active, back):
    assert comeback_days(weeks(letters), active) == back


def test_the_day_back_is_paid_when_the_missed_week_is_final_rules_4():
    active = [on(0, 0), on(2, 0)]
    open_still = [*weeks("K"), Week(monday(1), 5, 0, final=False)]

    assert comeback_days(open_still, active) == set()
    assert comeback_days(weeks("KM"), active) == {on(2, 0)}
