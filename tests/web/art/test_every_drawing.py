"""What holds for every drawing, whatever it shows."""

import gzip

import pytest

from tests.web.art.xml import classes, ids, read, said
from uplift_pwa.web.art import (
    award,
    badge,
    climb,
    clock,
    day_mark,
    house,
    line,
    map_cell,
    momentum_chart,
    name_mark,
    picture,
    plate,
    rings,
    scene,
    small_multiple,
    weeks,
)
from uplift_pwa.web.art.days import MARKS as DAYS
from uplift_pwa.web.art.drawings import drawings
from uplift_pwa.web.art.marks import MARKS
from uplift_pwa.web.art.plates import PLATES
from uplift_pwa.web.art.scenes import SCENES

EVERY = [
    *(
        pytest.param(badge(key, printed), id=f"badge {key} {printed}")
        for key in MARKS
        for printed in (True, False)
    ),
    *(
        pytest.param(plate(key, printed), id=f"plate {key} {printed}")
        for key in PLATES
        for printed in (True, False)
    ),
    *(pytest.param(picture(name), id=f"picture {name}") for name in drawings("small")),
    *(pytest.param(scene(name), id=f"scene {name}") for name in SCENES),
    *(pytest.param(day_mark(state), id=f"day {state}") for state in DAYS),
    *(
        pytest.param(house(n, n // 3, n // 2), id=f"house {n}")
        for n in (0, 1, 2, 14, 15, 300, 5000)
    ),
    *(
        pytest.param(climb(w, h, 38, 60, "on", 34), id=f"climb {w}")
        for w, h in ((390, 640), (150, 262), (390, 844), (1920, 1080))
    ),
    *(
        pytest.param(map_cell(n, wide), id=f"cell {n}")
        for n in (None, 0, 10, 25, 100)
        for wide in (0, 1)
    ),
    pytest.param(award("good-rhythm", 2), id="award"),
    pytest.param(line(64, "64 percent"), id="line"),
    pytest.param(weeks(["kept", "joined", "missed", "now"], "Four weeks"), id="weeks"),
    pytest.param(momentum_chart([("week 1", (14, 9, 10, 4))], "37"), id="chart"),
    pytest.param(small_multiple([0, 10, 25, 100], "Four weeks"), id="small multiple"),
    pytest.param(clock(3, 7), id="clock"),
    pytest.param(name_mark(), id="name"),
    pytest.param(rings(38, 32), id="rings"),
]


@pytest.mark.parametrize("drawing", EVERY)
def test_a_drawing_obeys_the_content_security_policy(drawing):
    root = read(drawing)

    for piece in root.iter():
        assert not {"style", "onload", "onclick"} & set(piece.attrib)
        assert piece.tag not in ("style", "script", "foreignObject")


@pytest.mark.parametrize("drawing", EVERY)
def test_no_piece_of_a_drawing_has_turned_into_words(drawing):
    assert "<" not in said(read(drawing))


@pytest.mark.parametrize("drawing", EVERY)
def test_a_drawing_is_either_named_or_hidden_from_a_screen_reader(drawing):
    root = read(drawing)

    assert (root.get("role") == "img" and root.get("aria-label")) or root.get(
        "aria-hidden"
    ) == "true"


@pytest.mark.parametrize("drawing", EVERY)
def test_a_drawing_uses_no_ink_that_the_style_sheet_lacks(drawing, inks):
    used = {name for name in classes(read(drawing)) if name.startswith("p-")}

    assert used <= inks


def test_there_are_twenty_two_marks_and_fifty_plates():
    assert len(MARKS) == 22
    assert len(PLATES) == 50


@pytest.mark.parametrize("key", MARKS)
def test_a_mark_stays_light_enough_for_a_page_of_them(key):
    assert len(badge(key)) <= 2100
    assert len(gzip.compress(badge(key).encode())) <= 900
    assert not ids(read(badge(key)))


@pytest.mark.parametrize("key", PLATES)
def test_a_plate_stays_light_and_holds_no_ids(key):
    assert len(plate(key)) <= 1900
    assert not ids(read(plate(key)))


@pytest.mark.parametrize(
    "draw",
    [
        pytest.param(lambda printed: badge("lift-off", printed), id="badge"),
        pytest.param(lambda printed: plate("keys", printed), id="plate"),
    ],
)
def test_what_nobody_has_done_yet_is_a_key_line(draw):
    assert "unprinted" in classes(read(draw(False)))
    assert "unprinted" not in classes(read(draw(True)))


def test_an_unknown_picture_of_a_challenge_shows_the_bell():
    assert plate("gone") == plate("bell")


def test_a_label_is_escaped():
    root = read(plate("keys", label='Ben & "Jo" <b>'))

    assert root.get("aria-label") == 'Ben & "Jo" <b>'


def test_later_tiers_of_a_mark_add_dots_to_the_sill():
    dots = [len(list(read(badge("good-rhythm", tier=tier)).iter())) for tier in (1, 2, 3, 4)]

    assert dots == [dots[0], dots[0] + 1, dots[0] + 2, dots[0] + 3]
