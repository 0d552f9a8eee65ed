"""Two rings that close together: the acts of the campaign, and its breadth."""

import math
from functools import lru_cache

from markupsafe import Markup

from uplift_pwa.web.art.cut import number, svg

MIDDLE = 70
ACTS, BREADTH, THICK = 59, 34, 20


@lru_cache(maxsize=512)
def rings(acts_percent: float, breadth_percent: float, goal_percent: float = 80) -> Markup:
    """Draw both rings, 0-100 each; the tick is where breadth closes."""
    turn = goal_percent / 100 * math.tau
    inner, outer = (
        (MIDDLE + r * math.sin(turn), MIDDLE - r * math.cos(turn)) for r in (24, 44)
    )
    tick = f"M{number(inner[0])},{number(inner[1])}L{number(outer[0])},{number(outer[1])}"
    return svg(
        f'<circle class="p-blank" cx="{MIDDLE}" cy="{MIDDLE}" r="69"/>'
        + _ring(ACTS, acts_percent, "r-a")
        + _ring(BREADTH, breadth_percent, "r-b")
        + f'<path class="r-goal" d="{tick}"/>',
        "0 0 140 140",
    )


def _ring(r: int, percent: float, name: str) -> str:
    around = math.tau * r
    track = f'cx="{MIDDLE}" cy="{MIDDLE}" r="{r}" stroke-width="{THICK}"'
    inked = around * min(100.0, max(0.0, percent)) / 100
    return (
        f'<circle class="r-bg" {track}/><circle class="{name}" {track} '
        f'stroke-dasharray="{number(inked)} {number(around)}" '
        f'transform="rotate(-90 {MIDDLE} {MIDDLE})"/>'
    )
