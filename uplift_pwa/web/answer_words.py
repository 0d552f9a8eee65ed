"""How the answers to "Did this help you?" are said: the usual words, or one's own."""

from collections.abc import Mapping

from flask_babel import gettext as _

from uplift_pwa.rules.answers import ANSWERS


def usual() -> dict[str, str]:
    """The words that come with uplift, by answer, in the reader's language."""
    return {
        "made-my-day": _("It made my day"),
        "a-lot": _("A lot"),
        "yes": _("Yes"),
        "a-little": _("A little"),
        "not-really": _("Not really"),
    }


def said(own: Mapping[str, str]) -> list[tuple[str, str]]:
    """The answers in their order, each with its words; `own` ones come before the usual."""
    words = usual() | dict(own)
    return [(key, words[key]) for key in ANSWERS]
