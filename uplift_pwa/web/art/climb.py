"""The climb: a poster that is printed from the ground up to the organisation's altitude."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from uplift_pwa.web.art.cut import ink, key_lines, number, points, svg
from uplift_pwa.web.art.flight import Curve, ribbon
from uplift_pwa.web.art.rocket import Booster, rocket
from uplift_pwa.web.art.scenery import balloon, cloud, flag_width
from uplift_pwa.web.art.sky import Layout, sheets

STRIP = Layout(
    150, 262, "strip", scale=0.42, rocket=0.5, top=0.22, ground=0.775, start=0.5, end=0.56
)
WALL = Layout(
    1920,
    1080,
    "wall",
    scale=1.9,
    rocket=1.75,
    top=0.19,
    ground=0.86,
    start=0.515,
    end=0.5,
    bleed=True,
)
HUDDLE = Layout(390, 844, rocket=1.1, top=0.3, ground=0.9, bleed=True)
STAGE_SIZE = 12.5
UPRIGHT = 20  # per cent below which the rocket leans less than its course
Stages = Sequence[tuple[float, str]]
Flags = Sequence[tuple[str, bool]]


def layout_for(width: float, height: float) -> Layout:
    """The format drawn for a sheet of this size: strip, phone, huddle or wall."""
    for known in (STRIP, WALL, HUDDLE):
        if (known.width, known.height) == (width, height):
            return known
    kind = "strip" if width < 200 else "wall" if width > 900 else "phone"
    return Layout(width, height, kind)


def climb(
    width: float = 390,
    height: float = 640,
    altitude: float = 0,
    momentum: float = 0,
    booster: Booster = "off",
    breadth: float = 0,
    uid: str = "c",
    labels: Stages = (),
    flags: Flags = (),
    figure: str | int | None = None,
    title: str = "",
    unit: str = "%",
) -> Markup:
    """Draw the climb. altitude, momentum and breadth are 0-100; see docs/look.md.

    uid must be unique on the page. labels are (altitude, name) of the stages, flags up to
    three (unit, tipped). figure is the big number; title says the picture in words.
    """
    at = layout_for(width, height)
    altitude = min(100.0, max(0.0, altitude))
    scenery = sheets(at, round(min(100.0, max(0.0, breadth))), uid)
    curve = _course(at)
    flown = curve.up_to(at.y(altitude))
    over = "".join(
        (
            _figure(at, figure, unit),
            _trail(at, flown, breadth) if altitude > 0 else "",
            _rocket(at, flown, altitude, rocket(momentum, booster)),
            _balloons(at, flags[:3]),
            _stages(at, labels, altitude),
        )
    )
    return svg(
        f'<defs><g id="{uid}s">{scenery}</g><clipPath id="{uid}f">'
        f'<path d="{_front(at, altitude)}"/></clipPath></defs>'
        f'<use href="#{uid}s" class="unprinted layered"/>'
        f'<g clip-path="url(#{uid}f)"><use href="#{uid}s"/></g>{key_lines(over)}',
        f"0 0 {number(at.width)} {number(at.height)}",
        label=title,
        attributes=' preserveAspectRatio="xMidYMax slice"' if at.bleed else "",
    )


def _course(at: Layout) -> Curve:
    drift = 0.05 if at.wide else 0.08
    return Curve(
        (at.width * at.start, at.y(-2)),
        (at.width * (at.start - drift), at.y(30)),
        (at.width * (at.start + 0.07), at.y(88)),
        (at.width * (at.end + 0.1), at.y(100)),
    )


def _front(at: Layout, altitude: float) -> str:
    """The hand-cut upper edge of what is printed; at 100 the whole poster is."""
    right, bottom = number(at.width + 8), number(at.height + 8)
    if altitude >= 100:
        return f"M-8,-8L{right},-8L{right},{bottom}L-8,{bottom}Z"
    y, v, w = at.y(altitude), at.down, at.width
    return (
        f"M-8,{number(y + 5 * v)}C{number(w * 0.16)},{number(y - 7 * v)} {number(w * 0.3)},"
        f"{number(y + 9 * v)} {number(w * 0.5)},{number(y + v)}S{number(w * 0.8)},"
        f"{number(y - 8 * v)} {right},{number(y + 4 * v)}L{right},{bottom}L-8,{bottom}Z"
    )


def _trail(at: Layout, flown: Curve, breadth: float) -> str:
    paper, stripe = ribbon(flown, (9 + breadth * 0.09) * at.scale)
    x, k = flown.a[0], at.scale
    return (
        ink(f"paper {paper}\ncoral {stripe}", None)
        + cloud(x - 20 * k, at.y(-1.5), 0.75 * k)
        + cloud(x + 24 * k, at.y(-1), 0.6 * k, "fold")
    )


def _rocket(at: Layout, flown: Curve, altitude: float, drawn: str) -> str:
    x, y = flown.d
    # Straight up from the pad; the gravity turn begins above the roofs.
    turn = flown.heading() * min(1.0, altitude / UPRIGHT)
    return (
        f'<g class="rocket" transform="translate({number(x)} {number(y)}) '
        f'rotate({number(turn)}) scale({at.rocket:.2f}) translate(0 -40)">{drawn}</g>'
    )


def _stages(at: Layout, labels: Stages, altitude: float) -> str:
    """The stages' names on paper tags at the edge, printed once the climb is above them."""
    return "".join(
        _stage(at, at.y(low) + (30 if low == 0 else 0), name, low < altitude - 3)
        for low, name in labels
    )


def _stage(at: Layout, y: float, name: str, reached: bool) -> str:
    left, right = at.width - len(name) * 7.6 - 24, at.width + 2
    tag = points(
        ((left, y - 11), (right, y - 12), (right, y + 11), (left + 1, y + 12), (left + 7, y))
    )
    paper, words = ("tag", "stage on-print") if reached else ("p-blank unprinted", "stage")
    return (
        f'<path class="{paper}" d="{tag}"/><text class="{words}" font-size="{STAGE_SIZE}" '
        f'x="{number(at.width - 10)}" y="{number(y + 4.5)}" text-anchor="end">'
        f"{escape(name)}</text>"
    )


def _balloons(at: Layout, flags: Flags) -> str:
    """The places are fixed in the order of names: height says nothing, so it is no ranking."""
    w, k = at.width, at.scale * (1.15 if at.wide else 1)
    size = 20.9 if at.wide else 11
    places = (
        ((0.375, 76, 0.56), (0.655, 54, 0.5), (0.415, 50, 0.44))
        if at.wide
        else ((0.19, 95, 0.62), (0.47, 81, 0.7), (0.835, 64, 0.6))
    )
    return "".join(
        balloon(_inside(w * x, name, size, w), at.y(y), scale * k, name, tipped, n, size)
        for n, ((x, y, scale), (name, tipped)) in enumerate(zip(places, flags, strict=False))
    )


def _inside(x: float, name: str, size: float, width: float) -> float:
    """Far enough from the edges for the flag to be read."""
    half = flag_width(name, size) / 2 + 4
    return min(max(x, half), width - half)


def _figure(at: Layout, figure: str | int | None, unit: str) -> str:
    if figure is None:
        return ""
    size = "pct three" if len(str(figure)) > 2 else "pct"
    return (
        f'<text class="{size}" x="14" y="{number(at.y(48.5))}" stroke-width="13" '
        f'stroke-linejoin="round" paint-order="stroke">{escape(figure)}'
        f'<tspan class="sm" dx="6" dy="-34">{escape(unit)}</tspan></text>'
    )
