from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from uplift_pwa.rules.calendar import (
    Claim,
    Pattern,
    Place,
    Shift,
    claim,
    day_end,
    day_span,
    is_working_day,
    iso_week,
    makes_working_day,
    pattern_shift,
    service_day,
    week_days,
)

BERLIN = Place("Europe/Berlin")
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)  # a Sunday each: 23 and 25 hours


def berlin(day, hour, minute=0, fold=0):
    zone = ZoneInfo("Europe/Berlin")
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone, fold=fold)
    return wall.astimezone(UTC)


NIGHT = Shift(MONDAY, berlin(MONDAY, 22), berlin(TUESDAY, 6))
EARLY = Shift(TUESDAY, berlin(TUESDAY, 7), berlin(TUESDAY, 15))


@pytest.mark.parametrize(
    ("at", "shifts", "day"),
    [
        pytest.param(berlin(MONDAY, 12), [], MONDAY, id="RULES 1: noon is its own date"),
        pytest.param(berlin(TUESDAY, 3, 59), [], MONDAY, id="RULES 1: before roll-over"),
        pytest.param(berlin(TUESDAY, 4), [], TUESDAY, id="RULES 1: at the roll-over hour"),
        pytest.param(
            berlin(TUESDAY, 5), [NIGHT], MONDAY, id="RULES 1: a night shift is one day"
        ),
        pytest.param(berlin(MONDAY, 21), [NIGHT], MONDAY, id="RULES 1: an hour before a shift"),
        pytest.param(berlin(TUESDAY, 7), [NIGHT], MONDAY, id="RULES 1: an hour after a shift"),
        pytest.param(berlin(TUESDAY, 7, 1), [NIGHT], TUESDAY, id="RULES 1: the margin is over"),
        pytest.param(
            berlin(TUESDAY, 6, 20),
            [EARLY, NIGHT],
            MONDAY,
            id="RULES 1: two margins, old nearer",
        ),
        pytest.param(
            berlin(TUESDAY, 6, 40),
            [NIGHT, EARLY],
            TUESDAY,
            id="RULES 1: two margins, new nearer",
        ),
        pytest.param(
            berlin(TUESDAY, 2),
            [Shift(TUESDAY, berlin(TUESDAY, 1), berlin(TUESDAY, 3))],
            TUESDAY,
            id="RULES 1: a shift begun after midnight has the new date",
        ),
        pytest.param(berlin(SPRING, 3), [], date(2026, 3, 28), id="E3: after the skipped hour"),
        pytest.param(
            berlin(AUTUMN, 2, 30, 1), [], date(2026, 10, 24), id="E3: the second 02:30"
        ),
        pytest.param(
            berlin(AUTUMN, 6),
            [Shift(date(2026, 10, 24), berlin(date(2026, 10, 24), 22), berlin(AUTUMN, 6))],
            date(2026, 10, 24),
            id="E3: a night shift of nine hours over the change is one day",
        ),
    ],
)
def test_service_day(at, shifts, day):
    assert service_day(at, BERLIN, shifts) == day


def test_the_same_moment_is_another_day_at_another_site_rules_1():
    at = datetime(2026, 3, 2, 18, tzinfo=UTC)

    assert service_day(at, Place("Pacific/Auckland")) == TUESDAY
    assert service_day(at, Place("America/Los_Angeles")) == MONDAY


def test_clocks_put_back_over_the_roll_over_hour_do_not_bring_yesterday_back():
    casey = Place("Antarctica/Casey", roll_over_hour=2)  # 04:00 became 01:00 on 2018-03-11
    begins = day_span(date(2018, 3, 11), casey).starts_at

    for minutes in range(0, 24 * 60, 30):
        assert service_day(begins + timedelta(minutes=minutes), casey) == date(2018, 3, 11)


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        pytest.param(date(2026, 3, 28), 23, id="E3: the day before the hour is skipped"),
        pytest.param(date(2026, 10, 24), 25, id="E3: the day with the hour twice"),
        pytest.param(MONDAY, 24, id="RULES 1: any other day"),
    ],
)
def test_day_span_has_the_hours_of_its_day(day, hours):
    span = day_span(day, BERLIN)

    assert span.ends_at - span.starts_at == timedelta(hours=hours)


DAILY = frozenset(range(7))


@pytest.mark.parametrize(
    ("day", "pattern", "starts_at", "ends_at"),
    [
        pytest.param(
            MONDAY,
            Pattern(frozenset({0}), time(22), time(6)),
            berlin(MONDAY, 22),
            berlin(TUESDAY, 6),
            id="RULES 1: an end before the start is next day",
        ),
        pytest.param(
            MONDAY,
            Pattern(DAILY, time(7), time(7)),
            berlin(MONDAY, 7),
            berlin(TUESDAY, 7),
            id="RULES 1: start and end alike are a whole day",
        ),
        pytest.param(
            SPRING,
            Pattern(DAILY, time(2, 30), time(10)),
            datetime(2026, 3, 29, 1, tzinfo=UTC),
            berlin(SPRING, 10),
            id="E3: a skipped start is the end of the gap",
        ),
        pytest.param(
            AUTUMN,
            Pattern(DAILY, time(2, 30), time(10)),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
            berlin(AUTUMN, 10),
            id="E3: a start that comes twice is the first",
        ),
    ],
)
def test_pattern_shift(day, pattern, starts_at, ends_at):
    assert pattern_shift(day, pattern, BERLIN) == Shift(day, starts_at, ends_at)


