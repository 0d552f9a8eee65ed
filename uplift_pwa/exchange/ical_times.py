"""Reads the moments, lengths and zones of iCalendar (RFC 5545 3.3)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from uplift_pwa.exchange.ical_lines import Property

_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")
_LENGTH = re.compile(
    r"\+?P(?:([0-9]{1,3})W)?(?:([0-9]{1,4})D)?"
    r"(?:T(?:([0-9]{1,4})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,6})S)?)?"
)


class UnknownZone(ValueError):
    """A time names a zone that the IANA list does not know."""


def moment(found: Property) -> datetime | date:
    """A date, a wall's time (naive), or a time in a zone (aware).

    Raises ValueError for no moment at all, UnknownZone for a zone nobody knows.
    """
    read = plain(found.value)
    zone = found.parameters.get("TZID", "").lstrip("/")
    if not zone or not isinstance(read, datetime) or read.tzinfo:
        return read
    if zone not in available_timezones():
        raise UnknownZone(zone)
    return read.replace(tzinfo=ZoneInfo(zone))


def plain(text: str) -> datetime | date:
    """A date or a time as written: naive, or UTC with a Z. Raises ValueError."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    day = date(int(match[1]), int(match[2]), int(match[3]))
    if match[4] is None:
        return day
    wall = datetime.combine(day, time(int(match[4]), int(match[5]), min(59, int(match[6]))))
    return wall.replace(tzinfo=UTC) if match[7] else wall


def length(text: str) -> timedelta:
    """A DURATION; a negative one or none at all raises ValueError."""
    match = _LENGTH.fullmatch(text)
    if match is None or not any(match.groups()):
        raise ValueError(text)
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in match.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)
