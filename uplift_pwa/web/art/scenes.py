"""Pictures that fill a place: the launch pad, the moment, and pages with nothing on them."""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from uplift_pwa.web.art.cut import ink, number, star, svg, unprinted
from uplift_pwa.web.art.empties import BOX, EMPTIES
from uplift_pwa.web.art.marks import badge
from uplift_pwa.web.art.rocket import rocket
from uplift_pwa.web.art.scenery import cloud, town

CARD = "0 0 340 150"
HILL = "teal M-4,112C60,90 150,124 344,100L344,154L-4,154Z"
TALL = "0 0 390 340"
GLOW = "coral M-2,-2L392,-2L392,342L-2,342Z"
SLICED = ' preserveAspectRatio="xMidYMax slice"'
SKY = "{0} M-2,-2L342,-2L342,152L-2,152Z"


@cache
def scene(name: str) -> Markup:
    """Draw a scene by name, KeyError if unknown. It decorates: the words stand beside it."""
    box, body, attributes = (BOX, EMPTIES[name](), "") if name in EMPTIES else SCENES[name]()
    return svg(body, box, attributes=attributes)


Scene = tuple[str, str, str]


def _card(lines: str, *, before: str = "", after: str = "") -> Scene:
    return CARD, before + ink(lines) + after, ""


def _flying(x: float, y: float, turn: float, scale: float, momentum: float) -> str:
    move = f"translate({number(x)} {number(y)}) rotate({number(turn)}) scale({scale:.2f})"
    return f'<g transform="{move}">{rocket(momentum)}</g>'


def _pad() -> Scene:
    tower = """sun o 118 176 82
deep M-4,214C50,190 120,220 220,200L220,254L-4,254Z
coral M70,226L76,96L82,96L84,226Z
coral M74,120L98,118L98,124L74,126Z
coral M74,168L96,166L96,172L74,174Z"""
    front = ink("teal M-4,228C60,220 140,236 220,226L220,254L-4,254Z")
    return "0 0 216 250", ink(tower) + _flying(116, 166, 0, 0.95, 0) + front, ""


def _gate() -> Scene:
    sky = "peach M-2,-2L392,-2L392,332L-2,332Z\ncoral o 217 196 134\nsun o 217 196 106"
    land = """mist M-4,214C60,190 120,214 190,220S320,196 394,206L394,340L-4,340Z
teal M-4,250C70,214 130,246 210,256S330,230 394,236L394,340L-4,340Z"""
    tower = """night M172,262L178,116L184,116L187,262Z
night M180,164L204,161L204,167L180,170Z
night M180,214L199,214L199,219L180,220Z"""
    body = (
        ink(sky)
        + cloud(92, 92, 0.8)
        + cloud(322, 128, 0.62)
        + ink(land)
        + town(390, 262, (True, False, True, True, False), 0.9)
        + ink("night M-4,262C90,256 250,270 394,260L394,340L-4,340Z")
        + _flying(217, 212, 0, 0.86, 0)
        + ink(tower)
    )
    return "0 0 390 330", body, ' preserveAspectRatio="xMidYMax slice"'


def _moment() -> Scene:
    land = """teal M-4,476C60,440 130,470 200,488S330,470 394,446L394,850L-4,850Z
deep M-4,520C80,500 150,530 240,520S350,500 394,512L394,850L-4,850Z"""
    trail = """paper M-6,560C90,540 190,470 232,386L248,396C210,494 100,566 -6,592Z
fold M-6,574C100,552 200,482 240,391L248,396C210,494 100,566 -6,592Z"""
    sun = ink("peach o 250 470 262\nsun o 250 470 206")
    flight = ink(trail) + _flying(266, 330, 27, 1.22, 70)
    body = f'<g class="sunrise">{sun}</g>{ink(land)}<g class="fly">{flight}</g>'
    return "0 0 390 844", body, ' class="scene" preserveAspectRatio="xMidYMin slice"'


def _engine() -> Scene:
    return "-60 -80 120 200", rocket(70, "on"), ""


def _roof() -> Scene:
    tops = (
        "M0,46L0,26L60,25L60,10L128,9L128,24L330,22L430,2L532,21L690,20L690,6L770,5L770,20"
        "L1000,17L1000,46Z"
    )
    return "0 0 1000 44", ink(f"house {tops}"), ' preserveAspectRatio="none"'


def _umbrella() -> Scene:
    canopy = """coral M6,54C8,26 28,12 50,12S92,26 94,52C86,46 78,46 72,53C66,46 57,46 51,53\
C44,46 35,47 29,54C22,47 14,47 6,54Z
paper M29,54C30,36 38,20 50,12C62,20 70,36 72,53C66,46 57,46 51,53C44,46 35,47 29,54Z"""
    stick = '<path class="l-ink" d="M50,12L50,84C50,95 36,95 36,85"/>'
    return "0 0 100 100", ink(canopy) + stick, ""


def _day_off() -> Scene:
    return _card(
        f"""{SKY.format("mist")}
sun o 252 62 40
{HILL}
night M52,30L60,29L63,132L54,132ZM206,26L214,25L213,128L205,129Z
paper M57,50C96,118 174,118 210,46L206,44C170,100 98,102 60,47Z
coral M82,78C110,128 164,124 188,74C160,96 112,98 82,78Z"""
    )


def _before_launch() -> Scene:
    sky = f"""{SKY.format("peach")}
sun o 170 120 76
teal M-4,118C70,100 200,130 344,112L344,154L-4,154Z"""
    pad = """night M126,140L131,24L136,24L139,140ZM132,60L150,58L150,63L132,65Z
night M-4,136L344,132L344,154L-4,154Z"""
    return _card(pad, before=unprinted(ink(sky, False)) + _flying(170, 92, 0, 0.78, 0))


