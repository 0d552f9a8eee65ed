"""Deletions on the desk: who asks for one, and doing it after the name was typed."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import erasing
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import deletions as query
from uplift_pwa.web import sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.navigation import local
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("deletions", __name__, url_prefix="/desk")

LAST_PAGE = 10_000


@bp.get("/deletions")
def index() -> ResponseReturnValue:
    number = max(min(request.args.get("page", 1, type=int), LAST_PAGE), 1)
    asked, has_more = query.page(g.db, number)
    return screen("deletions/index.html", asked=asked, has_more=has_more, number_of_page=number)


@bp.get("/people/<id:person_id>/deletion")
def new(person_id: int) -> ResponseReturnValue:
    return _form(person_id)


@bp.post("/people/<id:person_id>/deletion")
def create(person_id: int) -> ResponseReturnValue:
    person = query.one(g.db, person_id) or abort(404)
    typed = " ".join((tidy(request.form.get("name")) or "").split())
    if typed.casefold() != " ".join(person.name.split()).casefold():
        return _form(person_id, 422, _("Type the name as it stands above."), typed)
    me, now = sessions.me(), clock.now()
    try:
        with transaction(g.db):
            erasing.erase(g.db, person_id, by=me.person_id, today=local(now).date(), at=now)
    except Refused as refusal:
        answer = said(refusal)
        return _form(person_id, answer.status, answer.text, typed)
    return redirect(url_for(".index"), 303)


def _form(
    person_id: int, status: int = 200, error: str = "", typed: str = ""
) -> ResponseReturnValue:
    return screen(
        "deletions/new.html",
        status=status,
        person=query.one(g.db, person_id) or abort(404),
        error=error,
        typed=typed,
    )
