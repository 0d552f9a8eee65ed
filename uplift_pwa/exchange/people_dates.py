"""Reads the dates of an HR export, whose order of day and month the whole column decides."""

import re
from collections.abc import Iterable
from datetime import date

EARLIEST, LATEST = date(1930, 1, 1), date(2100, 1, 1)

_YEAR_FIRST = re.compile(
    r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9:.]{1,15}Z?)?"
)
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})[-/.] ?([0-9]{4})")


def month_comes_first(texts: Iterable[str]) -> bool:
    """Whether `3/31/2024` is how this column writes dates: some month before a day over 12.

    Dates with dots never are; a column that speaks for both orders is read day first.
    """
    found = [match for match in map(_YEAR_LAST.fullmatch, texts) if match and match[2] != "."]
    return any(int(match[3]) > 12 for match in found) and not any(
        int(match[1]) > 12 for match in found
    )


def read_date(text: str, *, month_first: bool) -> date | None:
    """The day `text` names, between 1930 and 2100; None if there is no such day."""
    try:
        day = _read(text, month_first)
    except ValueError:
        return None
    return day if day and EARLIEST <= day < LATEST else None


def _read(text: str, month_first: bool) -> date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        swap = month_first and match[2] != "."
        return date(year, first, second) if swap else date(year, second, first)
    return None
