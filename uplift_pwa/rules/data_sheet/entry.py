"""One entry of the data sheet: some fields of a table, why, who sees them, how long."""

from dataclasses import dataclass
from enum import Enum


class Who(Enum):
    """Who sees it, from the fewest to the most."""

    NOBODY = "nobody"  # the software alone
    YOU = "you"
    DESK = "desk"
    LEADER = "leader"  # and the desk
    RECEIVER = "receiver"
    TEAM = "team"
    EVERYBODY = "everybody"


class Kept(Enum):
    """How long it is kept."""

    MINUTES = "minutes"
    SIGN_IN = "sign_in"
    DAY = "day"
    TWO_DAYS = "two_days"
    MONTH = "month"
    TWO_MONTHS = "two_months"
    TRACE = "trace"  # the number in force
    ACCOUNT = "account"
    NUMBERED = "numbered"  # stays under a number without a name
    INSTALLATION = "installation"


@dataclass(frozen=True, slots=True)
class Entry:
    """Fields of one table that are kept for one purpose. `purpose` is a text to translate."""

    table: str
    fields: tuple[str, ...]
    purpose: str
    who: Who
    kept: Kept


@dataclass(frozen=True, slots=True)
class Area:
    """Entries that belong together, under a title to translate."""

    title: str
    entries: tuple[Entry, ...]


def entry(table: str, fields: str, purpose: str, who: Who, kept: Kept) -> Entry:
    """An entry from the names of its fields with spaces between them."""
    return Entry(table, tuple(fields.split()), purpose, who, kept)


def N_(text: str) -> str:
    """Mark a text for translation where nobody's language is known yet."""
    return text
