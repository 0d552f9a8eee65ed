"""Every kind of change that the code writes into the audit has words for who reads it."""

import ast
import re
from pathlib import Path

import uplift_pwa
from uplift_pwa.web import audit_words, reason_words

HOME = Path(uplift_pwa.__file__).parent
WRITERS = [*(HOME / "actions").rglob("*.py"), HOME / "restores.py", HOME / "queries/backups.py"]
KIND = re.compile(r"^[a-z_]+\.[a-z_]+$")


def kinds_written(text):
    """Whatever looks like a kind of change in a module that writes into the audit."""
    tree = ast.parse(text)
    if not re.search(r"\baudit\b|\bAudit\b", text):
        return set()
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KIND.match(node.value)
    }


def written():
    return {kind for path in WRITERS for kind in kinds_written(path.read_text())}


def test_every_kind_that_is_written_has_words():
    assert written() - set(audit_words.WORDS) - set(reason_words.WORDS) == set()


def test_no_words_are_left_over():
    assert set(audit_words.WORDS) - written() == set()


def test_every_area_has_a_name():
    assert {kind.partition(".")[0] for kind in audit_words.WORDS} == set(audit_words.areas())


def test_a_kind_without_words_would_be_found():
    text = 'from uplift_pwa.actions import audit\naudit.note(s, "team.odd", "team", 1)'

    assert kinds_written(text) == {"team.odd"}
