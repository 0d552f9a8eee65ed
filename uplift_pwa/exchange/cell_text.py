"""Cleans the text of one cell, and says when it cannot be cleaned."""

import re
import unicodedata

SHOWN = 60

_BREAKS = re.compile(r"\s+")
# Joiners shape words of Arabic and Indic scripts; anywhere else they only make twins.
_INVISIBLE = re.compile(
    r"[\u00ad\u061c\u200b\u200e\u200f\u2060\ufeff]"
    r"|(?<![\u0600-\u0dff])[\u200c\u200d]|[\u200c\u200d](?![\u0600-\u0dff])"
)
_CONTROL = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def clean(text: str) -> str:
    """`text` in NFC, with single spaces and without characters that nobody can see."""
    return unicodedata.normalize("NFC", _INVISIBLE.sub("", _BREAKS.sub(" ", text)).strip())


def fold(text: str) -> str:
    """What two spellings of one name have in common: no case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in plain if character.isalnum())


def has_control(text: str) -> bool:
    """Whether a cleaned text still holds characters that steer a screen or turn text round."""
    return bool(_CONTROL.search(text))


def visible(text: str) -> str:
    """`text` short enough to show, with its control characters spelled out: `U+202E`."""
    spelled = _CONTROL.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return spelled if len(spelled) <= SHOWN else f"{spelled[: SHOWN - 1]}…"
