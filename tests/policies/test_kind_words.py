"""RULES 5: no text that staff read speaks of loss, in any language there is."""

import re
import tomllib
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import uplift_pwa
from uplift_pwa import languages

CONTENT = Path(uplift_pwa.__file__).parent.parent / "content"
# lost, lose, broken, failed, penalty, and how each language says them
UNKIND = {
    "en": r"\b(lost|lose[sr]?|losing|broken|fail(ed|ure)s?|penalt(y|ies))\b",
    "es": r"\b(perdid[oa]s?|perder|pierdes?|perdiste|rot[oa]s?|fallid[oa]s?|fallaste"
    r"|fracas\w+|penaliza\w+|castigo)\b",
    "ar": r"(خسر|خسارة|فقدت|مكسور|انكسر|فشل|فاشل|عقوبة|غرامة)",
    "hi": r"(हार गए|खो दिया|खो गया|टूट गई|टूट गया|असफल|विफल|दंड|जुर्माना)",
}


def catalogue(language):
    """Every text of a language's message catalogue, with the file it stands in."""
    path = languages.FOLDER / f"{language}.po"
    if path.exists():
        with path.open("rb") as source:
            for message in read_po(source):
                texts = message.string
                for text in texts if isinstance(texts, tuple) else (texts,):
                    yield path.name, text


def challenges(language):
    """Every text of the language's starter challenges."""
    path = CONTENT / f"{language}.toml"
    if path.exists():
        for one in tomllib.loads(path.read_text()).get("challenge", ()):
            yield from ((path.name, one[name]) for name in ("title", "what", "better", "quiet"))


def test_every_language_that_is_spoken_says_which_words_are_not():
    assert set(UNKIND) == set(languages.offered())


@pytest.mark.parametrize("language", languages.offered())
def test_no_text_of_a_language_speaks_of_loss(language):
    unkind = re.compile(UNKIND[language], re.I)
    texts = [*catalogue(language), *challenges(language)]

    assert [(where, text) for where, text in texts if unkind.search(text)] == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "You lost your run."),
        ("es", "Has perdido tu racha."),
        ("ar", "لقد فشل الفريق"),
        ("hi", "टीम असफल रही"),
    ],
)
def test_such_a_text_would_be_found(language, text):
    assert re.search(UNKIND[language], text, re.I)
