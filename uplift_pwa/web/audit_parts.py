"""The parts of an audit entry, as its sentence says them."""

import re
from datetime import date

from flask_babel import format_date, format_decimal
from flask_babel import gettext as _

from uplift_pwa.queries.audit_log import Entry

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def about(entry: Entry) -> str:
    """The name that the change is about: a person's, a team's, a title; else its number."""
    named = entry.subject or entry.detail.get("title") or entry.detail.get("name")
    return str(named or f"{entry.subject_kind} {entry.subject_id or ''}".strip())


def other(entry: Entry) -> str:
    return entry.other or _("somebody")


def part(entry: Entry, name: str) -> str:
    value = entry.detail.get(name, "")
    if isinstance(value, str) and DAY.fullmatch(value):
        return _day(value)
    return format_decimal(value) if isinstance(value, int) else str(value)


def _day(text: str) -> str:
    """A day as it was noted, for its reader; what only looks like one stays as it is."""
    try:
        return str(format_date(date.fromisoformat(text)))
    except ValueError:
        return text


def count(entry: Entry, name: str) -> int:
    value = entry.detail.get(name, 0)
    return value if isinstance(value, int) else 0
