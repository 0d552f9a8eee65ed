"""The sheets of the climb, back to front: night, deep, teal, mist, peach, sun, hills, town."""

import random
from dataclasses import dataclass
from functools import lru_cache

from uplift_pwa.web.art.cut import ink, key_lines, number, star
from uplift_pwa.web.art.heavens import comet, contours, dipper, halo
from uplift_pwa.web.art.scenery import birds, cloud, kite, satellite, town

WINDOWS = 74
STARS = {
    "phone": (
        (0.08, 71, 4), (0.3, 106, 6), (0.42, 84, 4), (0.655, 68, 5), (0.72, 76, 5),
        (0.86, 107, 5), (0.93, 84, 8), (0.8, 88, 3), (0.36, 73, 3), (0.62, 105, 4),
        (0.07, 106, 5), (0.95, 67, 4), (0.3, 88, 3),
    ),
    "strip": ((0.12, 72, 9), (0.44, 84, 7), (0.9, 78, 10), (0.75, 110, 8), (0.3, 110, 7)),
    "wall": (
        (0.345, 98, 6), (0.37, 70, 4), (0.47, 86, 4), (0.55, 68, 7), (0.655, 97, 5),
        (0.525, 79, 3), (0.41, 84, 8),
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Layout:
    """A format of the poster. Shares are of its width or height; altitudes are 0-100."""

    width: float = 390
    height: float = 640
    kind: str = "phone"
    scale: float = 1.0
    rocket: float = 0.95
    top: float = 0.17
    ground: float = 0.885
    start: float = 0.62
    end: float = 0.6
    bleed: bool = False

    def y(self, altitude: float) -> float:
        """The height on the sheet of an altitude, in units from the top."""
        ground, top = self.height * self.ground, self.height * self.top
        return ground - (ground - top) * altitude / 100

    @property
    def across(self) -> float:
        return self.width / 390

    @property
    def down(self) -> float:
        return self.height / 640

    @property
    def wide(self) -> bool:
        return self.kind == "wall"


@lru_cache(maxsize=128)
def sheets(at: Layout, breadth: int, uid: str) -> str:
    """Everything that is printed as the climb rises, as SVG elements for either state."""
    layers = (
        _rect("p-night", at),
        _moon(at),
        ink("\n".join(_stars(at)), None),
        dipper(at) + comet(at) if at.kind == "phone" else "",
        _orbit(at),
        ink(f"deep {_limb(at, at.y(63), 22 * at.down)}", None),
        contours(at, 63, 22 * at.down),
        ink(f"teal {_limb(at, at.y(49), 15 * at.down)}", None),
        contours(at, 49, 15 * at.down),
        _mist(at, uid),
        _dawn(at),
        _flyers(at) if at.kind != "strip" else "",
        _land(at),
        town(at.width, at.y(-3.2), _windows(breadth), at.scale),
        ink(f"night {_wave(at, -3, (2, -2 * at.down, 3 * at.down, -2 * at.down, 2))}", None),
        _grain(at, uid) if at.kind != "strip" else "",
    )
    return key_lines("".join(layers))


def _rect(name: str, at: Layout, fill: str = "") -> str:
    paint = f' fill="{fill}"' if fill else ""
    return (
        f'<rect class="{name}" x="-4" y="-4" width="{number(at.width + 8)}" '
        f'height="{number(at.height + 8)}"{paint}/>'
    )


def _moon(at: Layout) -> str:
    r = 62 if at.wide else 26 * min(at.across, 1.6) * max(at.scale, 0.6)
    x, y = (at.width * 0.61, at.y(76)) if at.wide else (at.width * 0.2, at.y(80))
    left, low = number(x - r * 0.87), number(y + r * 0.5)
    shade = (
        f"M{left},{low}A{number(r)},{number(r)} 0 0 0 {number(x + r)},{number(y)}"
        f"A{number(r * 1.5)},{number(r * 1.5)} 0 0 1 {left},{low}Z"
    )
    return ink(f"peach o {number(x)} {number(y)} {number(r)}\ncoral* {shade}", None)


def _stars(at: Layout) -> list[str]:
    size = 0.8 if at.kind == "strip" else 1.15 * max(1, at.scale)
    return [star(at.width * x, at.y(altitude), r * size) for x, altitude, r in STARS[at.kind]]


def _orbit(at: Layout) -> str:
    x, rx = (at.width * 0.5, at.width * 0.15) if at.wide else (at.width * 0.46, at.width * 0.38)
    ry = 52 if at.wide else 24 * at.down
    cx, cy = number(x), number(at.y(98))
    return (
        f'<g transform="rotate(-9 {cx} {cy})"><ellipse class="l-paper" cx="{cx}" cy="{cy}" '
        f'rx="{number(rx)}" ry="{number(ry)}"/></g>'
    )


def _limb(at: Layout, y: float, sag: float) -> str:
    bow = f"Q{number(at.width * 0.47)},{number(y - sag)} {number(at.width + 4)},"
    return f"M-4,{number(y + sag)}{bow}{number(y + sag * 0.8)}{_down(at)}"


def _down(at: Layout) -> str:
    return f"L{number(at.width + 4)},{number(at.height + 4)}L-4,{number(at.height + 4)}Z"


def _wave(at: Layout, altitude: float, swells: tuple[float, ...]) -> str:
    """A sheet cut by hand: its upper edge wanders, and never twice the same way."""
    y, parts = at.y(altitude), len(swells) - 1
    drawn = f"M-4,{number(y + swells[0])}"
    step = (at.width + 8) / parts
    for place in range(parts):
        x, now, then = -4 + step * place, y + swells[place], y + swells[place + 1]
        drawn += (
            f"C{number(x + step * 0.45)},{number(now)} {number(x + step * 0.5)},{number(then)} "
            f"{number(x + step)},{number(then)}"
        )
    return drawn + _down(at)


def _mist(at: Layout, uid: str) -> str:
    """Cloud scallops with a halftone edge."""
    y, x, scallops = at.y(31.5), -4.0, ""
    widths, heights = (46, 62, 38, 70, 52, 58, 44, 66), (20, 27, 16, 30, 22, 25, 18, 28)
    place = 0
    while x < at.width + 4:
        w = widths[place % 8] * max(1, at.scale * 0.95)
        h = heights[place % 8] * max(1, at.scale * 0.9)
        scallops += (
            f"C{number(x - 3)},{number(y - h)} {number(x + w * 0.95)},{number(y - h - 4)} "
            f"{number(x + w)},{number(y + (6, 10, 3, 8)[place % 4])}"
        )
        x, place = x + w, place + 1
    size = max(1, at.scale * 0.8)
    edge = _halftone(at, y + 8 * at.down, uid, 9 * size, 2.9 * size)
    return ink(f"mist M-4,{number(y + 10)}{scallops}{_down(at)}", None) + edge


def _halftone(at: Layout, y: float, uid: str, pitch: float, largest: float) -> str:
    rows = []
    for row in range(4):
        name, r = f"{uid}m{row}", largest * (1 - (row + 0.3) / 4) ** 0.8
        top, middle = number(y + row * pitch * 0.86), number(pitch / 2)
        rows.append(
            f'<pattern id="{name}" width="{number(pitch)}" height="{number(pitch)}" '
            f'patternUnits="userSpaceOnUse" x="{middle if row % 2 else 0}" y="{top}">'
            f'<circle class="p-teal dots" cx="{middle}" cy="{middle}" r="{number(r)}"/>'
            "</pattern>"
            f'<rect class="dots" x="-4" y="{top}" width="{number(at.width + 8)}" '
            f'height="{number(pitch)}" fill="url(#{name})"/>'
        )
    return "".join(rows)


def _dawn(at: Layout) -> str:
    v, k = at.down, max(1, at.scale * 0.9)
    x, y = number(at.width * 0.73), number(at.y(4))
    rings = halo(at.width * 0.73, at.y(4), 76 * at.scale)
    return (
        ink(f"peach {_wave(at, 19, (6 * v, -9 * v, 10 * v, -4 * v, 7 * v))}", None)
        + cloud(at.width * 0.82, at.y(27), 0.85 * k)
        + cloud(at.width * 0.13, at.y(24.5), 0.62 * k)
        + rings
        + ink(
            f"sun o {x} {y} {number(76 * at.scale)}\ncoral o {x} {y} {number(54 * at.scale)}",
            None,
        )
    )


def _flyers(at: Layout) -> str:
    w, y, k = at.width, at.y, at.scale
    if at.wide:
        return (
            satellite(w * 0.415, y(97), 0.5225 * k, -12)
            + birds(w * 0.2, y(44), 0.76 * k)
            + birds(w * 0.81, y(42), 0.76 * k)
            + kite(w * 0.29, y(44), 0.76 * k, w * 0.335, y(6))
        )
    return (
        satellite(w * 0.74, y(86.5), 0.62 * k)
        + birds(w * 0.84, y(42.5), 0.95 * k)
        + birds(w * 0.12, y(41.5), 0.8 * k)
        + kite(w * 0.335, y(43.5), 0.95 * k, w * 0.40, y(4))
        + satellite(w * 0.078, y(74.5), 0.4 * k, 28)
        + cloud(w * 0.64, y(41), 0.42 * k)
    )


def _land(at: Layout) -> str:
    v = at.down
    hills = (
        ("mist", 7.5, (-8, 6, 12, 4, 9, -3)),
        ("teal", 4.5, (10, -14, 8, 12, -10, 2)),
        ("deep", 1.2, (-6, 5, 9, 3, -8)),
    )
    return ink(
        "\n".join(
            f"{paper} {_wave(at, altitude, tuple(swell * v for swell in swells))}"
            for paper, altitude, swells in hills
        ),
        None,
    )


def _windows(breadth: int) -> list[bool]:
    """Which windows of the town are lit; the same ones stay lit as breadth grows."""
    order = list(range(WINDOWS))
    random.Random(7).shuffle(order)
    lit = set(order[: round(WINDOWS * breadth / 100)])
    return [window in lit for window in range(WINDOWS)]


def _grain(at: Layout, uid: str) -> str:
    rough = random.Random(3)
    specks = "".join(
        f'<circle cx="{number(rough.random() * 90)}" cy="{number(rough.random() * 90)}" '
        f'r="{number(0.25 + rough.random() * 0.45)}"/>'
        for _ in range(26)
    )
    return (
        f'<pattern id="{uid}g" width="90" height="90" patternUnits="userSpaceOnUse">'
        f'<g class="speck">{specks}</g></pattern>{_rect("dots", at, f"url(#{uid}g)")}'
    )
