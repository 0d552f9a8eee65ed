"""The privacy profiles in words: what they are called, and where each number holds."""

from dataclasses import dataclass, replace
from datetime import date

from flask_babel import gettext as _

from uplift_pwa.rules.privacy import NAMES, PROFILES, USUAL, WORKS_COUNCIL, profile_of
from uplift_pwa.rules.rulebook import BY_NAME, Rulebook
from uplift_pwa.rules.settings import Settings
from uplift_pwa.web import rule_words


@dataclass(frozen=True, slots=True)
class Card:
    """A profile on the page. `holds`: now; `coming`: decided, and from which day."""

    key: str
    name: str
    about: str
    lines: list[str]
    holds: bool
    coming: date | None


def cards(book: Rulebook, day: date) -> list[Card]:
    """Both profiles with their numbers in sentences."""
    now, soon = profile_of(book.on(day)), _soon(book, day)
    return [
        Card(key, *names()[key], _lines(key), key == now, soon[1] if soon[0] == key else None)
        for key in PROFILES
    ]


def names() -> dict[str, tuple[str, str]]:
    """What a profile is called, and what it is for."""
    return {
        USUAL: (_("Usual"), _("What the game begins with.")),
        WORKS_COUNCIL: (
            _("Works council"),
            _("Larger groups, shorter memory, no message on days off."),
        ),
    }


def in_force(settings: Settings) -> list[tuple[str, str, str]]:
    """Each number as it holds now: its name, its sentence, and where it holds."""
    return [(name, _said(name, getattr(settings, name)), where()[name]) for name in NAMES]


def where() -> dict[str, str]:
    """Where each number holds."""
    return {
        "least_people": _(
            "On the map, in momentum, on the boards of launch and push, on the wall, in files."
        ),
        "trace_days": _("Once a day the clockwork forgets them. The data sheet says which."),
        "nudges_on_day_off": _(
            "On all other days every message waits for a shift, whatever the profile."
        ),
    }


def _lines(key: str) -> list[str]:
    return [_said(name, value) for name, value in PROFILES[key].items()]


def _said(name: str, value: int) -> str:
    return rule_words.sentence(replace(BY_NAME[name], value=value))


def _soon(book: Rulebook, day: date) -> tuple[str | None, date]:
    """The profile that the numbers make once everything decided has begun, and when."""
    last = max((one.from_on for one in book.after(day) if one.name in NAMES), default=day)
    return (profile_of(book.on(last)) if last > day else None), last
