"""The style sheets keep their promises: weight, contrast, a theme for every browser."""

import gzip
import math
import re

import pytest

from uplift_pwa.web.assets import SHEETS, joined

FOLDERS = ("components", "desk", "gate", "huddle", "wall")
KEYFRAMES = re.compile(r"@keyframes [\w-]+ \{((?:[^{}]*\{[^}]*\})*)")
STEP = re.compile(r"\{([^}]*)\}")
PROPERTY = re.compile(r"([\w-]+):")
ROLE = re.compile(r"(--[\w-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\);")


@pytest.fixture(scope="module")
def sheets(css):
    return {path: path.read_text() for path in sorted(css.rglob("*.css"))}


@pytest.fixture(scope="module")
def tokens(css):
    return (css / "tokens.css").read_text()


@pytest.mark.parametrize(
    ("sheet", "most"),
    [
        pytest.param("app", 12 * 1024, id="the phone's"),
        pytest.param("desk", 6 * 1024, id="what the desk adds"),
        pytest.param("gate", 2 * 1024, id="what signing in adds"),
        pytest.param("huddle", 1024, id="what a huddle adds"),
        pytest.param("wall", 2 * 1024, id="what the wall adds"),
    ],
)
def test_a_joined_sheet_stays_within_its_weight(css, sheet, most):
    assert len(gzip.compress(joined(css.parent, sheet).encode())) <= most


def test_every_file_is_in_exactly_one_joined_sheet(css, sheets):
    sent = [
        path for names in SHEETS.values() for name in names for path in css.glob(f"{name}.css")
    ]

    assert sorted(sent) == sorted(sheets)


def test_every_style_sheet_is_in_a_layer_and_closes_its_braces(sheets):
    for path, text in sheets.items():
        assert "@layer" in text, path
        assert text.count("{") == text.count("}"), path


def test_no_component_outgrows_what_can_be_read_at_once(sheets):
    lines = {
        path: text.count("\n") for path, text in sheets.items() if path.parent.name in FOLDERS
    }

    assert not [path.name for path, count in lines.items() if count > 120]


def test_colours_of_components_are_roles_and_inks(sheets):
    for path, text in sheets.items():
        if path.parent.name in FOLDERS:
            bare = re.sub(r"@media print \{.*?\n  \}", "", text, flags=re.DOTALL)
            assert not re.search(r"#[0-9a-f]{3,8}\b|\brgb", bare), path


@pytest.mark.parametrize(
    ("start", "edition"),
    [
        pytest.param("    :root {\n      --paper", 0, id="the light edition"),
        pytest.param(':root:not([data-theme="light"]) {', 1, id="the night edition by system"),
        pytest.param('    [data-theme="dark"] {', 1, id="the night edition by hand"),
    ],
)
def test_browsers_without_light_dark_get_the_same_roles(tokens, start, edition):
    roles = {name: pair[edition] for name, *pair in ROLE.findall(tokens)}
    fallback = tokens[tokens.index("@supports not") :]

    block = fallback[fallback.index(start) :].split("}")[0]

    assert dict(re.findall(r"(--[\w-]+): (oklch\([^)]*\));", block)) == roles


TEXT = [
    (text, ground, 4.5)
    for ground in ("--paper", "--sheet", "--shade")
    for text in ("--ink", "--ink-soft", "--ink-coral", "--ink-teal")
    if (text, ground) != ("--ink-teal", "--shade")
] + [
    ("--on-coral", "--coral", 4.5),
    ("--on-teal", "--ink-teal", 4.5),
    ("--key", "--paper", 3),
    ("--key", "--sheet", 3),
]


@pytest.mark.parametrize("edition", [pytest.param(0, id="light"), pytest.param(1, id="night")])
@pytest.mark.parametrize(("text", "ground", "least"), TEXT)
def test_words_can_be_read_on_their_paper(tokens, text, ground, least, edition):
    roles = {name: pair[edition] for name, *pair in ROLE.findall(tokens)}

    assert contrast(roles[text], roles[ground]) >= least


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour):
    """Relative luminance of an oklch() colour (WCAG 2.2, by way of linear sRGB)."""
    light, chroma, hue = map(float, re.findall(r"[\d.]+", colour))
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    l3 = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    m3 = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    s3 = (light - 0.0894841775 * a - 1.291485548 * b) ** 3
    red = 4.0767416621 * l3 - 3.3077115913 * m3 + 0.2309699292 * s3
    green = -1.2684380046 * l3 + 2.6097574011 * m3 - 0.3413193965 * s3
    blue = -0.0041960863 * l3 - 0.7034186147 * m3 + 1.707614701 * s3
    return sum(
        weight * min(1, max(0, part))
        for weight, part in ((0.2126, red), (0.7152, green), (0.0722, blue))
    )


def test_what_moves_moves_once_and_lays_nothing_out_anew(sheets):
    """Sixty pictures a second on a slow phone: no frame asks where things stand."""
    text = "".join(sheets.values())
    moved = {
        name
        for frames in KEYFRAMES.findall(text)
        for step in STEP.findall(frames)
        for name in PROPERTY.findall(step)
    }

    assert moved == {"transform", "opacity", "clip-path"}
    assert not re.search(r"\binfinite\b|animation-iteration-count", text)
