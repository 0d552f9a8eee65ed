"""The desk's page of the numbers in force, where an admin changes the starred ones."""

from itertools import groupby

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import rulebook as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import rulebook as query
from uplift_pwa.rules.rulebook import CHANGEABLE
from uplift_pwa.rules.settings import numbers
from uplift_pwa.web import rule_words, sessions
from uplift_pwa.web.navigation import local
from uplift_pwa.web.render import screen

bp = Blueprint("rulebook", __name__, url_prefix="/desk/rules")

MOST_SIGNS = 4


@bp.get("")
def index() -> ResponseReturnValue:
    return _page()


@bp.post("/<name>")
def change(name: str) -> ResponseReturnValue:
    sent = request.form.get(name, "").strip()
    if not (sent.isascii() and sent.isdigit() and len(sent) <= MOST_SIGNS):
        return _page(name, sent) if name in CHANGEABLE else abort(404)
    me = sessions.me()
    try:
        with transaction(g.db):
            actions.change(g.db, name, int(sent), by=me.person_id, at=clock.now())
    except Refused as refusal:
        return _page(name, sent) if refusal.code == "out_of_bounds" else abort(404)
    return redirect(url_for(".index", _anchor=name), 303)


def _page(refused: str = "", sent: str = "") -> ResponseReturnValue:
    book, day = query.book(g.db), local(clock.now()).date()
    decided = {one.name: one for one in book.after(day)}
    return screen(
        "rulebook/index.html",
        status=422 if refused else 200,
        groups=[
            (paragraph, list(group))
            for paragraph, group in groupby(numbers(book.on(day)), lambda one: one.paragraph)
        ],
        decided=decided,
        sentences=rule_words.sentences(numbers(book.on(day))),
        titles=rule_words.paragraph_titles(),
        refused=refused,
        sent=sent,
        bounds=lambda one: _("Between %(least)d and %(most)d.", least=one.least, most=one.most),
    )
