"""What a challenge's words would still do to those who read them: notes, never walls.

Reading level, without a formula that knows only English: a sentence has a bearable number of
words and a text a bearable share of long words, both counted by language.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_MINUTES = 5
MOST_TITLE = 46  # more signs stand on four lines of a narrow phone's card
WIDEST_WORD = 18  # a longer one is cut within on the card
FEWEST_WORDS = 12  # a share of fewer says nothing
LONG_SHARE = 0.2
USUAL_SENTENCE = 25
USUAL_LONG = 10
SENTENCE = {"en": 25, "es": 25, "ar": 22, "hi": 28}
LONG = {"en": 10, "es": 11, "ar": 9, "hi": 10}  # signs, a vowel sign is one
FIELDS = ("title", "what", "better", "quiet")
EVERYWHERE = r"%|٪|\b(aht|nps|csat|kpi|kpis|sla|upsell\w*|cross-?sell\w*)\b"
CONTROL: Mapping[str, str] = {
    "en": r"\b(quotas?|up-sell\w*|mandatory|must|obligatory|compulsory|required|sales targets?"
    r"|conversion rates?|handling time|leaderboards?|non-negotiable)\b",
    "es": r"\b(cuotas?|obligatori[oa]s?|obligad[oa]s?|deb(es?|en|éis|emos)"
    r"|tienes que|tenéis que|ventas? (cruzadas?|adicional(es)?)|objetivos? de ventas?"
    r"|tasas? de conversión|tiempo medio|tmo|exigid[oa]s?)\b",
    "ar": r"(\bيجب (أن|عليك)|\bلا بد\b|يتوجب|كوتا|إلزامي|الزامي|إجباري|اجباري|هدف المبيعات"
    r"|أهداف المبيعات|حصة المبيعات|نسبة التحويل|متوسط وقت|بيع إضافي)",
    "hi": r"(कोटा|अनिवार्य|अवश्य|करना (ही )?(होगा|पड़ेगा)|बाध्य|लक्ष्य|अपसेल|बिक्री बढ़ा|कन्वर्ज़न|औसत समय)",
}
MINUTES = r"(\d+)\s*(minutes?|mins?|minutos?|मिनटों?|मिनट|دقيقة|دقائق)(?!\w)"
HOURS = r"(\d+)\s*(hours?|horas?|घंटे|घंटों|ساعات|ساعة)(?!\w)|\bhalf an hour\b|\bmedia hora\b"


class Kind(StrEnum):
    """What a note is about; the web layer says it."""

    NO_MOVE = "no_move"
    NO_GAIN = "no_gain"
    NO_QUIET = "no_quiet"
    CONTROL = "control"
    TOO_LONG = "too_long"
    LONG_SENTENCE = "long_sentence"
    LONG_WORDS = "long_words"
    LONG_TITLE = "long_title"
    WIDE_WORD = "wide_word"


@dataclass(frozen=True, slots=True)
class Finding:
    """One note: `words` is what it points at, `figure` how many words or signs it counted."""

    kind: Kind
    words: str = ""
    figure: int = 0


def lint(texts: Mapping[str, str], language: str) -> list[Finding]:
    """Notes on a challenge's four texts (`FIELDS`) in one language; none is good news."""
    texts = {name: unicodedata.normalize("NFC", texts.get(name) or "") for name in FIELDS}
    base = language.replace("_", "-").split("-")[0]
    return [*_missing(texts), *_control(texts, base), *_time(texts), *_reading(texts, base)]


def _missing(texts: Mapping[str, str]) -> Iterator[Finding]:
    for name, kind in (
        ("what", Kind.NO_MOVE),
        ("better", Kind.NO_GAIN),
        ("quiet", Kind.NO_QUIET),
    ):
        if not texts[name].strip():
            yield Finding(kind)


def _control(texts: Mapping[str, str], base: str) -> Iterator[Finding]:
    whole = "\n".join(texts.values())
    patterns = (EVERYWHERE, CONTROL[base]) if base in CONTROL else (EVERYWHERE,)
    found = (match[0] for one in patterns for match in re.finditer(one, whole, re.I))
    for words in dict.fromkeys(word.casefold() for word in found):
        yield Finding(Kind.CONTROL, words)


def _time(texts: Mapping[str, str]) -> Iterator[Finding]:
    """Only what the act itself asks for; a card says at most five minutes (RULES 2)."""
    for name in ("title", "what", "quiet"):
        for match in re.finditer(MINUTES, texts[name], re.I):
            if int(match[1]) > MOST_MINUTES:
                yield Finding(Kind.TOO_LONG, match[0])
        for match in re.finditer(HOURS, texts[name], re.I):
            yield Finding(Kind.TOO_LONG, match[0])


def _reading(texts: Mapping[str, str], base: str) -> Iterator[Finding]:
    title = texts["title"].strip()
    if len(title) > MOST_TITLE:
        yield Finding(Kind.LONG_TITLE, figure=len(title))
    for word in title.split():
        if len(word) > WIDEST_WORD:
            yield Finding(Kind.WIDE_WORD, word, len(word))
    yield from _sentences([texts[name] for name in FIELDS[1:]], base)


def _sentences(texts: list[str], base: str) -> Iterator[Finding]:
    words = [sentence.split() for text in texts for sentence in re.split(r"[.!?:;…।؟؛]+", text)]
    longest = max(words, key=len, default=[])
    if len(longest) > SENTENCE.get(base, USUAL_SENTENCE):
        yield Finding(Kind.LONG_SENTENCE, " ".join(longest[:4]), len(longest))
    single = [word.strip(",،()«»“”\"'") for sentence in words for word in sentence]
    long = [word for word in single if len(word) > LONG.get(base, USUAL_LONG)]
    if len(single) >= FEWEST_WORDS and len(long) > LONG_SHARE * len(single):
        yield Finding(Kind.LONG_WORDS, ", ".join(long[:3]), len(long))
