"""The wallboard behind its secret link, and the desk's page that makes the link."""

import time

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from markupsafe import Markup

from uplift_pwa import clock
from uplift_pwa.actions import codes, walls
from uplift_pwa.db import transaction
from uplift_pwa.queries import wall as query
from uplift_pwa.rules.calendar import Place
from uplift_pwa.web import i18n, sessions
from uplift_pwa.web.render import screen, wants_fragment

bp = Blueprint("wall", __name__)

FRESH = 5.0  # seconds for which every wall gets the same picture
THEMES = ("light", "dark")


@bp.get("/wall/<secret>")
def show(secret: str) -> ResponseReturnValue:
    """Nobody is signed in here, nothing is written, no cookie is read or set."""
    digest = codes.digest(codes.meant(secret), sessions.pepper())
    here = query.place(g.db, digest) or abort(404)
    if wants_fragment() and request.args.get("release") != _release():
        return "", 200, {"HX-Refresh": "true"}  # a newer style sheet is there
    language = request.args.get("lang")
    with force_locale(language if language in i18n.offered() else i18n.locale()):
        return _answer(secret, _picture(here))


@bp.get("/desk/wall")
def index() -> ResponseReturnValue:
    return _desk()


@bp.post("/desk/wall")
def create() -> ResponseReturnValue:
    """A new link, shown this once; the old one ends."""
    with transaction(g.db):
        by, now = sessions.me().person_id, clock.now()
        secret = walls.make(g.db, by=by, at=now, pepper=sessions.pepper())
    return _desk(
        url_for(".show", secret=codes.in_groups(secret).replace(" ", "-"), _external=True)
    )


@bp.post("/desk/wall/end")
def destroy() -> ResponseReturnValue:
    with transaction(g.db):
        walls.take_down(g.db, by=sessions.me().person_id, at=clock.now())
    return redirect(url_for(".index"), 303)


def _desk(link: str = "") -> Response:
    return screen("wall/index.html", made=query.made(g.db), link=link)


def _answer(secret: str, picture: Markup) -> Response:
    theme, language = request.args.get("theme"), request.args.get("lang")
    return screen(
        "wall/show.html",
        fragments=["board"],
        picture=picture,
        again=url_for(".show", secret=secret, lang=language, theme=theme, release=_release()),
        theme=theme if theme in THEMES else None,
    )


def _picture(here: Place) -> Markup:
    """Drawn once for every wall of a language, however many there are."""
    drawn: dict[str, tuple[float, Markup]] = current_app.extensions.setdefault("wall", {})
    at, locale = time.monotonic(), i18n.locale()
    before, picture = drawn.get(locale, (0.0, Markup()))
    if not picture or at - before > FRESH:
        board = query.board(g.db, here, clock.now())
        picture = Markup(render_template("wall/_board.html", board=board))
        drawn[locale] = (at, picture)
    return picture


def _release() -> str:
    found: str = current_app.config["RELEASE"].digest
    return found