def test_a_pattern_has_no_shift_on_a_day_off():
    assert pattern_shift(TUESDAY, Pattern(frozenset({0}), time(9), time(17)), BERLIN) is None


def test_a_day_ends_at_roll_over_or_with_its_shift():
    assert day_end(MONDAY, BERLIN) == berlin(TUESDAY, 4)
    assert day_end(MONDAY, BERLIN, NIGHT) == berlin(TUESDAY, 7)
    assert day_end(TUESDAY, BERLIN, EARLY) == berlin(WEDNESDAY, 4)


@pytest.mark.parametrize(
    ("facts", "working"),
    [
        pytest.param({}, False, id="RULES 1: nothing known is off"),
        pytest.param({"pattern": {0}}, True, id="RULES 1: the pattern says so"),
        pytest.param({"pattern": {1}}, False, id="RULES 1: the pattern says off"),
        pytest.param(
            {"pattern": {0}, "roster_covers": True}, False, id="RULES 1: no row means off"
        ),
        pytest.param(
            {"roster_covers": True, "rostered": True}, True, id="RULES 1: a row is on"
        ),
        pytest.param({"pattern": {0}, "on_leave": True}, False, id="RULES 1: leave"),
        pytest.param({"pattern": {0}, "holiday": True}, False, id="RULES 1: a holiday"),
        pytest.param(
            {"roster_covers": True, "rostered": True, "neutral": True},
            False,
            id="RULES 1: a neutral day",
        ),
    ],
)
def test_is_working_day(facts, working):
    if "pattern" in facts:
        facts = {**facts, "pattern": Pattern(frozenset(facts["pattern"]), time(9), time(17))}

    assert is_working_day(MONDAY, **facts) is working


@pytest.mark.parametrize("why_not", ["on_leave", "holiday", "neutral"])
def test_a_completion_makes_a_working_day_unless_the_day_is_excused(why_not):
    ordinary = {"on_leave": False, "holiday": False, "neutral": False}

    assert makes_working_day(**ordinary)
    assert not makes_working_day(**{**ordinary, why_not: True})


END = berlin(TUESDAY, 4)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("at", "shifts", "answer"),
    [
        pytest.param(berlin(MONDAY, 12), [], Claim.COUNTS, id="RULES 2: on the day"),
        pytest.param(
            END + timedelta(hours=72) - MINUTE, [], Claim.COUNTS, id="RULES 2: the last of 72 h"
        ),
        pytest.param(END + timedelta(hours=72), [], Claim.LATE, id="RULES 2: after 72 h"),
        pytest.param(
            END + timedelta(hours=74),
            [NIGHT],
            Claim.COUNTS,
            id="RULES 2: 72 h from shift's end",
        ),
        pytest.param(
            END + timedelta(days=7) - MINUTE, [], Claim.LATE, id="RULES 2: the last of 7 days"
        ),
        pytest.param(END + timedelta(days=7), [], Claim.TOO_LATE, id="RULES 2: after 7 days"),
        pytest.param(
            berlin(MONDAY, 3, 49), [], Claim.FUTURE, id="RULES 2: eleven minutes early"
        ),
        pytest.param(
            berlin(MONDAY, 3, 50), [], Claim.COUNTS, id="RULES 2: clocks ten minutes off"
        ),
        pytest.param(
            berlin(MONDAY, 3, 30),
            [Shift(MONDAY, berlin(MONDAY, 0, 30), berlin(MONDAY, 2))],
            Claim.COUNTS,
            id="RULES 2: a shift that ended before roll-over is no future",
        ),
        pytest.param(
            datetime(2016, 3, 2, tzinfo=UTC), [], Claim.FUTURE, id="E2: a clock ten years slow"
        ),
        pytest.param(
            datetime(2036, 3, 2, tzinfo=UTC),
            [],
            Claim.TOO_LATE,
            id="E2: a clock ten years fast",
        ),
    ],
)
def test_claim(at, shifts, answer):
    assert claim(MONDAY, at, BERLIN, shifts) == answer


def test_the_night_shift_cannot_claim_tomorrow_rules_2():
    assert claim(TUESDAY, berlin(TUESDAY, 5), BERLIN, [NIGHT]) == Claim.FUTURE


def test_iso_weeks_run_from_monday_over_new_year():
    assert iso_week(date(2027, 1, 3)) == (2026, 53)
    assert week_days(2026, 53)[0] == date(2026, 12, 28)
    assert week_days(2026, 53)[-1] == date(2027, 1, 3)
