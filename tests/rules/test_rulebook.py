"""RULES intro: starred numbers may change, from a service day on, within their bounds."""

from datetime import UTC, date, datetime, timedelta

import pytest

from uplift_pwa.rules.calendar import Place, service_day
from uplift_pwa.rules.judging import TeamDay, judge
from uplift_pwa.rules.purse import purse
from uplift_pwa.rules.rhythm import Week, WeekJudged
from uplift_pwa.rules.rhythm import judge as judge_week
from uplift_pwa.rules.rulebook import BY_NAME, CHANGEABLE, Change, Rulebook, fits, rulebook
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.rules.streaks import streak
from uplift_pwa.rules.team_day import Judged

MONDAY, TUESDAY, FRIDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 6)


def test_without_changes_the_table_is_in_force():
    assert Rulebook().on(MONDAY) == DEFAULTS


def test_a_change_holds_from_its_day_and_days_before_keep_theirs():
    book = rulebook([Change(FRIDAY, "lift_cap", 60), Change(TUESDAY, "lift_cap", 50)])

    caps = [book.on(day).lift_cap for day in (MONDAY, TUESDAY, FRIDAY)]

    assert caps == [40, 50, 60]


def test_what_begins_later_is_told():
    book = rulebook([Change(FRIDAY, "lift_cap", 60), Change(MONDAY, "offered_a_day", 4)])

    assert book.after(MONDAY) == [Change(FRIDAY, "lift_cap", 60)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("lift_cap", 9, id="below its bound"),
        pytest.param("lift_cap", 201, id="above its bound"),
        pytest.param("lift_completion", 10, id="not starred"),
        pytest.param("salary", 10, id="no number of the game"),
    ],
)
def test_what_does_not_fit_the_table_never_comes_into_force(name, value):
    assert not fits(name, value)
    assert rulebook([Change(MONDAY, name, value)]).on(FRIDAY) == DEFAULTS


def test_every_starred_number_can_be_changed_and_no_other():
    assert {name for name, number in BY_NAME.items() if number.starred} == CHANGEABLE


def test_a_sites_day_begins_at_the_hour_in_force_on_that_day_rules_1():
    place = rulebook([Change(FRIDAY, "roll_over_hour", 6)]).place("Europe/Berlin", None)
    moments = [
        (day, hour) for day in (5, 6, 7) for hour in (3, 4, 5)
    ]  # UTC; an hour later in Berlin

    days = [
        service_day(datetime(2026, 3, day, hour, tzinfo=UTC), place).day
        for day, hour in moments
    ]

    # 04:00 and 05:00 of Thursday are Thursday's; on Friday the day begins at 06:00.
    assert days == [5, 5, 5, 5, 5, 6, 6, 6, 7]


def test_a_site_with_an_hour_of_its_own_keeps_it_rules_1():
    place = rulebook([Change(MONDAY, "roll_over_hour", 6)]).place("Europe/Berlin", 2)

    assert (place, place.hour_on(FRIDAY)) == (Place("Europe/Berlin", 2), 2)


@pytest.mark.parametrize(
    ("kept", "length"), [pytest.param("kk", 7, id="two"), pytest.param("k", 1, id="one")]
)
def test_joining_again_asks_for_the_days_in_force_on_the_missed_one_rules_6(kept, length):
    book = rulebook([Change(date(2026, 3, 7), "join_days", 2)])
    days = [
        TeamDay(MONDAY + number * timedelta(days=1), 5, 5 if sign == "k" else 0, final=True)
        for number, sign in enumerate("kkkkk-" + kept)
    ]

    assert streak(days, settings=book).length == length


DAYS = [
    TeamDay(MONDAY, on_shift=5, done=3, final=True),
    TeamDay(TUESDAY, on_shift=5, done=3, final=True),
]


def test_each_day_of_a_team_is_judged_by_its_own_numbers_rules_6():
    stricter = rulebook([Change(TUESDAY, "kept_percent", 80)])

    assert judge(DAYS, settings=stricter) == [
        (MONDAY, Judged.KEPT),
        (TUESDAY, Judged.MISSED),
    ]
    assert streak(DAYS, settings=stricter).length == 0
    assert streak(DAYS).length == 2


def test_a_weeks_small_days_are_judged_by_the_numbers_of_their_last_rules_6():
    week = [date(2026, 3, day) for day in range(2, 9)]
    rows = [TeamDay(day, on_shift=1, done=int(day.day < 7), final=True) for day in week]

    def last(percent):
        book = rulebook([Change(week[-1], "kept_percent", percent)])
        return judge(rows, settings=book)[-1][1]

    assert (last(60), last(80)) == (Judged.KEPT, Judged.MISSED)


def test_a_week_is_judged_by_the_numbers_of_its_monday_rules_5():
    two = Week(MONDAY, working_days=5, active_days=2, final=True)
    book, later = (rulebook([Change(day, "rhythm_days", 2)]) for day in (MONDAY, TUESDAY))
    assert (judge_week(two, book), judge_week(two, later)) == (
        WeekJudged.KEPT,
        WeekJudged.MISSED,
    )


def test_joining_again_asks_what_was_asked_on_the_missed_day_rules_6():
    kept = [(1, True), (2, True), (3, False), (4, True), (5, True)]
    days = [
        TeamDay(date(2026, 3, day), on_shift=5, done=5 * done, final=True) for day, done in kept
    ]

    def length(from_on):
        return streak(days, settings=rulebook([Change(from_on, "join_days", 2)])).length

    assert (length(date(2026, 3, 3)), length(date(2026, 3, 4))) == (4, 2)


def test_a_cover_costs_what_is_asked_on_the_day_it_is_earned_rules_6():
    days = [TeamDay(date(2026, 3, day), on_shift=5, done=5, final=True) for day in (1, 2, 3)]

    def held(from_on):
        return purse(1, days, (), settings=rulebook([Change(from_on, "cover_every", 2)])).held

    assert (held(date(2026, 3, 3)), held(date(2026, 3, 4))) == (1, 0)
