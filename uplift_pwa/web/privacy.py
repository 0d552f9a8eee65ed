"""The desk's page of privacy: two profiles, what holds now and where, and the data sheet."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import privacy as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import rulebook
from uplift_pwa.web import privacy_words, sessions
from uplift_pwa.web.navigation import local
from uplift_pwa.web.render import screen

bp = Blueprint("privacy", __name__, url_prefix="/desk/privacy")


@bp.get("")
def show() -> ResponseReturnValue:
    book, day = rulebook.book(g.db), local(clock.now()).date()
    found = privacy_words.cards(book, day)
    return screen(
        "privacy/show.html",
        profiles=found,
        is_mixed=not any(one.holds for one in found),
        mixed=privacy_words.in_force(book.on(day)),
        numbers=privacy_words.where(),
    )


@bp.post("/profile")
def choose() -> ResponseReturnValue:
    try:
        with transaction(g.db):
            chosen = request.form.get("profile", "")
            actions.choose(g.db, chosen, by=sessions.me().person_id, at=clock.now())
    except Refused:
        abort(404)
    return redirect(url_for(".show"), 303)
