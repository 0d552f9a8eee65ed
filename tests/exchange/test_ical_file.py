from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from uplift_pwa.exchange.ical_file import read_calendar
from uplift_pwa.exchange.roster_values import REFUSAL_CODES
from uplift_pwa.exchange.unreadable import Unreadable

ONE = Path(__file__).parents[1] / "data/rosters/roster-one-person.ics"


def calendar(*events):
    wrapped = "".join(f"BEGIN:VEVENT\r\n{event}\r\nEND:VEVENT\r\n" for event in events)
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{wrapped}END:VCALENDAR\r\n".encode()


def read(*lines):
    return read_calendar(calendar("\r\n".join(lines)))


def in_utc(roster):
    return [(one.starts.astimezone(UTC), one.ends.astimezone(UTC)) for one in roster.shifts]


def days(roster):
    return [one.day.isoformat()[5:] for one in roster.shifts]


def test_a_planner_s_nights_are_read_in_their_zone():
    roster = read_calendar(ONE.read_bytes())

    assert days(roster) == ["12-01", "12-02", "12-03", "12-06", "12-07"]
    assert in_utc(roster)[0] == (
        datetime(2026, 12, 1, 21, tzinfo=UTC),
        datetime(2026, 12, 2, 5, tzinfo=UTC),
    )
    assert roster.refused == []


def test_a_night_over_the_change_of_clocks_ends_when_the_wall_says_so():
    roster = read(
        "DTSTART;TZID=Europe/Berlin:20260328T220000", "DTEND;TZID=Europe/Berlin:20260329T060000"
    )

    assert in_utc(roster) == [
        (datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 3, 29, 4, tzinfo=UTC))
    ]


def test_a_length_is_exact_over_the_change_of_clocks():
    roster = read("DTSTART;TZID=Europe/Berlin:20260328T220000", "DURATION:PT8H")

    assert in_utc(roster) == [
        (datetime(2026, 3, 28, 21, tzinfo=UTC), datetime(2026, 3, 29, 5, tzinfo=UTC))
    ]


def test_times_in_utc_and_times_without_a_zone():
    in_z = read("DTSTART:20260302T060000Z", "DTEND:20260302T140000Z")
    floating = read("DTSTART:20260302T060000", "DTEND:20260302T140000")

    assert in_utc(in_z)[0][0] == datetime(2026, 3, 2, 6, tzinfo=UTC)
    assert floating.shifts[0].starts == datetime.fromisoformat("2026-03-02T06:00")


def test_folded_lines_and_quoted_parameters_are_put_together():
    roster = read(
        'DTSTART;X-NOTE="a;b:c";TZID=Europe/',
        " Berlin:20260302T0600",
        " 00",
        "DTEND;TZID=Europe/Berlin:20260302T140000",
    )

    assert in_utc(roster)[0][0] == datetime(2026, 3, 2, 5, tzinfo=UTC)


def test_an_alarm_inside_an_event_does_not_speak_for_it():
    roster = read(
        "DTSTART:20260302T060000Z",
        "DURATION:PT8H",
        "BEGIN:VALARM",
        "DURATION:PT5M",
        "END:VALARM",
    )

    assert in_utc(roster)[0][1] == datetime(2026, 3, 2, 14, tzinfo=UTC)


def test_whole_days_are_days_without_a_shift():
    roster = read("DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260304")

    assert [(one.day, one.starts) for one in roster.shifts] == [
        (date(2026, 3, 2), None),
        (date(2026, 3, 3), None),
    ]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        pytest.param("FREQ=WEEKLY;COUNT=3", ["03-02", "03-09", "03-16"], id="three weeks"),
        pytest.param(
            "FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", ["03-02", "03-04", "03-09"], id="two days a week"
        ),
        pytest.param(
            "FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20260309T235959Z",
            ["03-02", "03-03", "03-09"],
            id="until a moment",
        ),
        pytest.param(
            "FREQ=DAILY;UNTIL=20260304", ["03-02", "03-03", "03-04"], id="until a day"
        ),
        pytest.param(
            "FREQ=WEEKLY;INTERVAL=2;COUNT=2", ["03-02", "03-16"], id="every second week"
        ),
        pytest.param(
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=4",
            ["03-02", "03-15", "03-16", "03-29"],
            id="weeks that begin on Sunday",
        ),
        pytest.param("FREQ=DAILY;INTERVAL=3;COUNT=2", ["03-02", "03-05"], id="every third day"),
    ],
)
def test_events_that_come_again(rule, expected):
    roster = read(
        "DTSTART;TZID=Europe/Berlin:20260302T220000", "DURATION:PT8H", f"RRULE:{rule}"
    )

    assert days(roster) == expected


