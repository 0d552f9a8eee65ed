"""What stands and flies in the pictures: clouds, stars, balloons, birds, the town."""

from collections.abc import Sequence

from markupsafe import escape

from uplift_pwa.web.art.cut import ink, number, points

CLOUD = """{0} M-52,12C-58,-2 -44,-10 -34,-6C-32,-22 -10,-28 0,-14C8,-24 28,-20 28,-6\
C42,-10 54,2 48,12L-10,14Z"""
BIRD = "paper M-14,-3C-9,-8 -3,-6 0,0C3,-6 9,-8 14,-3C9,-4 4,-2 0,5C-4,-2 -9,-4 -14,-3Z"
SATELLITE = """
teal M-40,-9L-13,-8L-13,8L-40,9Z
teal M40,-9L13,-8L13,8L40,9Z
line M-31,-8L-31,8M-22,-8L-22,8M31,-8L31,8M22,-8L22,8
sun M-10,-12L10,-11L9,12L-10,11Z
paper M-9,20C-6,13 6,13 9,20Z
line M0,-12L0,-23M0,16L0,12
coral o 0 -25 3
"""
KITE = """
coral M0,-22L15,-4L0,20Z
sun M0,-22L-15,-4L0,20Z
line M0,20C8,28 -6,34 3,44
teal M-5,30L4,33L-4,37Z
"""
BALLOON = """
{0} M0,-58C24,-58 34,-40 30,-22C27,-9 16,0 9,9L-9,9C-16,0 -27,-9 -30,-22C-34,-40 -24,-58 0,-58Z
{1} M0,-58C11,-52 13,-34 11,-18C10,-8 6,2 4,9L-4,9C-6,2 -10,-8 -11,-18C-13,-34 -11,-52 0,-58Z
line M-8,9L-6,20M8,9L6,20
rim M-8,20L8,19L7,30L-7,30Z
"""
BALLOON_INKS = (("coral", "sun"), ("sun", "coral"), ("teal", "paper"))
LONGEST_NAME = 18
SMALL = 0.6

# left edge, width (shares of the sheet), height, columns and rows of windows, roof
HOUSES = (
    (0.05, 0.15, 62, 4, 3, "flat"),
    (0.215, 0.105, 92, 2, 6, "step"),
    (0.335, 0.14, 44, 4, 2, "saw"),
    (0.64, 0.1, 74, 3, 5, "gable"),
    (0.755, 0.12, 50, 4, 3, "flat"),
    (0.885, 0.1, 84, 2, 5, "step"),
)
WIDE_HOUSES = tuple(
    (x * 0.48 + shift, w * 0.52, h * taller, columns, rows, roof)
    for shift, taller in ((0, 1), (0.505, 0.86))
    for x, w, h, columns, rows, roof in HOUSES
)


def placed(lines: str, x: float, y: float, scale: float, turn: float = 0) -> str:
    """A drawing moved to (x, y), scaled, and turned by degrees; for either state."""
    rotate = f" rotate({number(turn)})" if turn else ""
    move = f"translate({number(x)} {number(y)}){rotate} scale({scale:.2f})"
    return f'<g transform="{move}">{ink(lines, None)}</g>'


def cloud(x: float, y: float, scale: float, paper: str = "paper") -> str:
    return placed(CLOUD.format(paper), x, y, scale)


def satellite(x: float, y: float, scale: float, turn: float = -18) -> str:
    return placed(SATELLITE, x, y, scale, turn)


def birds(x: float, y: float, scale: float) -> str:
    flock = ((0, 0, -6, 1.0), (24, 9, 5, 0.75), (-20, 13, -3, 0.65))
    return "".join(
        placed(BIRD, x + dx * scale, y + dy * scale, scale * size, turn)
        for dx, dy, turn, size in flock
    )


def kite(x: float, y: float, scale: float, hand_x: float, hand_y: float) -> str:
    """A kite on its string; the hand that holds it stands in the town."""
    middle = (y + hand_y) / 2
    string = (
        f"M{number(x)},{number(y + 14 * scale)}C{number(x - 18 * scale)},{number(middle)} "
        f"{number(hand_x + 26 * scale)},{number(middle + 20)} {number(hand_x)},{number(hand_y)}"
    )
    return ink(f"line {string}", None) + placed(KITE, x, y, scale, 24)


