"""Every kind of reason that the code writes has words for the people who read it (RULES 12)."""

import ast
import re
from pathlib import Path

import pytest
from flask_babel import force_locale

import uplift_pwa
from uplift_pwa import languages
from uplift_pwa.rules.badges import CATALOGUE
from uplift_pwa.web import reason_words, words

ACTIONS = Path(uplift_pwa.__file__).parent / "actions"
KIND = re.compile(
    r"^(lift|rhythm|streak|cover|day|badge|ring|stage|booster|orbit|case|organisation|feed)\.[a-z_]+$"
)
UNKIND = re.compile(r"\b(lost|lose|loses|losing|broken|failed|penalty|penalties)\b", re.I)
FULL = {
    "before": 3,
    "length": 4,
    "earlier": 6,
    "to_join": 2,
    "did_it": 7,
    "lift": 10,
    "tier": 0,
}
NAMED = {"badge": "good-rhythm", "team": "Buses", "state": "kept", "reason": "A storm."}


def kinds_written(text):
    """The kinds in a module's texts, without those that only the audit reads."""
    tree = ast.parse(text)
    audited = {
        id(argument)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("audit.")
        for argument in node.args
    }
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KIND.match(node.value)
        and id(node) not in audited
    }


def test_every_kind_that_is_written_has_words():
    written = {
        kind for path in ACTIONS.rglob("*.py") for kind in kinds_written(path.read_text())
    }

    assert written - set(reason_words.WORDS) == set()


def test_a_kind_without_words_would_be_found():
    text = 'reasons.note(s, "team", 1, "streak.odd")\naudit.note(s, "booster.declined")'

    assert kinds_written(text) == {"streak.odd"}


@pytest.mark.parametrize("detail", [{}, FULL | NAMED], ids=["bare", "with numbers"])
def test_every_sentence_can_be_said_kindly_in_every_language(app, detail):
    with app.test_request_context():
        for language in languages.offered():
            with force_locale(language):
                said = [reason_words.sentence(kind, detail) for kind in reason_words.WORDS]

            assert [text for text in said if not text or UNKIND.search(text)] == []
            assert [text for text in said if "%(" in text] == []


def test_a_kind_from_another_release_is_said_in_general(app):
    with app.test_request_context():
        assert reason_words.sentence("moon.reached", {}) == "Something was counted anew."


def test_every_badge_has_its_words_and_its_own_numbers(app):
    with app.test_request_context():
        found = words.badge_words()

    assert set(found) == {badge.key for badge in CATALOGUE}
    for badge in CATALOGUE:
        asked = [number for number in badge.criterion if number > 1]
        assert [n for n in asked if str(n) not in found[badge.key][1]] == [], badge.key
