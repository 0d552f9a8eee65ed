"""A challenge drawn as a phone shows it, every word in the language of its reader."""

from collections.abc import Callable
from typing import Any

from babel import UnknownLocaleError
from flask import get_template_attribute
from flask_babel import force_locale
from markupsafe import Markup

from uplift_pwa import languages


def drawn(card: Any, language: str) -> Markup:
    """The card on a drawn phone; `card` has the attributes of `queries.cards.Card`."""
    phone: Callable[[Any, str, str], Markup] = get_template_attribute(
        "challenges/_phone.html", "phone"
    )
    if language not in languages.offered():
        return phone(card, language, _direction(language))
    with force_locale(language):
        return phone(card, language, _direction(language))


def _direction(language: str) -> str:
    try:
        return languages.direction(language)
    except (ValueError, UnknownLocaleError):
        return "ltr"
