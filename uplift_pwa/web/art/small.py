"""Small pictures, 60 x 60, for choices and lists, and the clock of a roadblock."""

import math
from functools import cache, lru_cache

from markupsafe import Markup

from uplift_pwa.web.art.cut import ink, number, svg
from uplift_pwa.web.art.drawings import drawings

GROUND = "M1,2L59,1L58,59L2,58Z"
BOX = "0 0 60 60"


@cache
def picture(name: str) -> Markup:
    """Draw a small picture by name, KeyError if unknown. In a choice it waits as a key line."""
    drawn = drawings("small")[name]
    ground = drawn.head[0]
    lines = drawn.pieces if ground == "-" else f"{ground}* {GROUND}\n{drawn.pieces}"
    return svg(ink(lines, None), BOX)


@lru_cache(maxsize=256)
def clock(passed: int, days: int) -> Markup:
    """Draw how much of the time to answer has gone: a sun wedge in a dashed rim."""
    share = min(1.0, max(0.0, passed / days if days else 1.0))
    turn = min(share, 0.999) * math.tau
    sin, cos = math.sin(turn), math.cos(turn)
    wedge = f"M30,30L30,6A24,24 0 {int(share > 0.5)} 1 {_at(30 + 24 * sin, 30 - 24 * cos)}Z"
    tip = (30 + 20 * sin, 30 - 20 * cos)
    hand = f"M28.5,30L{_at(tip[0] - 1, tip[1])}L{_at(tip[0] + 1.5, tip[1] + 1)}L31.5,31Z"
    rim = '<circle class="band" cx="30" cy="30" r="24"/>'
    body = ink(f"paper o 30 30 29\nsun {wedge}", None) + rim + ink(f"night {hand}", None)
    return svg(body, BOX)


def _at(x: float, y: float) -> str:
    return f"{number(x)},{number(y)}"
