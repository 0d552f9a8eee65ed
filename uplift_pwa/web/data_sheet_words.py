"""The data sheet in the reader's language, as a page and as lines of a file."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from uplift_pwa.rules.data_sheet import AREAS, Entry, Kept, Who

HEADER = ("area", "table", "fields", "purpose", "who_sees_it", "how_long")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry in words."""

    table: str
    fields: str
    purpose: str
    who: str
    kept: str


def areas(days: int) -> list[tuple[str, list[Line]]]:
    """Each area's title with its lines; `days` is how long traces are kept today."""
    who, kept = seen_by(), how_long(days)
    return [(_(area.title), [_line(one, who, kept) for one in area.entries]) for area in AREAS]


def lines(days: int) -> Iterator[tuple[object, ...]]:
    """The same as rows under HEADER."""
    for title, entries in areas(days):
        for one in entries:
            yield title, one.table, one.fields, one.purpose, one.who, one.kept


def seen_by() -> dict[Who, str]:
    return {
        Who.NOBODY: _("Nobody: the software alone"),
        Who.YOU: _("You alone"),
        Who.DESK: _("You and the desk"),
        Who.LEADER: _("You, the team’s leader, the desk"),
        Who.RECEIVER: _("You and whom it is for"),
        Who.TEAM: _("Your team"),
        Who.EVERYBODY: _("Everybody here"),
    }


def how_long(days: int) -> dict[Kept, str]:
    return {
        Kept.MINUTES: _("Some minutes"),
        Kept.SIGN_IN: _("Until you sign out, or 30 days unused"),
        Kept.DAY: _("One day"),
        Kept.TWO_DAYS: _("Two days"),
        Kept.MONTH: _("30 days"),
        Kept.TWO_MONTHS: _("60 days"),
        Kept.TRACE: _("%(days)s days", days=days),
        Kept.ACCOUNT: _("As long as your account"),
        Kept.NUMBERED: _("As long as the game; without your name once you are deleted"),
        Kept.INSTALLATION: _("As long as the game"),
    }


def _line(one: Entry, who: dict[Who, str], kept: dict[Kept, str]) -> Line:
    fields = ", ".join(one.fields)
    return Line(one.table, fields, _(one.purpose), who[one.who], kept[one.kept])
