"""Reads a roster as planning systems export it: a line per person and shift."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from uplift_pwa.exchange.cell_text import clean, fold, visible
from uplift_pwa.exchange.people_columns import SYNONYMS
from uplift_pwa.exchange.people_dates import month_comes_first, read_date
from uplift_pwa.exchange.roster_values import Roster, RosterRefusal, RosterShift
from uplift_pwa.exchange.tables import Row, Table, read_table
from uplift_pwa.exchange.unreadable import Unreadable

ONE_DAY = timedelta(days=1)
LONGEST_NUMBER = 64
WORDS: dict[str, tuple[str, ...]] = {
    "staff_number": SYNONYMS["staff_number"],
    "day": (
        "date", "day", "shift date", "work date", "service day", "Datum", "Tag",
        "Schichtdatum", "Arbeitstag", "fecha", "día", "fecha de turno",
    ),
    "starts": (
        "start", "start time", "starts", "from", "begin", "shift start", "time in",
        "Beginn", "von", "Anfang", "Start", "Schichtbeginn", "inicio", "desde",
        "hora de inicio", "entrada",
    ),
    "ends": (
        "end", "end time", "ends", "until", "to", "finish", "shift end", "time out",
        "Ende", "bis", "Schichtende", "fin", "hasta", "hora de fin", "salida",
    ),
}  # fmt: skip

_TIME = re.compile(r"([0-9]{1,2})[:.h]?([0-9]{2})?(?::[0-9]{2})?(?: ?([ap])\.?m\.?)?", re.I)


def read_roster(data: bytes) -> Roster:
    """The shifts in a file. A line without times is a day off; whatever it calls the shift.

    An end that is not after its start is on the next day. Raises Unreadable: what a table
    raises, or no_columns with the names of those that are not there.
    """
    table = read_table(data)
    columns = _columns(table)
    place = {name: table.header.index(column) for name, column in columns.items()}
    month_first = month_comes_first(_cell(row, place["day"]) for row in table.rows)
    roster = Roster()
    for row in table.rows:
        read = _shift(row, place, month_first)
        if isinstance(read, RosterShift):
            roster.shifts.append(read)
        else:
            roster.refused.append(read)
    return roster


def _columns(table: Table) -> dict[str, str]:
    known: dict[str, str] = {}
    for name in table.header:
        known.setdefault(fold(name), name)
    found = {
        field: known[key]
        for field, words in WORDS.items()
        for key in reversed([fold(word) for word in words])
        if key in known
    }
    if missing := [field for field in WORDS if field not in found]:
        raise Unreadable("no_columns", ", ".join(missing))
    return found


def _shift(
    row: Row, place: Mapping[str, int], month_first: bool
) -> RosterShift | RosterRefusal:
    number, day_text, starts, ends = (_cell(row, place[name]) for name in WORDS)
    if not 0 < len(number) <= LONGEST_NUMBER:
        return RosterRefusal(row.line, "no_staff_number", visible(number))
    day = read_date(day_text, month_first=month_first)
    if day is None:
        return RosterRefusal(row.line, "bad_date", visible(day_text))
    if not starts and not ends:
        return RosterShift(row.line, number, day)
    if not starts or not ends:
        return RosterRefusal(row.line, "half_a_shift", visible(starts or ends))
    return _timed(row.line, number, day, starts, ends)


def _timed(
    line: int, number: str, day: date, starts: str, ends: str
) -> RosterShift | RosterRefusal:
    begins, finishes = read_time(starts), read_time(ends)
    if begins is None or finishes is None:
        return RosterRefusal(line, "bad_time", visible(f"{starts} – {ends}"))
    if begins == finishes:
        return RosterRefusal(line, "no_length", visible(f"{starts} – {ends}"))
    last = day if finishes > begins else day + ONE_DAY
    return RosterShift(
        line, number, day, datetime.combine(day, begins), datetime.combine(last, finishes)
    )


def read_time(text: str) -> time | None:
    """The time on a wall that `text` says: 6:00, 06.00, 0600, 6, 6 pm, 24:00; else None."""
    match = _TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "p" else 0)
    if (hour, minute) == (24, 0):
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _cell(row: Row, place: int) -> str:
    return clean(row.cells[place]) if place < len(row.cells) else ""
