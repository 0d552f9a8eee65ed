import tomllib
from pathlib import Path

import pytest

from uplift_pwa.rules.linting import FIELDS, Finding, Kind, lint

CONTENT = Path(__file__).parents[2] / "content"
GOOD = {
    "title": "Walk a guest along",
    "what": "Leave the desk and go the first steps together.",
    "better": "They arrive calm.",
    "quiet": "Walk it alone and mend one sign.",
}


def kinds(language="en", **changes):
    return [finding.kind for finding in lint(GOOD | changes, language)]


def starters():
    for path in sorted(CONTENT.rglob("*.toml")):
        pack = tomllib.loads(path.read_text())
        for one in pack["challenge"]:
            yield pytest.param(pack["language"], one, id=f"{path.stem} {one['key']}")


@pytest.mark.parametrize(("language", "challenge"), starters())
def test_a_challenge_that_comes_with_the_product_gives_no_note(language, challenge):
    assert lint({name: challenge[name] for name in FIELDS}, language) == []


def test_good_words_give_no_note():
    assert lint(GOOD, "en") == []


@pytest.mark.parametrize(
    ("field", "kind"),
    [
        pytest.param("what", Kind.NO_MOVE, id="what to do"),
        pytest.param("better", Kind.NO_GAIN, id="who is better off"),
        pytest.param("quiet", Kind.NO_QUIET, id="a quiet shift"),
    ],
)
def test_an_empty_text_is_noted(field, kind):
    assert kinds(**{field: "  "}) == [kind]


@pytest.mark.parametrize(
    ("language", "text", "word"),
    [
        ("en", "You MUST smile.", "must"),
        ("en", "Reach your quota.", "quota"),
        ("en", "Upsell one dessert.", "upsell"),
        ("en", "Lift our NPS.", "nps"),
        ("en", "Reach 90 of 100, or 90%.", "%"),
        ("en-GB", "This is mandatory.", "mandatory"),
        ("es", "Es obligatorio sonreír.", "obligatorio"),
        ("es", "Debes llegar a tu meta.", "debes"),
        ("es", "Mejora el AHT.", "aht"),
        ("es", "Tienes que sonreír.", "tienes que"),
        ("es", "Prueba las ventas cruzadas.", "ventas cruzadas"),
        ("es", "Cumple tu cuota.", "cuota"),
        ("ar", "يجب أن تبتسم.", "يجب أن"),
        ("ar", "لا بد من الابتسام.", "لا بد"),
        ("ar", "هذا إلزامي للجميع.", "إلزامي"),
        ("ar", "حقق NPS أعلى.", "nps"),
        ("ar", "ارفع النسبة ٩٠٪.", "٪"),
        ("hi", "यह अनिवार्य है।", "अनिवार्य"),
        ("hi", "अपना कोटा पूरा करें।", "कोटा"),
        ("hi", "यह करना ही होगा।", "करना ही होगा"),
        ("hi", "AHT कम करें।", "aht"),
        ("de", "Verbessere den NPS.", "nps"),
    ],
)
def test_words_of_control_are_pointed_at(language, text, word):
    assert lint(GOOD | {"what": text}, language) == [Finding(Kind.CONTROL, word)]


def test_a_word_that_only_begins_like_one_is_left_alone():
    assert kinds(what="Put the mustard back and quote the menu.") == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sit with them for 10 minutes."),
        ("en", "Take half an hour for it."),
        ("es", "Quédate 15 minutos."),
        ("ar", "اجلس معه ١٠ دقائق."),
        ("hi", "उनके साथ १० मिनट बैठें।"),
    ],
)
def test_more_than_five_minutes_is_noted(language, text):
    assert kinds(language, what=text) == [Kind.TOO_LONG]


def test_five_minutes_are_no_note():
    assert kinds(what="Sit with them for 5 minutes.") == []


def test_a_gain_may_last_as_long_as_it_likes():
    assert kinds(better="They save 20 minutes.") == []


@pytest.mark.parametrize(("language", "most"), [("en", 25), ("ar", 22), ("hi", 28), ("de", 25)])
def test_a_sentence_has_a_bearable_length_in_each_language(language, most):
    full, over = " ".join(["go"] * most), " ".join(["go"] * (most + 1))

    assert kinds(language, what=full) == []
    assert lint(GOOD | {"what": over}, language) == [
        Finding(Kind.LONG_SENTENCE, "go go go go", most + 1)
    ]


def test_many_long_words_are_noted():
    heavy = "Operationalise organisational communication improvements for internationalisation."

    assert kinds(what=heavy) == [Kind.LONG_WORDS]


def test_a_title_that_the_card_cannot_hold_is_noted():
    assert kinds(title="a " * 23 + "a") == [Kind.LONG_TITLE]
    assert kinds(title="Grundstücksverkehrsamt") == [Kind.WIDE_WORD]
