"""Which days a challenge comes round on, and the hour at which it comes out (RULES 2)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from uplift_pwa.rules.calendar import Place
from uplift_pwa.rules.rounds import Every, Schedule, comes_out, every, turn, turns

BERLIN, KATHMANDU = Place("Europe/Berlin"), Place("Asia/Kathmandu")
MONDAY = date(2026, 3, 2)
MONDAYS, WORKDAYS = 0b0000001, 0b0011111


def days_of(kept, since=MONDAY, length=70):
    days = (since + timedelta(days=number) for number in range(length))
    return [day for day in days if kept in turns(day)]


def outs(schedule, place=BERLIN, since=MONDAY, length=70):
    days = (since + timedelta(days=number) for number in range(length))
    return {day: out for day in days if (out := comes_out(schedule, day, place))}


@pytest.mark.parametrize("name", list(Every))
def test_what_is_kept_of_how_often_says_how_often(name):
    assert every(turn(name, MONDAY)) is name


def test_without_a_turn_it_never_comes_round():
    assert every(None) is None


@pytest.mark.parametrize(
    ("name", "weeks"),
    [(Every.WEEK, 1), (Every.TWO_WEEKS, 2), (Every.THREE_WEEKS, 3), (Every.FOUR_WEEKS, 4)],
)
@pytest.mark.parametrize("first", [MONDAY, date(2026, 3, 8), date(2026, 12, 30)])
def test_weeks_are_counted_from_that_of_the_first_day(name, weeks, first):
    monday = first - timedelta(days=first.weekday())

    found = days_of(turn(name, first), since=monday)

    assert found[:7] == [monday + timedelta(days=number) for number in range(7)]
    assert found[7] == monday + timedelta(weeks=weeks)


def test_the_count_of_weeks_goes_on_over_a_year_with_53():
    kept = turn(Every.TWO_WEEKS, date(2026, 12, 21))

    assert date(2027, 1, 4) in days_of(kept, since=date(2026, 12, 21))
    assert date(2026, 12, 28) not in days_of(kept, since=date(2026, 12, 21))


def test_the_first_in_a_month_are_its_first_seven_days():
    found = days_of(turn(Every.MONTH_FIRST, None), since=date(2026, 2, 1), length=28)

    assert [day.day for day in found] == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("month", "first"), [(date(2026, 2, 1), 22), (date(2024, 2, 1), 23), (date(2026, 3, 1), 25)]
)
def test_the_last_in_a_month_are_its_last_seven_days(month, first):
    found = days_of(turn(Every.MONTH_LAST, None), since=month, length=31)

    assert min(day.day for day in found if day.month == month.month) == first


def test_with_neither_hour_nor_turn_it_is_there_when_the_day_begins():
    assert outs(Schedule(from_on=MONDAY)) == {}


def test_its_hour_is_that_of_the_site_and_of_its_first_day_alone():
    schedule = Schedule(from_on=MONDAY, hour=14)

    assert outs(schedule) == {MONDAY: datetime(2026, 3, 2, 13, tzinfo=UTC)}
    assert outs(schedule, KATHMANDU) == {MONDAY: datetime(2026, 3, 2, 8, 15, tzinfo=UTC)}


def test_its_first_day_is_the_first_that_its_weekdays_know():
    sunday = date(2026, 3, 1)

    assert set(outs(Schedule(from_on=sunday, weekdays=WORKDAYS, hour=9))) == {MONDAY}


def test_an_hour_before_the_roll_over_is_the_night_after():
    out = comes_out(Schedule(from_on=MONDAY, hour=2), MONDAY, BERLIN)

    assert out == datetime(2026, 3, 3, 1, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_is_the_end_of_the_gap():
    early = Place("Europe/Berlin", 1)
    sunday = date(2026, 3, 29)

    out = comes_out(Schedule(from_on=sunday, hour=2), sunday, early)

    assert out == datetime(2026, 3, 29, 1, tzinfo=UTC)


def test_every_second_week_it_comes_out_anew_on_the_first_of_its_days():
    schedule = Schedule(MONDAY, WORKDAYS, turn(Every.TWO_WEEKS, MONDAY), hour=9)

    found = list(outs(schedule, length=42))

    assert found == [MONDAY, MONDAY + timedelta(weeks=2), MONDAY + timedelta(weeks=4)]


def test_a_round_that_begins_in_mid_week_comes_out_there():
    thursday = date(2026, 3, 5)
    schedule = Schedule(thursday, WORKDAYS, turn(Every.WEEK, thursday), hour=9)

    assert list(outs(schedule, length=14)) == [thursday, MONDAY + timedelta(weeks=1)]


def test_without_an_hour_a_round_comes_out_when_the_day_begins():
    schedule = Schedule(MONDAY, MONDAYS, turn(Every.FOUR_WEEKS, MONDAY))

    assert outs(schedule, length=28) == {MONDAY: datetime(2026, 3, 2, 3, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (Every.MONTH_FIRST, [date(2026, 3, 2), date(2026, 4, 6), date(2026, 5, 4)]),
        (Every.MONTH_LAST, [date(2026, 3, 30), date(2026, 4, 27)]),
    ],
)
def test_a_monday_of_each_month(name, expected):
    schedule = Schedule(weekdays=MONDAYS, turn=turn(name, None), hour=9)

    assert list(outs(schedule)) == expected
