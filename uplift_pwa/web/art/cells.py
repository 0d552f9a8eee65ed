"""Shares as ink: a cell of the tipping map, the weeks of a rhythm, a line with its half."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from markupsafe import Markup

from uplift_pwa.web.art.cut import number, svg

TIPPED = 25
FEWEST = 6  # weeks there is room for: two do not become towers
HIGH = 46
PITCH = 10.8
Week = Literal["kept", "joined", "now", "missed"]


@lru_cache(maxsize=256)
def map_cell(percent: int | None, wide: bool = False, tips_at: int = TIPPED) -> Markup:
    """Draw a share, 0-100: dots whose area is the share, from tips_at solid ink as high as it.

    None is a cell too small to be shown. wide spans two columns.
    """
    width, columns = (114, 10) if wide else (57, 5)
    ground = f'<path class="h-bg" d="M0,1L{width},0L{width - 1},46L1,45Z"/>'
    if percent is None:
        inked = ""
    elif percent >= tips_at:
        inked = _solid(width, min(percent, 100))
    else:
        inked = _dots(columns, max(percent, 0))
    return svg(ground + inked, f"0 0 {width} {HIGH}", attributes=' preserveAspectRatio="none"')


def _solid(width: int, percent: int) -> str:
    y = HIGH - HIGH * percent / 100
    return (
        f'<path class="h-tip" d="M.5,{number(y + 1)}L{number(width * 0.4)},{number(y - 1)}'
        f"L{number(width * 0.7)},{number(y + 1)}L{width - 0.5},{number(y - 0.5)}"
        f'L{width - 1},46L1,45Z"/>'
    )


def _dots(columns: int, percent: int) -> str:
    if percent == 0:
        return ""
    r = number(PITCH * math.sqrt(percent / 100 / math.pi) * 1.08)
    return "".join(
        f'<circle class="h-dot" cx="{number(7 + PITCH * column)}" '
        f'cy="{number(7 + PITCH * row)}" r="{r}"/>'
        for column in range(columns)
        for row in range(4)
    )


def weeks(states: Sequence[Week], label: str) -> Markup:
    """Draw a person's weeks, oldest first: kept is a block, joined and missed an outline.

    now, the week under way, is half of sun. label says the row in words.
    """
    drawn = "".join(_week(place, state) for place, state in enumerate(states))
    return svg(
        drawn,
        f"0 0 {max(len(states), FEWEST) * 27} 62",
        label=label,
        attributes=' class="wide"',
    )


def _week(place: int, state: Week) -> str:
    x = place * 27
    if state == "kept":
        return (
            f'<path class="h-dot" d="M{x + 1},4L{x + 23},{2 + place % 3}L{x + 22},58L{x},60Z"/>'
        )
    outline = f'<path class="band" d="M{x + 2},5L{x + 22},4L{x + 21},57L{x + 2},58Z"/>'
    if state != "now":
        return outline
    return f'<path class="f-sun" d="M{x + 1},24L{x + 23},22L{x + 22},58L{x},60Z"/>{outline}'


@lru_cache(maxsize=256)
def line(percent: float, label: str, tick: float = 50) -> Markup:
    """Draw how far along a line something is, 0-100, with a tick at the point that matters."""
    x, at = 600 * min(100.0, max(0.0, percent)) / 100, 600 * tick / 100
    return svg(
        '<path class="h-bg" d="M0,3L600,0L600,38L0,40Z"/>'
        f'<path class="h-dot" d="M0,3L{number(x)},1L{number(max(0.0, x - 3))},39L0,40Z"/>'
        f'<path class="r-goal" d="M{number(at)},-2L{number(at)},42"/>',
        "0 0 600 40",
        label=label,
        attributes=' preserveAspectRatio="none" class="line"',
    )