def balloon(
    x: float, y: float, scale: float, name: str, tipped: bool, place: int, size: float
) -> str:
    """A unit's balloon: a key line until the unit has tipped. Its height says nothing.

    size is the type size of the name on its flag.
    """
    drawn = ink(BALLOON.format(*BALLOON_INKS[place % 3]), None)
    state = "" if tipped else ' class="unprinted"'
    body = f'<g{state} transform="scale({scale:.2f})">{drawn}</g>'
    flag = _flag(name, tipped, 32 * scale, size) if name else ""
    return f'<g transform="translate({number(x)} {number(y)})">{body}{flag}</g>'


def flag_width(name: str, size: float) -> float:
    return len(shortened(name)) * size * 0.64 + size * 1.5


def shortened(name: str) -> str:
    """A name that fits a flag."""
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def _flag(name: str, tipped: bool, below: float, size: float) -> str:
    half, h = flag_width(name, size) / 2, size * 0.95
    y = below + h
    corners = (
        (-half, y - h),
        (half, y - h - 1),
        (half - h * 0.55, y),
        (half, y + h),
        (-half + 1, y + h - 1),
    )
    paper = "p-sun" if tipped else "p-blank unprinted"
    words = "stage on-print" if tipped else "stage"
    return (
        f'<path class="{paper}" d="{points(corners)}"/><text class="{words}" '
        f'font-size="{number(size)}" x="{number(-h * 0.25)}" y="{number(y + size * 0.36)}" '
        f'text-anchor="middle">{escape(shortened(name))}</text>'
    )


def town(width: float, ground: float, lit: Sequence[bool], scale: float = 1.0) -> str:
    """The organisation: a hotel, a clinic, a depot, offices. A lit window: units that move."""
    drawn, windows = [], 0
    for x, w, h, columns, rows, roof in WIDE_HOUSES if width > 900 else HOUSES:
        left, wide, high = x * width, w * width, h * scale
        outline = ((left + a, ground + b + 6) for a, b in _roof(roof, wide, high, scale))
        drawn.append(ink(f"night {points(outline)}", None))
        cell = (wide / (columns + 0.6), (high - 4 * scale) / (rows + 0.3))
        top = ground - high + 6 * scale
        for place in range(columns * rows):
            row, column = divmod(place, columns)
            corner = (left + cell[0] * (0.45 + column), top + cell[1] * row)
            drawn.append(_window(corner, cell, lit[(windows + place) % len(lit)], scale))
        windows += columns * rows
    return "".join(drawn)


def _roof(kind: str, w: float, h: float, k: float) -> list[tuple[float, float]]:
    tops = {
        "flat": [(0, -h), (w, -h - 2 * k)],
        "step": [
            (0, -h),
            (w * 0.22, -h),
            (w * 0.22, -h - 9 * k),
            (w * 0.7, -h - 9 * k),
            (w * 0.7, -h),
            (w, -h),
        ],
        "saw": [
            (0, -h),
            (w * 0.33, -h - 12 * k),
            (w * 0.33, -h),
            (w * 0.66, -h - 12 * k),
            (w * 0.66, -h),
            (w, -h - 12 * k),
        ],
        "gable": [(0, -h), (w * 0.5, -h - 15 * k), (w, -h)],
    }
    return [(0, 0), *tops[kind], (w, 0)]


def _window(
    corner: tuple[float, float], cell: tuple[float, float], lit: bool, scale: float
) -> str:
    # As key lines the windows of a small town would be a blot.
    paper = ("p-lamp" if lit else "p-deep") + (" only-ink" if scale < SMALL else " hair")
    return (
        f'<rect class="{paper}" x="{number(corner[0])}" y="{number(corner[1])}" '
        f'width="{number(cell[0] * 0.55)}" height="{number(cell[1] * 0.56)}"/>'
    )
