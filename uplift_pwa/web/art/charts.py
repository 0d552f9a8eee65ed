"""Momentum as cut paper: one column a week, four parts in the same order and inks."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from uplift_pwa.web.art.cut import number, svg

PARTS = ("h-tip", "f-sun", "h-dot", "f-ink")
STEP, WIDE, FLOOR, POINT = 96, 62, 250, 3
BAND_WORDS = 28


def momentum_chart(
    columns: Sequence[tuple[str, Sequence[float]]],
    label: str,
    band: tuple[int, int, str] | None = None,
) -> Markup:
    """Draw weeks as columns: (name, the four parts: rhythm, breadth, active again, felt).

    band is (first, last, words): a shade behind those columns, such as the usual dip. Momentum
    is 0-100, so each point is three units. label says the totals; a table stands beside it.
    """
    width = len(columns) * STEP + 12
    room = FLOOR - 36 - max((sum(parts) * POINT for _, parts in columns), default=0)
    top = min(0.0, room - (BAND_WORDS if band else 0))  # the band's words stand over all totals
    drawn = [_band(*band, top + 5) if band else ""]
    drawn += [
        _column(place * STEP + 10, name, parts) for place, (name, parts) in enumerate(columns)
    ]
    drawn.append(f'<path class="band" d="M0,{FLOOR + 0.5}L{width},{FLOOR + 0.5}"/>')
    box = f"0 {number(top)} {width} {number(282 - top)}"
    return svg("".join(drawn), box, label=label, attributes=' class="wide"')


def claimed_bar(percent: float, label: str) -> Markup:
    """Draw how far the cards are claimed, with a mark at the half that a launch asks for."""
    end = number(6 * max(0.0, min(100.0, percent)))
    body = (
        '<path class="h-bg" d="M0,3L600,0L600,38L0,40Z"/>'
        f'<path class="h-dot" d="M0,3L{end},1L{end},39L0,40Z"/>'
        '<path class="r-goal" d="M300,-2L300,42"/>'
    )
    return svg(body, "0 0 600 40", label=label, attributes=' preserveAspectRatio="none"')


def _band(first: int, last: int, words: str, top: float) -> str:
    left, right = first * STEP - 2, (last + 1) * STEP - 12
    return (
        f'<path class="h-bg" d="M{left},{number(top + 3)}L{right},{number(top)}'
        f'L{right},{FLOOR}L{left},{FLOOR}Z"/><text class="stage" font-size="13" '
        f'x="{left + 10}" y="{number(top + 21)}">{escape(words)}</text>'
    )


def _column(x: int, name: str, parts: Sequence[float]) -> str:
    y, blocks = float(FLOOR), ""
    for part, ink in zip(parts, PARTS, strict=True):
        high = part * POINT
        if high > 0:
            blocks += (
                f'<path class="{ink}" d="M{x},{number(y - high + 1.2)}L{x + WIDE},'
                f"{number(y - high - 1.2)}L{x + WIDE - 1},{number(y - 1)}"
                f'L{x + 1},{number(y)}Z"/>'
            )
            y -= high + 1
    middle = x + WIDE // 2
    return (
        f'{blocks}<text class="stage tot" font-size="20" x="{middle}" y="{number(y - 8)}" '
        f'text-anchor="middle">{round(sum(parts))}</text><text class="stage" font-size="13" '
        f'x="{middle}" y="272" text-anchor="middle">{escape(name)}</text>'
    )


def small_multiple(
    values: Sequence[int | None], label: str, tips_at: int = 25, weeks: int = 0, top: int = 0
) -> Markup:
    """Draw the share of one unit week by week: dots under the tipping point, solid from it.

    None leaves its week empty. All that stand beside each other have room for `weeks`, the
    newest last, and for a share of `top`, so that they can be compared by eye.
    """
    first = max(0, weeks - len(values))
    drawn = "".join(
        _share(2 + place * 20, value, tips_at)
        for place, value in enumerate(values, start=first)
        if value is not None
    )
    width, goal = (first + len(values)) * 20 + 2, number(70 - tips_at * 1.3)
    rule = f'<path class="band" d="M0,{goal}L{width},{goal}"/>'
    known = [value for value in values if value is not None]
    high = max(74.0, *(value * 1.3 + 6 for value in (tips_at, top, *known)))
    box = f"0 {number(74 - high)} {width} {number(high)}"
    return svg(drawn + rule, box, label=label, attributes=' class="wide"')


def _share(x: int, value: int, tips_at: int) -> str:
    high = value * 1.3
    if value >= tips_at:
        return (
            f'<path class="h-tip" d="M{x},{number(70 - high)}L{x + 16},{number(69 - high)}'
            f'L{x + 16},70L{x},70Z"/>'
        )
    count = max(2, round(high / 8) * 2) if value > 0 else 0
    return "".join(
        f'<circle class="h-dot" cx="{x + 4 + 8 * (k % 2)}" cy="{66 - 8 * (k // 2)}" r="3"/>'
        for k in range(count)
    )
