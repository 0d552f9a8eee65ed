"""The notes on a challenge's text, said to whoever writes it."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from uplift_pwa.rules.linting import Finding, Kind, lint

Note = tuple[bool, str, str]  # fine, what it is about, what is said
PRESENT = (
    (Kind.NO_MOVE, _l("What to do"), _l("Somebody can start at once.")),
    (Kind.NO_GAIN, _l("Who is better off"), _l("Named before any number.")),
    (Kind.NO_QUIET, _l("A quiet shift"), _l("Nobody is left out at night.")),
)
MISSING = {
    Kind.NO_MOVE: _l("Still empty: which first move?"),
    Kind.NO_GAIN: _l("Still empty: what changes for them?"),
    Kind.NO_QUIET: _l("Still empty: another way for the night."),
}
TITLES = {
    Kind.CONTROL: _l("A word that pushes"),
    Kind.TOO_LONG: _l("More than five minutes"),
    Kind.LONG_SENTENCE: _l("A long sentence"),
    Kind.LONG_WORDS: _l("Many long words"),
    Kind.LONG_TITLE: _l("A long title"),
    Kind.WIDE_WORD: _l("A word wider than the card"),
}
SAID = {
    Kind.CONTROL: _l(
        "“%(words)s” sounds like a check on people. Say what somebody gets from it."
    ),
    Kind.TOO_LONG: _l("“%(words)s”: which five minutes of it would help already?"),
    Kind.LONG_SENTENCE: _l("“%(words)s …” has %(figure)d words. Two sentences read faster."),
    Kind.LONG_WORDS: _l("%(words)s: shorter words are read faster on a shift."),
    Kind.LONG_TITLE: _l("%(figure)d signs: on a small phone it fills the card."),
    Kind.WIDE_WORD: _l("“%(words)s” has %(figure)d signs and is cut on a small phone."),
}


def notes(texts: Mapping[str, str], language: str) -> list[Note]:
    """What is there first, then what could be better, in the order it is read."""
    found = lint(texts, language)
    missing = {finding.kind for finding in found if finding.kind in MISSING}
    there: list[Note] = [
        (kind not in missing, str(about), str(MISSING[kind] if kind in missing else fine))
        for kind, about, fine in PRESENT
    ]
    return there + [_open(finding) for finding in found if finding.kind not in MISSING]


def untranslated(names: Iterable[str]) -> list[Note]:
    """A note for each language that has no words yet."""
    said = _("Who reads it sees the words of another language.")
    return [(False, _("%(language)s is missing", language=name), said) for name in names]


def _open(finding: Finding) -> Note:
    values = {"words": finding.words, "figure": finding.figure}
    return (False, str(TITLES[finding.kind]), str(SAID[finding.kind]) % values)
