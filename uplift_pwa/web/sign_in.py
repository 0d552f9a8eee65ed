"""Signing in with an access card, typed or scanned, and signing out on the server."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from uplift_pwa import clock
from uplift_pwa.actions import cards, joining, limits
from uplift_pwa.db import transaction
from uplift_pwa.web import sessions
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.render import screen

bp = Blueprint("sign_in", __name__)


@bp.get("/sign-in")
def new() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(local_path(request.args.get("next")))
    return _form()


@bp.post("/sign-in")
def create() -> ResponseReturnValue:
    now, address = clock.now(), sessions.address()
    with transaction(g.db):
        if limits.reached(g.db, address, at=now):
            return _form(429, _("Too many tries for now. Wait a quarter of an hour."))
        person_id = cards.redeem(
            g.db, request.form.get("code", ""), at=now, pepper=sessions.pepper()
        )
        if person_id is None:
            limits.note_failure(g.db, address, at=now)
            return _form(422, _("This code does not open. Check it sign by sign."))
        joining.arrive(g.db, person_id, at=now)
        sessions.start(person_id)
    if sessions.me().joined_at is None:
        return redirect(url_for("join.edit"), 303)
    return redirect(local_path(request.form.get("next")), 303)


@bp.post("/sign-out")
def destroy() -> ResponseReturnValue:
    sessions.end()
    response = redirect(url_for("sign_in.new"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _form(status: int = 200, error: str | None = None) -> ResponseReturnValue:
    next_path = local_path(request.values.get("next"), "")
    return screen("sign_in/new.html", status=status, error=error, next_path=next_path)
