"""How a name is found although nobody knows how it is spelt: folded words and their keys."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

MOST_ASKED = 4
MOST_WORDS = 12
LONGEST = 32
SHORT = 3
HEAD = 6  # letters of a long word's beginning and of its end
WIDE = "^~"
FAR = 9

# Letters that no decomposition makes plain, and letters that are written for each other.
_LETTERS = str.maketrans(
    {
        "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i",
        "ħ": "h", "ŋ": "n", "ə": "a", "ʻ": "", "ʼ": "", "'": "", "’": "", "‘": "", "`": "",
        "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ک": "ك", "ة": "ه", "ە": "ه", "ہ": "ه",
        "ء": "", "ـ": "", "ך": "כ", "ם": "מ", "ן": "נ", "ף": "פ", "ץ": "צ", "і": "и",
        "є": "е", "ґ": "г", "ँ": "ं", "ी": "ि", "ू": "ु", "ई": "इ", "ऊ": "उ", "श": "स",
        "ष": "स",
    }
)  # fmt: skip
_SOUNDS = (
    ("ph", "f"), ("sch", "s"), ("ck", "k"), ("th", "t"), ("ae", "a"), ("oe", "o"),
    ("ue", "u"), ("ou", "u"), ("ee", "i"), ("x", "ks"), ("c", "k"), ("q", "k"), ("w", "v"),
    ("y", "i"), ("z", "s"), ("j", "i"),
)  # fmt: skip


def words(*names: str) -> list[str]:
    """The words under which somebody of these names is found, in any script."""
    found: dict[str, None] = {}
    for name in names:
        parts = _parts(name)
        found |= dict.fromkeys(parts) | dict.fromkeys(_joined(parts))
    return list(found)[:MOST_WORDS]


def asked(text: str) -> list[str]:
    """The words that somebody has typed, each once, at most four."""
    return list(dict.fromkeys(_parts(text)))[:MOST_ASKED]


def keys(word: str) -> set[str]:
    """What two spellings of a word share: its letters, or how it sounds, less any one of them.

    Of a long word also its head and its tail, in case there are two slips; those keys are
    shared by many and begin with a sign of `WIDE`.
    """
    sounded = sound(word)
    found = _without_one(sounded) | _without_one(word)
    if len(sounded) > HEAD:
        found |= {WIDE[0] + key for key in _without_one(sounded[:HEAD])}
        found |= {WIDE[1] + key for key in _without_one(sounded[-HEAD:])}
    return found


def cost(wanted: str, word: str) -> int | None:
    """How far a word is from what was typed, 0 for the same; None if it is another word."""
    if wanted == word:
        return 0
    if word.startswith(wanted):
        return 1
    spelt, heard = (wanted, word), (sound(wanted), sound(word))
    most = min(2, (len(heard[0]) - 1) // 2)  # slips: none in two letters, one in four
    apart = min(distance(*spelt, most), distance(*heard, most))
    if apart > most and len(heard[0]) >= 5:  # somebody is still typing
        apart = distance(heard[0], heard[1][: len(heard[0])], 1) + 1
    return 2 + 2 * apart if apart <= most else None


def sound(word: str) -> str:
    """A Latin word as it may be heard; other scripts as they are, without doubled letters."""
    if word.isascii():
        for written, heard in _SOUNDS:
            word = word.replace(written, heard)
        word = word[:1] + word[1:].replace("h", "")
    return re.sub(r"(.)\1+", r"\1", word)


def distance(one: str, other: str, most: int) -> int:
    """Letters put in, left out, taken for another or swapped; `FAR` if more than `most`."""
    if abs(len(one) - len(other)) > most:
        return FAR
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, against in enumerate(other, 1):
            best = min(last[column] + 1, line[-1] + 1, last[column - 1] + (letter != against))
            swapped = row > 1 and column > 1 and letter == other[column - 2]
            if swapped and against == one[row - 2]:
                best = min(best, before[column - 2] + 1)
            line.append(best)
        if min(line) > most:
            return FAR
        before, last = last, line
    return last[-1] if last[-1] <= most else FAR


def _parts(text: str) -> list[str]:
    return [part[:LONGEST] for part in _plain(text).split()]


def _joined(parts: list[str]) -> Iterator[str]:
    """Short parts are often written together with the next: delacruz, jeanluc."""
    for one, other in pairwise(parts):
        if min(len(one), len(other)) <= SHORT:
            yield (one + other)[:LONGEST]
    for one, other, last in zip(parts, parts[1:], parts[2:], strict=False):
        if max(len(one), len(other)) <= SHORT:
            yield (one + other + last)[:LONGEST]


def _plain(text: str) -> str:
    """Small letters without accents and points, the spellings of one letter as one."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return "".join(map(_kept, bare.translate(_LETTERS)))


def _kept(sign: str) -> str:
    """Letters, vowel signs and digits; joiners vanish, anything else parts two words."""
    kind = unicodedata.category(sign)
    return sign if kind[0] in "LMN" else "" if kind == "Cf" else " "


def _without_one(text: str) -> set[str]:
    return {text} | {text[:place] + text[place + 1 :] for place in range(len(text))}
