from datetime import date, datetime, time
from pathlib import Path

import pytest

from uplift_pwa.exchange.roster_file import read_roster, read_time
from uplift_pwa.exchange.roster_values import REFUSAL_CODES
from uplift_pwa.exchange.unreadable import Unreadable

FORTNIGHT = Path(__file__).parents[1] / "data/rosters/roster-fortnight.csv"
HEADER = "Employee ID;Date;Shift;Start;End\n"


def read(lines):
    return read_roster((HEADER + lines).encode())


def test_a_fortnight_is_read_with_nights_and_days_off():
    roster = read_roster(FORTNIGHT.read_bytes())

    off = [shift for shift in roster.shifts if shift.starts is None]
    nights = [
        shift for shift in roster.shifts if shift.starts and shift.ends.date() > shift.day
    ]
    assert (roster.first, roster.last) == (date(2026, 12, 1), date(2026, 12, 14))
    assert (len(roster.shifts), len(off), len(nights)) == (1454, 73, 353)
    assert roster.refused == []
    assert nights[0].staff_number == "0010045"
    assert (nights[0].starts, nights[0].ends) == (
        datetime.fromisoformat("2026-12-03T22:00"),
        datetime.fromisoformat("2026-12-04T06:00"),
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param(";01.12.2026;Early;06:00;14:00", "no_staff_number", id="no number"),
        pytest.param(
            f"{'1' * 65};01.12.2026;Early;06:00;14:00", "no_staff_number", id="a long number"
        ),
        pytest.param("7;31.11.2026;Early;06:00;14:00", "bad_date", id="no such day"),
        pytest.param("7;;Early;06:00;14:00", "bad_date", id="no day"),
        pytest.param("7;01.12.2026;Early;06:00;", "half_a_shift", id="no end"),
        pytest.param("7;01.12.2026;Early;;14:00", "half_a_shift", id="no start"),
        pytest.param("7;01.12.2026;Early;25:00;14:00", "bad_time", id="no such hour"),
        pytest.param("7;01.12.2026;Early;06:00;noon", "bad_time", id="a word"),
        pytest.param("7;01.12.2026;Early;06:00;06:00", "no_length", id="no length"),
    ],
)
def test_a_line_that_says_no_shift_is_refused_with_its_number(line, code):
    roster = read(f"8;01.12.2026;Early;06:00;14:00\n{line}\n")

    assert [(one.line, one.code) for one in roster.refused] == [(3, code)]
    assert code in REFUSAL_CODES
    assert [shift.staff_number for shift in roster.shifts] == ["8"]


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("Personalnummer;Datum;Beginn;Ende", id="German"),
        pytest.param("Nº empleado;Fecha;Inicio;Fin", id="Spanish"),
        pytest.param("Staff number;Work date;From;To", id="English"),
    ],
)
def test_headers_of_three_languages_are_known(header):
    roster = read_roster(f"{header}\n7;01.12.2026;06:00;14:00\n".encode())

    assert [shift.starts for shift in roster.shifts] == [
        datetime.fromisoformat("2026-12-01T06:00")
    ]


def test_a_file_without_the_columns_says_which_are_missing():
    with pytest.raises(Unreadable) as unreadable:
        read_roster(b"Employee ID;Shift\n7;Early\n")

    assert (unreadable.value.reason_code, unreadable.value.detail) == (
        "no_columns",
        "day, starts, ends",
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("6:00", time(6)),
        ("06.30", time(6, 30)),
        ("0600", time(6)),
        ("22:00:00", time(22)),
        ("6", time(6)),
        ("6 pm", time(18)),
        ("12:15 AM", time(0, 15)),
        ("24:00", time(0)),
        ("24:30", None),
        ("13 pm", None),
        ("06:60", None),
        ("", None),
        ("early", None),
    ],
)
def test_times_as_people_write_them(text, read):
    assert read_time(text) == read
