"""Spells out when an event comes again: days and weeks, until an end (RFC 5545 3.3.10)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count, islice

from uplift_pwa.exchange.ical_times import plain

ONE_DAY = timedelta(days=1)
MOST = 1_000
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
KNOWN = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "WKST"}


class UnknownRule(ValueError):
    """A rule that is not days or weeks; `code` says unknown_rule or endless_rule."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Rule:
    weekly: bool
    interval: int
    times: int | None
    until: datetime | date | None
    weekdays: frozenset[int]
    week_starts: int


def read_rule(text: str) -> Rule:
    """A rule of days or weeks that ends. Raises UnknownRule for any other."""
    parts = dict(part.split("=", 1) for part in text.upper().split(";") if "=" in part)
    byday = [day for day in parts.get("BYDAY", "").split(",") if day]
    if (
        parts.keys() - KNOWN
        or parts.get("FREQ") not in ("DAILY", "WEEKLY")
        or not set(byday) <= set(WEEKDAYS)
    ):
        raise UnknownRule("unknown_rule")
    if "COUNT" not in parts and "UNTIL" not in parts:
        raise UnknownRule("endless_rule")
    try:
        return Rule(
            weekly=parts["FREQ"] == "WEEKLY",
            interval=_positive(parts.get("INTERVAL", "1")),
            times=_positive(parts["COUNT"]) if "COUNT" in parts else None,
            until=plain(parts["UNTIL"]) if "UNTIL" in parts else None,
            weekdays=frozenset(map(WEEKDAYS.index, byday)),
            week_starts=WEEKDAYS.index(parts.get("WKST", "MO")),
        )
    except ValueError as error:
        raise UnknownRule("unknown_rule") from error


def starts(first: datetime | date, rule: Rule) -> Iterator[datetime | date]:
    """Every start the rule gives from `first` on, on the same clock; at most 1,000."""
    days = _days(_day(first), rule)
    moved = (_on(first, day) for day in days)
    for number, start in enumerate(islice(moved, MOST)):
        if rule.times is not None and number >= rule.times:
            return
        if rule.until is not None and _after(start, rule.until):
            return
        yield start


def _days(first: date, rule: Rule) -> Iterator[date]:
    """The first day, then every day that fits."""
    yield first
    own = rule.weekdays or (
        frozenset({first.weekday()}) if rule.weekly else frozenset(range(7))
    )
    week = first - ONE_DAY * ((first.weekday() - rule.week_starts) % 7)
    for number in count(1):
        day = first + ONE_DAY * number
        step = (day - week).days // 7 if rule.weekly else number
        if day.year > first.year + 20:
            return
        if day.weekday() in own and step % rule.interval == 0:
            yield day


def _on(first: datetime | date, day: date) -> datetime | date:
    """The first start moved to a day: the same time on its wall."""
    return first.replace(year=day.year, month=day.month, day=day.day)


def _after(start: datetime | date, until: datetime | date) -> bool:
    if not isinstance(until, datetime):
        return _day(start) > until
    if not isinstance(start, datetime):
        return start > until.date()
    if start.tzinfo and until.tzinfo:
        return start.astimezone(UTC) > until
    return start.replace(tzinfo=None) > until.replace(tzinfo=None)


def _day(moment: datetime | date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _positive(text: str) -> int:
    number = int(text)
    if not 0 < number <= 10_000:
        raise ValueError(text)
    return number
