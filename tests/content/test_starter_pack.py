"""The starter pack: 60 challenges that a person can do, in four languages."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from uplift_pwa.exchange.challenge_file import read_pack, write_pack
from uplift_pwa.exchange.challenge_words import PLATES, SECTORS

CONTENT = Path(__file__).parents[2] / "content"
LANGUAGES = ["en", "es", "ar", "hi"]
SCRIPTS = {"en": "LATIN", "es": "LATIN", "ar": "ARABIC", "hi": "DEVANAGARI"}
DRAWN = (
    "bed bell bubbles bus calendar carry chair clipboard clock cone cup flowers "
    "folder glasses headset keys letterbox magnifier map meal megaphone name-tag "
    "night-lamp note open-door parcel pencil phone pillow ramp screen shelf shop "
    "signpost spray stairs suitcase table teapot thank-you ticket till tools torch "
    "toy tray umbrellas water wave wheel"
)
NOT_IN_ENGLISH = (
    r"lost|lose|loses|losing|broken|failed|fail|penalty|penalties|must|mandatory|quotas?|"
    r"upsell|upselling|scores?|points|smiles?|targets?|NPS|KPIs?|excellence|passion|delight"
)
NOT_ELSEWHERE = {  # to lose, to break, to fail, penalty, obligatory, points
    "es": r"\b(p[eé]rd|pierd|fall[aeoó]|fracas|rot[oa]s?\b|penaliz|obligatori|puntos\b)",
    "ar": r"خسر|خسار|فقد|فشل|عقوب|إلزام|نقاط",
    "hi": r"खोय|खो द|हार ग|टूट|विफल|असफल|जुर्मान|दंड|अनिवार्य|अंक ",
}


@cache
def pack(language):
    return read_pack((CONTENT / f"{language}.toml").read_bytes())


def texts(language):
    return {draft.key: draft.texts[language] for draft in pack(language).drafts}


def everything(text):
    return " ".join([text.title, text.what, text.better, text.quiet])


def test_there_are_sixty_challenges_each_with_its_own_key():
    keys = {draft.key for draft in pack("en").drafts}

    assert len(pack("en").drafts) == len(keys) == 60


def test_every_picture_that_is_drawn_is_used_and_none_more_than_twice():
    used = Counter(draft.plate for draft in pack("en").drafts)

    assert set(used) == PLATES
    assert max(used.values()) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_challenge_has_the_same_picture_in_every_language(language):
    pictures = {draft.key: draft.plate for draft in pack(language).drafts}

    assert pictures == {draft.key: draft.plate for draft in pack("en").drafts}


def test_a_third_and_more_help_a_colleague_and_some_another_team():
    helped = Counter(draft.helps for draft in pack("en").drafts)

    assert helped == {"customer": 26, "colleague": 24, "team": 10}


@pytest.mark.parametrize("sector", sorted(SECTORS))
def test_every_sector_has_eight_of_its_own_and_some_for_colleagues(sector):
    helped = Counter(draft.helps for draft in pack("en").drafts if sector in draft.sectors)

    assert helped.total() >= 8
    assert helped["colleague"] >= 2
    assert helped["customer"] >= 2


def test_every_drawing_is_used_and_none_is_invented():
    assert " ".join(sorted(PLATES)) == DRAWN
    assert {draft.plate for draft in pack("en").drafts} == PLATES


def test_no_challenge_speaks_of_figures_or_pressure():
    listed = re.compile(rf"\b({NOT_IN_ENGLISH})\b|%|!", re.IGNORECASE)

    found = {key: listed.findall(everything(text)) for key, text in texts("en").items()}

    assert {key: words for key, words in found.items() if words} == {}


@pytest.mark.parametrize("language", sorted(NOT_ELSEWHERE))
def test_no_translation_speaks_of_loss_or_pressure(language):
    listed = re.compile(NOT_ELSEWHERE[language] + "|%|!", re.IGNORECASE)

    found = {key: listed.findall(everything(text)) for key, text in texts(language).items()}

    assert {key: words for key, words in found.items() if words} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_challenges_with_the_same_facts(language):
    def facts(language):
        return [replace(draft, texts={}) for draft in pack(language).drafts]

    assert pack(language).language == language
    assert facts(language) == facts("en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_is_of_the_language_s_script(language):
    for key, text in texts(language).items():
        letters = [each for each in everything(text) if each.isalpha()]
        foreign = {each for each in letters if SCRIPTS[language] not in unicodedata.name(each)}

        assert not foreign, key
        assert len(letters) > 80, key


def test_spanish_is_spanish_and_not_english_left_over():
    for key, text in texts("es").items():
        assert not re.search(r"\b(the|and|of|with|they|you|your)\b", everything(text)), key
        assert len(re.findall(r"\b(el|la|los|las|de|que|y|un|una)\b", everything(text))) > 5, (
            key
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_title_is_its_own_and_no_sentence_is_used_twice(language):
    read = texts(language).values()

    for field in ("title", "what", "better", "quiet"):
        assert len({getattr(text, field) for text in read}) == 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_to_do_takes_at_most_four_sentences_and_ends_like_one(language):
    for key, text in texts(language).items():
        assert len(re.findall(r"[.?!؟।](?= |$)", text.what)) in range(1, 5), key
        assert re.search(r"[.?؟।]$", text.what), key
        assert re.search(r"[.؟।]$", text.better), key
        assert re.search(r"[.؟।]$", text.quiet), key
        assert not re.search(r"[.।]$", text.title), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_is_written_as_the_export_writes_it(language):
    read = pack(language)

    assert (
        write_pack(language, read.drafts, "starter")
        == (CONTENT / f"{language}.toml").read_bytes()
    )
