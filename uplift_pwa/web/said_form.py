"""What somebody says of an act: read from the form, and which colleague a name means."""

import unicodedata
from dataclasses import asdict, dataclass
from typing import Any

from flask import g, request

from uplift_pwa.actions.said import Words
from uplift_pwa.queries import people_search
from uplift_pwa.queries.people_search import Found
from uplift_pwa.web import i18n
from uplift_pwa.web.forms import KEPT_CONTROLS, tidy
from uplift_pwa.web.urls import LARGEST

LONGEST_NAME = 80
CHOICES = 6


@dataclass(frozen=True, slots=True)
class Typed:
    """The fields as they came, without signs that hide what a text says."""

    sentence: str
    name: str
    helped_id: int | None
    to_team: bool

    @property
    def payload(self) -> dict[str, object]:
        """What makes an operation with words another one; nothing where nothing was said."""
        said = {"sentence": self.sentence, "name": self.name, "helped": self.helped_id}
        return {name: value for name, value in said.items() if value}

    def said(self, helped_id: int | None) -> dict[str, Any]:
        """The same as what comes with a tap."""
        return asdict(self.words(helped_id))

    def words(self, helped_id: int | None) -> Words:
        return Words(self.sentence or None, i18n.locale(), helped_id, self.to_team)


def read() -> Typed:
    return Typed(
        clean(request.form.get("sentence")),
        " ".join(clean(request.form.get("colleague")).split())[:LONGEST_NAME],
        _id(request.form.get("helped")),
        request.form.get("to_team") == "1",
    )


def asked_for() -> Typed:
    """What the address brings along: the name that nobody has exactly."""
    return Typed(
        "", " ".join(clean(request.args.get("name")).split())[:LONGEST_NAME], None, False
    )


def who(typed: Typed, asker: int) -> tuple[int | None, list[tuple[int, str, str]]]:
    """The colleague that is meant, or else those who may be, to choose from.

    Only a whole name that one person has is taken at its word: asking the wrong person would
    tell them what was done for another.
    """
    if typed.helped_id or not typed.name:
        return typed.helped_id, []
    found = people_search.find(g.db, typed.name, CHOICES, asker=asker)
    same = [one for one in found if one.name.casefold() == typed.name.casefold()]
    return (same[0].id, []) if len(same) == 1 else (None, choices(found))


def choices(found: list[Found]) -> list[tuple[int, str, str]]:
    """Ids, names, and what tells two of the same name apart."""
    return [
        (one.id, one.name, " · ".join(filter(None, (one.team, one.department, one.site))))
        for one in found
    ]


def clean(text: str | None) -> str:
    """Trimmed and composed, without control signs and signs that turn the direction."""
    return "".join(sign for sign in tidy(text) or "" if _shows(sign))


def _shows(sign: str) -> bool:
    hides = unicodedata.category(sign) in {"Cc", "Cs"} or "\u202a" <= sign <= "\u202e"
    return sign in KEPT_CONTROLS or not hides


def _id(text: str | None) -> int | None:
    known = text and text.isascii() and text.isdigit() and len(text) <= 10
    return int(text) if known and text and 0 < int(text) <= LARGEST else None
