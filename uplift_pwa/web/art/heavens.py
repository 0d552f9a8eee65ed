"""What is drawn thinly in the air: a dipper, a comet, contours, rings round the sun.

Key lines before the climb gets there, paper lines once it has: the page above is never empty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from uplift_pwa.web.art.cut import ink, number, star

if TYPE_CHECKING:
    from uplift_pwa.web.art.sky import Layout

DIPPER = (
    (0.06, 113, 4), (0.14, 116, 3), (0.21, 114.5, 4), (0.29, 113, 4), (0.31, 109, 3),
    (0.42, 109.5, 4), (0.43, 113.5, 3), (0.29, 113, 0),
)  # fmt: skip
COMET = "M{0},{1}l34,-19M{2},{3}l24,-17M{4},{5}l26,-11"


def dipper(at: Layout) -> str:
    """Seven stars above the orbit, joined as people have always joined them."""
    dots = [(at.width * x, at.y(altitude), r) for x, altitude, r in DIPPER]
    line = "M" + "L".join(f"{number(x)},{number(y)}" for x, y, _r in dots)
    stars = "\n".join(star(x, y, r) for x, y, r in dots if r)
    return _thin(line) + ink(stars, None)


def comet(at: Layout) -> str:
    x, y = at.width * 0.83, at.y(111)
    tail = (x + 4, y - 3, x + 1, y - 6, x + 6, y + 2)
    return _thin(COMET.format(*map(number, tail))) + ink(
        f"paper o {number(x)} {number(y)} 5", None
    )


def contours(at: Layout, altitude: float, sag: float) -> str:
    """Two lines under the edge of a sheet of air, as on a map."""
    lines = []
    for below in (8, 15):
        y = at.y(altitude) + below * at.down
        bow = f"Q{number(at.width * 0.47)},{number(y - sag)} {number(at.width + 4)},"
        lines.append(f"M-4,{number(y + sag)}{bow}{number(y + sag * 0.8)}")
    return _thin("".join(lines))


def halo(x: float, y: float, r: float) -> str:
    """Rings round the sun, the way warmth is drawn on a map."""
    arcs = "".join(
        f"M{number(x - far)},{number(y)}a{number(far)},{number(far)} 0 0 1 {number(2 * far)},0"
        for far in (r * 1.16, r * 1.32)
    )
    return _thin(arcs)


def _thin(path: str) -> str:
    return f'<path class="l-thin" d="{path}"/>'
