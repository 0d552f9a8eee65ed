"""One template per screen; htmx asks for a part of it by block name."""

from typing import Any

from flask import Response, make_response, render_template
from htmx_flask import request
from jinja2_fragments.flask import render_blocks


def screen(
    template: str, *, fragments: list[str] | None = None, status: int = 200, **context: Any
) -> Response:
    """Render the whole page, or, when htmx swaps a part in, just the named blocks."""
    if fragments and wants_fragment():
        body = render_blocks(template, fragments, **context)
    else:
        body = render_template(template, **context)
    response = make_response(body, status)
    response.vary.update(["HX-Request", "HX-Request-Type"])
    return response


def wants_fragment() -> bool:
    # Boosted links and history restores come from htmx too, but need the whole page.
    asked = request.htmx
    partial = request.headers.get("HX-Request-Type", "partial") == "partial"
    return bool(asked) and partial and not asked.boosted and not asked.history_restore_request
