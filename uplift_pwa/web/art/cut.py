"""Scissors: the small notation every picture is drawn in, and the ink that prints it.

One line is one piece of paper, from back to front:

    coral M0,0L9,9Z      a cut piece in an ink
    coral o 60 60 12     a punched circle
    fold* M0,0L9,9Z      exists only in ink, drops out of the key-line state
    line M0,0L9,9        a thread, never filled
    g translate(60 60)   opens a group with a transform; /g closes it

Nothing but classes and presentation attributes comes out, and no ids: a page may hold any
number of these.
"""

import re
from collections.abc import Iterable

from markupsafe import Markup, escape

KEY = ' vector-effect="non-scaling-stroke"'
_DRAWN = re.compile(
    r'(<(?:path|circle|rect|ellipse)\b)(?=[^>]*class="[pl]-)(?![^>]*vector-effect)'
)


def number(value: float) -> str:
    """One decimal at most: a tenth of a unit is finer than the scissors."""
    return f"{value:.1f}".rstrip("0").rstrip(".")


def points(corners: Iterable[tuple[float, float]]) -> str:
    """A closed outline with straight edges, as path data."""
    return "M" + "L".join(f"{number(x)},{number(y)}" for x, y in corners) + "Z"


def ink(lines: str, printed: bool | None = True) -> str:
    """Print a drawing in the notation above as SVG elements, without the <svg> around them.

    printed None is for a drawing that the style sheet shows in either state.
    """
    pieces = (line.strip().partition(" ") for line in lines.strip().splitlines())
    return "".join(_piece(head, rest, printed) for head, _, rest in pieces if head)


def _piece(head: str, rest: str, printed: bool | None) -> str:
    if head == "g":
        return f'<g transform="{rest}">'
    if head == "/g":
        return "</g>"
    if head.endswith("*") and printed is False:
        return ""
    key = "" if printed else KEY
    name = f'class="{_class(head, printed)}"'
    if rest.startswith("o "):
        x, y, r = rest.split()[1:]
        return f'<circle {name} cx="{x}" cy="{y}" r="{r}"{key}/>'
    rule = ' fill-rule="evenodd"' if rest.count("M") > 1 and head != "line" else ""
    return f'<path {name}{rule} d="{rest}"{key}/>'


def _class(head: str, printed: bool | None) -> str:
    if head == "line":
        return "l-key"
    only = " only-ink" if head.endswith("*") and printed is None else ""
    return f"p-{head.rstrip('*')}{only}"


def svg(body: str, box: str, *, label: str = "", attributes: str = "") -> Markup:
    """Put elements on a sheet; with a label it is an image, without one it is decoration."""
    who = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(f'<svg viewBox="{box}" {who}{attributes}>{body}</svg>')


def sheet(size: int, lines: str, printed: bool = True, label: str = "") -> Markup:
    """A square drawing in ink, or, while nobody has done it yet, as a key line."""
    body = ink(lines, printed)
    return svg(body if printed else unprinted(body), f"0 0 {size} {size}", label=label)


def unprinted(body: str) -> str:
    """The same elements as a key line on paper."""
    return f'<g class="unprinted">{body}</g>'


def key_lines(elements: str) -> str:
    """Let key lines keep their weight at any size.

    As an attribute on each piece: the CSS property of that name is refused by the W3C checker.
    """
    return _DRAWN.sub(rf"\1{KEY}", elements)


def star(x: float, y: float, r: float, paper: str = "paper") -> str:
    """A line of the notation: a star with four rays."""
    k = round(r * 0.24, 1)
    rays = ((0, -r), (k, -k), (r, 0), (k, k), (0, r), (-k, k), (-r, 0), (-k, -k))
    return f"{paper} {points((x + dx, y + dy) for dx, dy in rays)}"
