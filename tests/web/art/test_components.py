"""The macros of components/ and the layouts render by themselves, with nothing inline."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from uplift_pwa.web.art import GLOBALS

TEMPLATES = Path(__file__).parents[3] / "templates"
VOID = {"meta", "link", "input", "br", "img"}
USES = {
    "days": "days(['Mo'], [('kept', 'Monday: kept'), none]) ~ m.days_key([('open', 'open')])",
    "field": "field('nr', 'Number', value='4\"0', error='Five, please', hint='On your card')",
    "house": "house_panel(12, 6, 8, '2 more', '6 of 12', 14, 'days', '/team', 'house')",
    "icon": "icon('orbit')",
    "list": "row('Remind me', 'once', picture('cup'), 'Change', '/me')",
    "map": "tipping_map('Who moves', ['All'], [('Wards', [(30, 1), (none, 2)])], 'few')",
    "notice": "notice('Kept.', 'Go on', 'sunny', picture('ok'), true) ~ m.toast('Sent')",
    "pager": "pager('1 of 3', '/a', '/b')",
    "pick": "pick('day', 'When?', [(1, 'Mo'), (2, 'Tu', picture('cup'))], [2], error='One')",
    "plate": "plate_card('For a guest', 'Greet', 'bell') ~ m.stub('Note', '2 min', 'note')",
    "rings": "rings_panel(38, 32, [('Acts', '9', 'of 20'), ('Breadth', '3', 'of 9')])",
    "state": "state('empty', 'Nothing yet', 'Soon.', 'Today', '/', true)",
    "streak": "streak_head(14, 'days kept', 'Nights')",
    "strip": "strip(38, 60, 'off', 30, '38', 'Up 38', '/orbit')",
    "table": "table('Lines', ['Line', ('Sum', 'n')], [['1', '<b>']], 'lines', true)",
    "tabs": "tabs([(42, 'new'), (3, 'refused', '/x', true)], 1)",
}


class Reader(HTMLParser):
    """Counts what is open, collects ids, and refuses what the policy refuses."""

    def __init__(self, html):
        super().__init__()
        self.open, self.ids, self.inline = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        self.ids += [names["id"]] if "id" in names else []
        self.inline += [name for name in names if name == "style" or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag


@pytest.fixture(scope="module")
def templates():
    env = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    env.globals.update(GLOBALS, _=str, asset="/static/1/{}".format, url_for="/{}".format)
    env.globals.update(locale=lambda: "ar", locale_dir=lambda: "rtl")
    return env


def render(templates, name):
    page = f"{{% import 'components/{name}.html' as m %}}{{{{ m.{USES[name]} }}}}"
    return templates.from_string(page).render()


def test_every_component_is_tried_here():
    assert {path.stem for path in (TEMPLATES / "components").glob("*.html")} >= set(USES)


@pytest.mark.parametrize("name", USES)
def test_a_component_closes_what_it_opens_and_holds_nothing_inline(templates, name):
    read = Reader(render(templates, name))

    assert read.open == []
    assert read.inline == []
    assert len(read.ids) == len(set(read.ids))


@pytest.mark.parametrize("name", USES)
def test_a_component_file_says_its_arguments_and_stays_short(name):
    text = (TEMPLATES / "components" / f"{name}.html").read_text()

    assert text.startswith("{# ")
    assert text.count("\n") <= 30


def test_a_field_in_error_points_to_its_sentence(templates):
    html = render(templates, "field")

    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="hint-nr error-nr"' in html
    assert 'id="error-nr">Five, please' in html


def test_what_people_write_is_escaped(templates):
    assert "4&#34;0" in render(templates, "field")
    assert "&lt;b&gt;" in render(templates, "table")


@pytest.mark.parametrize("layout", ["app", "bare", "desk"])
@pytest.mark.parametrize("theme", [None, "dark", "light"])
def test_a_layout_is_a_whole_page(templates, layout, theme):
    page = f"{{% extends 'layouts/{layout}.html' %}}{{% block title %}}Hi{{% endblock %}}"

    html = templates.from_string(page).render(
        theme=theme,
        manifest_url="/m",
        here="today.show",
        bar=[("today.show", "today", "Today"), ("team.show", "team", "Team")],
        rail=[("today.show", "Challenges")],
    )

    read = Reader(html)
    assert read.open == [] and read.inline == []
    assert {"main", "announcer", "toasts"} <= set(read.ids)
    assert '<html lang="ar" dir="rtl"' in html
    assert html.count('aria-current="page"') == (0 if layout == "bare" else 1)
    assert ('data-theme="dark"' in html) == (theme == "dark")


def test_htmx_swaps_success_and_a_form_in_error_and_nothing_else(templates):
    html = templates.get_template("layouts/bare.html").render()
    config = json.loads(re.search(r"name=\"htmx-config\" content='([^']*)'", html)[1])
    kept_out = {str(pattern) for pattern in config["noSwap"]}

    swapped = [
        status
        for status in range(100, 600)
        if not {str(status), f"{status // 10}x", f"{status // 100}xx"} & kept_out
    ]

    assert [status for status in swapped if status >= 300] == [422]
    assert {200, 201, 202} <= set(swapped)
    assert config["includeIndicatorCSS"] is False
