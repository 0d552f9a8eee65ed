"""Rules that hold for every template: no inline code, every text translatable, kind words."""

import ast
import re
from pathlib import Path

import pytest
from jinja2.ext import babel_extract

import uplift_pwa
from tests.policies.template_text import own_text, untranslated

PACKAGE = Path(uplift_pwa.__file__).parent
FOLDER = PACKAGE.parent / "templates"
TEMPLATES = sorted(FOLDER.rglob("*.html"))
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "a <style> element": re.compile(r"<style\b", re.I),
    "an inline script": re.compile(r"<script\b(?![^>]*\ssrc=)", re.I),
    "an event attribute": re.compile(r"\s(?:data-)?(?:hx-)?on[a-z:]*\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
}
STATIC = re.compile(r"[\"'(]/?static/")
# RULES 5: nothing that staff read speaks of loss.
UNKIND = re.compile(r"\b(lost|lose|loses|losing|broken|failed|penalty|penalties)\b", re.I)


def test_there_are_templates_to_hold_to_these_rules():
    assert len(TEMPLATES) > 5


def test_every_template_compiles(app):
    for template in TEMPLATES:
        app.jinja_env.get_template(template.relative_to(FOLDER).as_posix())


@pytest.mark.parametrize("what", INLINE)
def test_no_template_holds(what):
    found = [
        name(path) for path in TEMPLATES if INLINE[what].search(own_text(path.read_text()))
    ]

    assert found == []


def test_no_template_writes_a_static_path_by_hand():
    assert [name(path) for path in TEMPLATES if STATIC.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("what", "template"),
    [
        ("a style attribute", '<p {% if a %}class="b"{% endif %} style="color: red">'),
        ("a <style> element", "<style>p { color: red }</style>"),
        ("an inline script", "<script>alert(1)</script>"),
        ("an event attribute", '<p onclick="alert(1)">'),
        ("an event attribute", '<p data-hx-on:click="alert(1)">'),
        ("a javascript: address", '<a href="javascript:alert(1)">'),
    ],
)
def test_what_no_template_holds_would_be_found(what, template):
    assert INLINE[what].search(own_text(template))


def test_no_drawing_holds_a_style():
    drawings = [path for path in PACKAGE.rglob("*.py") if "<svg" in path.read_text()]

    assert [path.name for path in drawings if re.search(r"\sstyle=", path.read_text())] == []


def test_every_text_can_be_translated():
    found = {name(path): untranslated(path.read_text()) for path in TEMPLATES}

    assert {template: texts for template, texts in found.items() if texts} == {}


def test_no_text_speaks_of_loss():
    texts = [(name(path), text) for path in TEMPLATES for text in spoken_by_template(path)]
    texts += [(path.name, text) for path in PACKAGE.rglob("*.py") for text in spoken_by(path)]

    assert [(where, text) for where, text in texts if UNKIND.search(text)] == []


def test_no_template_is_longer_than_eighty_lines():
    lengths = {name(path): len(path.read_text().splitlines()) for path in TEMPLATES}

    assert {template: lines for template, lines in lengths.items() if lines > 80} == {}


@pytest.mark.parametrize(
    ("template", "texts"),
    [
        pytest.param("<p>Hello you</p>", ["Hello you"], id="plain text is found"),
        pytest.param('<img alt="A red house">', ["A red house"], id="speaking attributes are"),
        pytest.param("<p>{{ _('Hello') }} 12 · uplift</p>", [], id="marked text is fine"),
        pytest.param(
            "{% trans n=3 %}Hello {{ n }} of you{% endtrans %}", [], id="so is a trans block"
        ),
        pytest.param("{% if a > 'word' %}1{% endif %}{# a note #}", [], id="Jinja is no text"),
    ],
)
def test_texts_without_translation_are_found(template, texts):
    assert untranslated(template) == texts


def name(path):
    return path.relative_to(FOLDER).as_posix()


def spoken_by_template(path):
    with path.open("rb") as source:
        for _line, _function, messages, _notes in babel_extract(source, KEYWORDS, [], {}):
            yield from strings(messages)
    yield own_text(path.read_text())


def spoken_by(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in KEYWORDS:
            yield from strings(getattr(argument, "value", None) for argument in node.args)


def strings(messages):
    messages = (messages,) if isinstance(messages, str) else messages
    return [text for text in messages if isinstance(text, str)]


KEYWORDS = ("_", "gettext", "ngettext", "lazy_gettext", "pgettext", "npgettext", "_l", "N_")
