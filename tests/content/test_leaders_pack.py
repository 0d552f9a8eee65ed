"""The leaders' pack: ten challenges that serve one's own team, in every language there is."""

import re
from pathlib import Path

import pytest

from tests.content.test_starter_pack import NOT_ELSEWHERE, NOT_IN_ENGLISH, SCRIPTS, everything
from uplift_pwa.exchange.challenge_file import read_pack
from uplift_pwa.web.art import plates

LEADERS = Path(__file__).parents[2] / "content" / "leaders"
LANGUAGES = sorted(SCRIPTS)


def drafts(language):
    return read_pack((LEADERS / f"{language}.toml").read_bytes()).drafts


def test_there_are_ten_and_each_is_for_leaders_in_every_sector():
    found = drafts("en")

    assert len({draft.key for draft in found}) == 10
    assert all(draft.for_leaders and draft.sectors == ("everywhere",) for draft in found)
    assert {draft.plate for draft in found} <= set(plates.PLATES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_ones(language):
    card = [(one.key, one.helps, one.minutes, one.plate) for one in drafts(language)]

    assert card == [(one.key, one.helps, one.minutes, one.plate) for one in drafts("en")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_speaks_of_figures_or_pressure(language):
    listed = NOT_ELSEWHERE.get(language) or rf"\b({NOT_IN_ENGLISH})\b|%|!"
    texts = [everything(draft.texts[language]) for draft in drafts(language)]

    assert [re.findall(listed, text, re.IGNORECASE) for text in texts] == [[]] * 10
