"""Draws an address as a QR code: dark squares in one path, nothing for a style sheet to do."""

import segno
from markupsafe import Markup, escape

QUIET = 4  # modules of white around the code, as readers expect


def qr_code(text: str, title: str) -> Markup:
    """An SVG of `text`, always black on white so that it can be scanned by night as well."""
    matrix = segno.make_qr(text, error="m").matrix
    side = len(matrix) + 2 * QUIET
    squares = "".join(
        f"M{column + QUIET},{line + QUIET}h1v1h-1z"
        for line, modules in enumerate(matrix)
        for column, dark in enumerate(modules)
        if dark
    )
    return Markup(
        '<svg viewBox="0 0 {0} {0}" role="img" aria-label="{1}" shape-rendering="crispEdges">'
        '<rect width="{0}" height="{0}" fill="#fff"/><path d="{2}" fill="#000"/></svg>'
    ).format(side, escape(title), squares)