def _offline() -> Scene:
    stars = "\n".join((star(60, 40, 7), star(150, 26, 5), star(224, 70, 4)))
    return _card(
        f"""{SKY.format("night")}
peach o 282 40 18
{stars}
deep M-4,118C80,100 200,128 344,108L344,154L-4,154Z
sun M96,112L136,109L138,74L98,77Z
sun M150,110L190,107L190,72L151,75Z
night M104,84L130,82L130,86L104,88ZM104,93L122,92L122,96L104,97Z
night M158,82L182,80L182,84L158,86ZM158,91L176,90L176,94L158,95Z"""
    )


def _needs_you() -> Scene:
    return _card(
        f"""{SKY.format("peach")}
paper M112,22L232,16L238,124L116,132Z
night M134,46L206,42L207,50L135,54ZM135,66L190,63L191,71L136,74Z
coral M206,70L274,64L280,128L212,134Z
paper M238,76L250,75L248,104L241,104ZM240,111L249,110L250,120L241,121Z"""
    )


def _empty() -> Scene:
    frames = "\n".join(
        f"paper M{40 + i * 92},{30 + i % 2 * 8}L{112 + i * 92},{26 + i % 2 * 9}"
        f"L{114 + i * 92},{116 - i * 3}L{42 + i * 92},{120 - i * 3}Z\nsun o {77 + i * 92} 70 18"
        for i in range(3)
    )
    return CARD, unprinted(ink(frames, False)), ""


def _not_found() -> Scene:
    stars = "\n".join((star(50, 36, 6), star(300, 110, 7), star(120, 120, 4)))
    loop = "M14,128C60,40 126,44 120,88S70,120 78,84S130,34 178,58"
    drift = _flying(200, 72, 128, 0.7, 40) + f'<path class="l-paper l-dot" d="{loop}"/>'
    return _card(f"{SKY.format('deep')}\n{stars}", after=drift)


def _first_day() -> Scene:
    windows = "".join(
        f'<path class="{"w-on" if i == 3 else "w-off"}" d="M{24 + i * 44},{84 + i % 2}'
        f'L{50 + i * 44},83L{50 + i * 44},126L{24 + i * 44},127Z"/>'
        for i in range(7)
    )
    walls = "M-4,154L-4,66L60,64L60,50L96,49L96,62L170,28L244,60L344,56L344,154Z"
    return _card(f"{SKY.format('peach')}\nhouse {walls}", after=windows)


WINDOW = """
house M0,170L0,52L30,50L62,20L96,48L124,46L124,170Z
{light} M26,70L98,67L98,146L26,148Z
house M60,66L65,66L65,149L60,149Z
house M24,103L100,101L100,106L24,108Z
coral M72,146L90,145L88,130L74,130Z
teal M80,131C70,122 72,112 78,108C80,114 81,118 81,122\
C84,116 88,112 94,112C94,122 89,128 83,131Z
paper M32,147L32,133L46,132L46,146ZM46,135C53,134 53,143 46,143L46,140C49,140 49,138 46,138Z
night M20,148L104,145L104,151L20,154Z
house M92,46L92,14L101,13L101,50Z
"""


def _window() -> Scene:
    return "0 0 124 156", ink(WINDOW.format(light="lamp")), ""


def _window_waiting() -> Scene:
    return "0 0 124 156", unprinted(ink(WINDOW.format(light="sun"), False)), ""


def award(key: str, tier: int = 1) -> Markup:
    """Draw the moment a mark is given: the mark on the sun. KeyError if unknown."""
    box, body, attributes = _won()
    patch = str(badge(key, tier=tier)).replace(
        "<svg ", '<svg x="79" y="52" width="232" height="232" ', 1
    )
    return svg(body + patch, box, attributes=attributes)


def _won() -> Scene:
    stars = ((64, 44, 13), (330, 52, 15), (324, 282, 9), (70, 292, 9), (128, 22, 7))
    lines = "\n".join(star(x, y, r) for x, y, r in stars)
    return TALL, ink(f"{GLOW}\nsun o 195 168 138\n{lines}"), SLICED


def _kept() -> Scene:
    walls = """house M-4,364L-4,190L42,188L42,166L84,164L84,184L128,182L196,116L264,180L302,178\
L302,146L340,144L340,176L394,174L394,364Z
house M312,150L312,122L324,121L324,150Z
paper M324,121L352,128L324,135Z"""
    windows = "".join(
        f'<path class="w-on" d="M{x},{y + x % 3}l36,{-(x % 3)}v45l-36,1Z"/>'
        for y in (210, 276)
        for x in range(22, 330, 60)
    )
    stars = f"{star(66, 56, 13)}\n{star(322, 44, 10)}"
    sky = f"{GLOW}\npeach o 196 170 150\nsun o 196 170 116\n{stars}"
    return TALL, ink(f"{sky}\n{walls}") + windows, SLICED


SCENES: dict[str, Callable[[], Scene]] = {
    "pad": _pad,
    "gate": _gate,
    "moment": _moment,
    "engine": _engine,
    "roof": _roof,
    "umbrella": _umbrella,
    "day-off": _day_off,
    "before-launch": _before_launch,
    "offline": _offline,
    "needs-you": _needs_you,
    "empty": _empty,
    "not-found": _not_found,
    "first-day": _first_day,
    "kept": _kept,
    "won": _won,
    "window": _window,
    "window-waiting": _window_waiting,
}