def test_a_series_keeps_its_hour_on_the_wall_when_clocks_change():
    roster = read(
        "DTSTART;TZID=Europe/Berlin:20260323T080000",
        "DTEND;TZID=Europe/Berlin:20260323T160000",
        "RRULE:FREQ=WEEKLY;COUNT=2",
    )

    assert [start.hour for start, _ in in_utc(roster)] == [7, 6]


def test_days_taken_out_of_a_series_and_days_moved():
    series = "\r\n".join(
        (
            "UID:a",
            "DTSTART;TZID=Europe/Berlin:20260302T080000",
            "DURATION:PT8H",
            "RRULE:FREQ=DAILY;COUNT=4",
            "EXDATE;TZID=Europe/Berlin:20260303T080000",
        )
    )
    moved = "\r\n".join(
        (
            "UID:a",
            "RECURRENCE-ID;TZID=Europe/Berlin:20260304T080000",
            "DTSTART;TZID=Europe/Berlin:20260304T140000",
            "DURATION:PT8H",
        )
    )
    gone = "\r\n".join(
        (
            "UID:a",
            "RECURRENCE-ID;TZID=Europe/Berlin:20260305T080000",
            "DTSTART;TZID=Europe/Berlin:20260305T080000",
            "STATUS:CANCELLED",
        )
    )

    roster = read_calendar(calendar(series, moved, gone))

    starts = [start for start, _ in in_utc(roster)]
    assert starts == [
        datetime(2026, 3, 2, 7, tzinfo=UTC),
        datetime(2026, 3, 4, 13, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        pytest.param(["SUMMARY:Early"], "bad_event", id="no start"),
        pytest.param(["DTSTART:2026"], "bad_event", id="no moment"),
        pytest.param(["DTSTART:20260230T060000Z"], "bad_event", id="no such day"),
        pytest.param(["DTSTART:20260302T060000Z"], "bad_event", id="no end"),
        pytest.param(
            ["DTSTART:20260302T060000Z", "DTEND:20260302T050000Z"], "bad_event", id="ends first"
        ),
        pytest.param(
            ["DTSTART:20260302T060000Z", "DTEND;VALUE=DATE:20260303"], "bad_event", id="mixed"
        ),
        pytest.param(
            ["DTSTART;TZID=W. Europe Standard Time:20260302T060000", "DURATION:PT8H"],
            "unknown_zone",
            id="a zone of another list",
        ),
        pytest.param(["DTSTART:20260302T060000Z", "DURATION:P2D"], "too_long", id="two days"),
        pytest.param(
            ["DTSTART:20260302T060000Z", "DURATION:PT8H", "RRULE:FREQ=WEEKLY"],
            "endless_rule",
            id="without an end",
        ),
        pytest.param(
            ["DTSTART:20260302T060000Z", "DURATION:PT8H", "RRULE:FREQ=MONTHLY;COUNT=2"],
            "unknown_rule",
            id="months",
        ),
        pytest.param(
            ["DTSTART:20260302T060000Z", "DURATION:PT8H", "RRULE:FREQ=WEEKLY;COUNT=x"],
            "unknown_rule",
            id="no number",
        ),
    ],
)
def test_an_event_that_says_no_shift_is_refused_with_its_line(lines, code):
    good = "DTSTART:20260302T060000Z\r\nDURATION:PT8H"

    roster = read_calendar(calendar(good, "\r\n".join(lines)))

    assert [(one.line, one.code) for one in roster.refused] == [(7, code)]
    assert code in REFUSAL_CODES
    assert len(roster.shifts) == 1


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"Employee ID;Date\n", "no_calendar", id="a table"),
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(
            calendar(*["DTSTART:20260302T060000Z"] * 5_001), "too_many_rows", id="many"
        ),
    ],
)
def test_a_file_that_is_no_calendar_is_refused(data, reason):
    with pytest.raises(Unreadable) as unreadable:
        read_calendar(data)

    assert unreadable.value.reason_code == reason


def test_a_series_of_many_years_is_cut_off():
    roster = read("DTSTART:20260302T060000Z", "DURATION:PT8H", "RRULE:FREQ=DAILY;COUNT=10000")

    assert len(roster.shifts) == 1_000
