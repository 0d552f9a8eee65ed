"""Every text that people read has words in every language, with the same placeholders."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import uplift_pwa
from uplift_pwa import languages

ROOT = Path(uplift_pwa.__file__).parent.parent
KEYWORDS = {
    "_": None,
    "gettext": None,
    "N_": None,
    "_l": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "_n": (1, 2),
    "pgettext": ((1, "c"), 2),
}
TRANSLATED = languages.offered()[1:]
PLACEHOLDER = re.compile(r"%(?:\(\w+\)[sd]|%)")


@cache
def texts():
    """Every text marked for translation and its context; one with a plural as a pair."""
    found = set()
    for folder in ("uplift_pwa", "templates"):
        rows = extract_from_dir(
            ROOT / folder,
            [("**.py", "python"), ("**.html", "jinja2")],
            {"**.html": {"silent": "false"}},
            keywords=KEYWORDS,
        )
        found |= {(row[2], row[4]) for row in rows}
    # A text that stands alone and as the one of a plural has one entry, the plural's.
    singles = {(text[0], context) for text, context in found if isinstance(text, tuple)}
    return found - singles - {("", None)}


@cache
def catalogue(language):
    with (languages.FOLDER / f"{language}.po").open("rb") as source:
        return {
            (message.id, message.context): message
            for message in read_po(source, locale=language)
            if message.id
        }


def forms(text):
    return text if isinstance(text, (tuple, list)) else (text,)


def test_there_are_texts_and_languages():
    assert len(texts()) > 900
    assert set(TRANSLATED) >= {"es", "ar", "hi"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_the_texts_there_are_and_no_others(language):
    """`bin/translate` brings it up to date."""
    assert set(catalogue(language)) ^ texts() == set()


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_has_words_in_every_form(language):
    found = catalogue(language).values()

    assert [one.id for one in found if one.fuzzy or not all(forms(one.string))] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_form_has_a_placeholder_that_the_text_does_not_have(language):
    odd = [
        (one.id, form)
        for one in catalogue(language).values()
        for form in forms(one.string)
        if set(PLACEHOLDER.findall(form)) - set(PLACEHOLDER.findall("".join(forms(one.id))))
    ]

    assert odd == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_text_of_one_form_says_all_that_it_is_given(language):
    short = [
        one.id
        for one in catalogue(language).values()
        if not one.pluralizable
        and set(PLACEHOLDER.findall(one.string)) != set(PLACEHOLDER.findall(one.id))
    ]

    assert short == []
