"""Reads somebody's own calendar: every event with hours is a shift of theirs."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from uplift_pwa.exchange.cell_text import clean, visible
from uplift_pwa.exchange.ical_lines import Event, read_events
from uplift_pwa.exchange.ical_rules import UnknownRule, read_rule, starts
from uplift_pwa.exchange.ical_times import UnknownZone, length, moment
from uplift_pwa.exchange.roster_values import Roster, RosterRefusal, RosterShift

LONGEST = timedelta(hours=24)
MOST_DAYS = 366

Start = datetime | date


def read_calendar(data: bytes) -> Roster:
    """The shifts in an iCalendar file, without staff numbers (RFC 5545).

    An event for a whole day has no hours: it says that there is no shift on that day. What
    cannot be read is refused event by event. Raises Unreadable where nothing can.
    """
    events = [
        event
        for event in read_events(data)
        if event.value("STATUS").upper() != "CANCELLED" or "RECURRENCE-ID" in event.properties
    ]
    moved = _moved(events)
    roster = Roster()
    for event in events:
        try:
            roster.shifts.extend(_shifts(event, moved.get(event.value("UID"), set())))
        except UnknownZone as error:
            _refuse(roster, event, "unknown_zone", str(error))
        except UnknownRule as error:
            _refuse(roster, event, error.code, event.value("RRULE"))
        except _TooLong:
            _refuse(roster, event, "too_long", event.value("SUMMARY"))
        except (ValueError, OverflowError):
            _refuse(roster, event, "bad_event", event.value("SUMMARY"))
    return roster


class _TooLong(Exception):
    """A shift of more than a day."""


def _refuse(roster: Roster, event: Event, code: str, detail: str) -> None:
    roster.refused.append(RosterRefusal(event.line, code, visible(clean(detail))))


def _moved(events: list[Event]) -> dict[str, set[str]]:
    """By event, the starts of a series that another event stands for."""
    found: dict[str, set[str]] = {}
    for event in events:
        if original := event.value("RECURRENCE-ID"):
            found.setdefault(event.value("UID"), set()).add(original)
    return found


def _shifts(event: Event, moved: set[str]) -> Iterator[RosterShift]:
    if event.value("STATUS").upper() == "CANCELLED":
        return
    start = moment(event.properties["DTSTART"]) if "DTSTART" in event.properties else None
    if start is None:
        raise ValueError("an event without a start")
    lasts = _lasts(event, start)
    for one in list(_starts(event, start, moved)):
        yield from _shift(event.line, one, lasts)


def _starts(event: Event, first: Start, moved: set[str]) -> Iterator[Start]:
    rule = event.value("RRULE")
    without = {text for found in event.without for text in found.value.split(",")}
    if "RECURRENCE-ID" not in event.properties:
        without |= moved
    for one in starts(first, read_rule(rule)) if rule else [first]:
        if not _names(one) & without:
            yield one


def _names(start: Start) -> set[str]:
    """How EXDATE and RECURRENCE-ID may write a start."""
    if not isinstance(start, datetime):
        return {f"{start:%Y%m%d}"}
    names = {f"{start:%Y%m%dT%H%M%S}"}
    if start.tzinfo:
        utc = start.astimezone(UTC)
        names.add(f"{utc:%Y%m%dT%H%M%S}Z")
    return names


def _lasts(event: Event, start: Start) -> tuple[timedelta, bool]:
    """How long, and whether that is exact: two times on one wall may have an hour between
    them that comes twice, or not at all.
    """
    if "DTEND" in event.properties:
        end = moment(event.properties["DTEND"])
        if type(end) is not type(start):
            raise ValueError("an end of another kind than its start")
        exact = getattr(start, "tzinfo", None) != getattr(end, "tzinfo", None)
        return end - start, exact
    if "DURATION" in event.properties:
        return length(event.value("DURATION")), True
    return timedelta(days=0 if isinstance(start, datetime) else 1), True


def _shift(line: int, start: Start, lasts: tuple[timedelta, bool]) -> Iterator[RosterShift]:
    long, exact = lasts
    if not isinstance(start, datetime):
        for number in range(min(long.days, MOST_DAYS)):
            yield RosterShift(line, None, start + timedelta(days=number))
        return
    if long <= timedelta():
        raise ValueError("an event of no length")
    if long > LONGEST:
        raise _TooLong
    day = start.date()
    if exact and start.tzinfo:
        start = start.astimezone(UTC)
    yield RosterShift(line, None, day, start, start + long)
