"""The climb is printed from the ground up, and says so to nobody but the reader."""

import gzip
import re

import pytest

from tests.web.art.xml import ids, read, said, tags
from uplift_pwa.web.art import climb

STAGES = [(100, "Orbit"), (50, "Edge of space"), (0, "Ground")]


def edge(drawing):
    """The middle of the hand-cut edge above which nothing is printed, in units from the top."""
    path = tags(read(drawing), "clipPath")[0][0].get("d")
    return float(re.match(r"M-8,(-?[\d.]+)", path)[1])


def place(drawing):
    moves = [group.get("transform") or "" for group in read(drawing).iter("g")]
    rocket = next(move for move in moves if move.endswith("translate(0 -40)"))
    return [float(number) for number in re.match(r"translate\((\S+) (\S+)\)", rocket).groups()]


@pytest.mark.parametrize(
    ("width", "height"), [(390, 640), (150, 262), (390, 844), (1920, 1080)]
)
def test_the_print_and_the_rocket_rise_with_the_altitude(width, height):
    flights = [climb(width, height, altitude, 50) for altitude in range(0, 101, 5)]

    edges = [edge(flight) for flight in flights]
    rockets = [place(flight)[1] for flight in flights]

    assert edges == sorted(edges, reverse=True) and len(set(edges)) == len(edges)
    assert rockets == sorted(rockets, reverse=True)


@pytest.mark.parametrize("altitude", [-5, 0, 0.4, 99.9, 100, 130])
def test_any_altitude_can_be_drawn(altitude):
    x, y = place(climb(altitude=altitude, momentum=50))

    assert 0 < x < 390
    assert 0 < y < 640


@pytest.mark.parametrize(
    ("width", "height"), [(390, 640), (150, 262), (390, 844), (1920, 1080)]
)
def test_the_whole_rocket_is_on_the_sheet_at_any_altitude(width, height):
    for altitude in (0, 1, 60, 99, 100):
        drawing = climb(width, height, altitude, 50)
        size = float(re.search(r'class="rocket"[^>]*scale\(([\d.]+)\)', drawing)[1])
        x, y = place(drawing)

        assert y - 106 * size > 0 and y < height
        assert 43 * size < x < width - 43 * size


def test_the_rocket_leaves_the_pad_upright_and_leans_later():
    turns = [
        float(re.search(r'class="rocket".*?rotate\((\S+)\)', climb(altitude=altitude))[1])
        for altitude in (0, 1, 60, 100)
    ]

    assert turns[0] == 0 and abs(turns[1]) < 2
    assert turns[2] > 0 and turns[3] > 0


def test_what_is_not_printed_yet_lies_sheet_over_sheet():
    unprinted, printed = tags(read(climb(altitude=5)), "use")

    assert "layered" in unprinted.get("class") and "unprinted" in unprinted.get("class")
    assert printed.get("class") is None


def test_before_the_launch_there_is_no_flame_and_no_trail():
    waiting, flying = climb(altitude=0), climb(altitude=20, momentum=50)

    flame, trail = "coral only-ink", 'p-fold"'

    assert flame not in waiting.split("</defs>")[1] and trail not in waiting
    assert flame in flying.split("</defs>")[1] and trail in flying


def test_a_booster_that_is_ready_is_a_key_line_until_it_is_lit():
    ready = climb(altitude=38, momentum=50, booster="ready").split("</defs>")[1]
    lit = climb(altitude=38, momentum=50, booster="on").split("</defs>")[1]

    assert ready.count("unprinted") == lit.count("unprinted") + 2


def test_two_climbs_on_a_page_share_no_ids():
    first, second = ids(read(climb(uid="a"))), ids(read(climb(uid="b")))

    assert len(first) == len(set(first))
    assert not set(first) & set(second)


def test_every_reference_points_into_the_same_drawing():
    drawing = climb(390, 640, 38, uid="o")

    wanted = set(re.findall(r"(?:href=\"|url\()#(\w+)", drawing))

    assert wanted == set(ids(read(drawing)))


def test_names_are_escaped_and_long_ones_shortened_to_fit_a_flag():
    flags = [("Kitchen & <b>bar", True), ("The department of very long names", False)]

    root = read(climb(altitude=38, labels=[(50, "<i>Sky</i>")], flags=flags, title='A "climb"'))

    assert "Kitchen & <b>bar" in said(root)
    assert "<i>Sky</i>" in said(root)
    assert "The department of…" in said(root)
    assert root.get("aria-label") == 'A "climb"'


def test_a_unit_that_has_tipped_is_printed():
    tipped = climb(altitude=38, flags=[("Wards", True)])
    waiting = climb(altitude=38, flags=[("Wards", False)])

    assert waiting.count("unprinted") == tipped.count("unprinted") + 2


def test_breadth_lights_windows_and_never_puts_one_out():
    counts = [climb(breadth=breadth).count("p-lamp") for breadth in (0, 10, 35, 80, 100)]

    assert counts[0] == 0
    assert counts == sorted(set(counts))


@pytest.mark.parametrize(
    ("width", "height", "most"),
    [pytest.param(390, 640, 6_000, id="phone"), pytest.param(150, 262, 3_500, id="strip")],
)
def test_the_climb_is_light_enough_for_a_phone(width, height, most):
    drawing = climb(width, height, 64, 95, "on", 60, "o", STAGES, [("Wards", True)], "64", "Up")

    assert len(gzip.compress(drawing.encode())) <= most
