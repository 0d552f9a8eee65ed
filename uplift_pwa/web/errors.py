"""Every refusal as a page, or as one sentence where htmx asked; never a stack trace."""

import logging

from flask import Flask, Response, g, make_response
from flask_babel import gettext as _
from htmx_flask import request
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from uplift_pwa.web import heard, request_log
from uplift_pwa.web.render import screen

log = logging.getLogger(__name__)


def init(app: Flask) -> None:
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(OperationalError, busy)
    app.register_error_handler(Exception, unexpected)


def show(error: HTTPException) -> Response:
    """4xx and the like: what it is, and the way back."""
    status = error.code or 500
    headers = [
        (name, value)
        for name, value in error.get_headers()
        if name.lower() in {"allow", "retry-after"}
    ]
    return _answer(status, headers)


def busy(error: OperationalError) -> Response:
    """The database is locked, full or restarting: nothing was written, try again."""
    log.warning("database not available: %s", type(error.orig).__name__)
    return _answer(503, [("Retry-After", "5")])


def unexpected(error: Exception) -> Response:
    """A fault of ours: a number to quote, the rest stays in the log."""
    number = request_log.number()
    # A statement's parameters may hold people's words: log the kind, not the values.
    if isinstance(error, DBAPIError):
        error.hide_parameters = True
    log.error("unexpected", extra={"request": number}, exc_info=error)
    return _answer(500, [], number)


def sentence(status: int) -> str:
    """What is said for a status, in the person's language."""
    texts: dict[int, str] = {
        400: _("That did not look right. Go back and try once more."),
        403: _("This came from another page. Open uplift itself and try again."),
        404: _("This page flew elsewhere."),
        405: _("That does not work here."),
        413: _("That is too large."),
        429: _("Too many tries for now. Wait a quarter of an hour."),
        503: _("uplift is catching its breath. Try again in a moment."),
    }
    return texts.get(status) or str(_("Something went wrong on our side. Nothing was saved."))


def _answer(status: int, headers: list[tuple[str, str]], number: str | None = None) -> Response:
    if "db" in g:
        g.db.rollback()
    text = heard.note(sentence(status))
    if request.htmx:
        response = make_response(text, status)
        response.content_type = "text/plain; charset=utf-8"
    else:
        response = screen(
            "errors/show.html", status=status, code=status, text=text, number=number
        )
    response.headers.extend(headers)
    return response
