"""What stops people, in words: the kinds, who has one, and how much time is left."""

from datetime import date

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from uplift_pwa.queries.roadblocks import Road
from uplift_pwa.rules.roadblocks import KINDS
from uplift_pwa.rules.settings import Settings

PICTURES = {
    "time": "clock",
    "few": "few",
    "tool": "tool",
    "told": "told",
    "rule": "rule",
    "ask": "ask",
    "waiting": "link",
    "other": "more",
}


def kind_words() -> dict[str, str]:
    """Each kind as one taps it, in the order of the rules."""
    words = {
        "time": _("No time"),
        "few": _("Too few of us"),
        "tool": _("Something is missing"),
        "told": _("Nobody told us"),
        "rule": _("A rule in the way"),
        "ask": _("Nobody to ask"),
        "waiting": _("Waiting for others"),
        "other": _("Something else"),
    }
    return {kind: words[kind] for kind in KINDS}


def title(road: Road) -> str:
    """Its own words, or the kind's where they are not told or there are none."""
    return road.text or kind_words().get(road.kind, kind_words()["other"])


def shared(road: Road, numbers: Settings) -> str:
    """How many share it, never exactly; nothing below the public number (RULES 8, 9)."""
    people = road.shared(numbers)
    if people is None:
        return ""
    words = ngettext(
        "%(num)d person or more shares it", "%(num)d people or more share it", people
    )
    return str(words)


def time_left(road: Road, today: date) -> str:
    """How long whoever has it may still take, or that the time is over."""
    left, is_answered = road.days_left(today), road.answered_on is not None
    if left > 0:
        return _more_days(left, is_answered)
    if left == 0:
        last = _("Answered. Today is the last day to clear it or pass it up")
        return str(last if is_answered else _("Today is the last day to answer"))
    over = _("Answered. The time to clear it was over on %(day)s", day=_short(road.due_on))
    late = _("The answer was due on %(day)s", day=_short(road.due_on))
    return str(over if is_answered else late)


def _more_days(left: int, is_answered: bool) -> str:
    if not is_answered:
        words = ngettext("%(num)d day left to answer", "%(num)d days left to answer", left)
        return str(words)
    words = ngettext(
        "Answered. %(num)d day left to clear it or pass it up",
        "Answered. %(num)d days left to clear it or pass it up",
        left,
    )
    return str(words)


def _short(day: date | None) -> str:
    return str(format_date(day, _("d MMM"))) if day else ""
