"""The data sheet as a page, for the desk and for everybody it is about, and as a file."""

from flask import Blueprint, Response, g, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.queries import rulebook
from uplift_pwa.web import data_sheet_words, downloads
from uplift_pwa.web.navigation import local
from uplift_pwa.web.render import screen

bp = Blueprint("data_sheet", __name__)


@bp.get("/desk/privacy/data-sheet")
def show() -> ResponseReturnValue:
    return _page("layouts/desk.html", back=url_for("privacy.show"), at_desk=True)


@bp.get("/desk/privacy/data-sheet.csv")
def export() -> Response:
    today = local(clock.now()).date()
    lines = data_sheet_words.lines(_days())
    return downloads.send("data-sheet", today, "csv", data_sheet_words.HEADER, lines)


@bp.get("/me/kept/data-sheet")
def own() -> ResponseReturnValue:
    return _page("layouts/app.html", back=url_for("kept.show"), at_desk=False)


def _page(layout: str, *, back: str, at_desk: bool) -> Response:
    return screen(
        "privacy/sheet.html",
        layout=layout,
        back=back,
        at_desk=at_desk,
        file=url_for(".export"),
        areas=data_sheet_words.areas(_days()),
    )


def _days() -> int:
    """How long the traces of a day are kept by the numbers in force."""
    return rulebook.book(g.db).on(local(clock.now()).date()).trace_days
