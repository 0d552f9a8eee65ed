"""The privacy profiles in words: what they are called, and where each number holds."""

from collections.abc import Mapping
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
    lines: Mapping[str, str]
    holds: bool
    coming: date | None
    may_choose: bool


def cards(book: Rulebook, day: date) -> list[Card]:
    """Both profiles with their numbers in sentences. What will hold last is not offered."""
    now, last = profile_of(book.on(day)), _last_change(book, day)
    then = profile_of(book.on(last))
    return [
        Card(
            key,
            names()[key],
            {name: _said(name, value) for name, value in numbers.items()},
            key == now,
            last if key == then and last > day else None,
            key != then,
        )
        for key, numbers in PROFILES.items()
    ]


def names() -> dict[str, str]:
    """What a profile is called."""
    return {USUAL: _("Usual"), WORKS_COUNCIL: _("Works council")}


def in_force(settings: Settings) -> list[str]:
    """Each number in a sentence as it holds."""
    return [_said(name, getattr(settings, name)) for name in NAMES]


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


def _said(name: str, value: int) -> str:
    return rule_words.sentence(replace(BY_NAME[name], value=value))


def _last_change(book: Rulebook, day: date) -> date:
    """From when everything that is decided holds; `day` where nothing is to come."""
    return max((one.from_on for one in book.after(day) if one.name in NAMES), default=day)
