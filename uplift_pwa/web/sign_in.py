"""Signing in with a card or a moving code, typed or scanned, and signing out on the server."""

from datetime import datetime

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from uplift_pwa import clock
from uplift_pwa.actions import cards, codes, joining, limits, moving, shared_phones
from uplift_pwa.db import transaction
from uplift_pwa.queries import settings_desk
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
    now, address, after = clock.now(), sessions.address(), request.form.get("next")
    with transaction(g.db):
        if limits.reached(g.db, address, at=now):
            return _form(429, _("Too many tries for now. Wait a quarter of an hour."))
        person_id = _redeem(request.form.get("code", ""), now)
        if person_id is None:
            limits.note_failure(g.db, address, at=now)
            return _form(422, _("This code does not open. Check it sign by sign."))
        joining.arrive(g.db, person_id, at=now)
        says_shared = request.form.get("shared") == "yes"
        kind = shared_phones.kind(g.db, person_id, says_shared=says_shared)
        sessions.start(person_id, kind=kind)
    if sessions.me().joined_at is None:
        return redirect(url_for("join.edit", next=local_path(after, "") or None), 303)
    return redirect(local_path(after), 303)


@bp.post("/sign-out")
def destroy() -> ResponseReturnValue:
    sessions.end()
    response = redirect(url_for("sign_in.new"), 303)
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _redeem(typed: str, at: datetime) -> int | None:
    """Six signs come from another phone of theirs, twelve from a card."""
    is_short = len(codes.meant(typed)) == codes.MOVING_LENGTH
    redeem = moving.redeem if is_short else cards.redeem
    return redeem(g.db, typed, at=at, pepper=sessions.pepper())


def _form(status: int = 200, error: str | None = None) -> ResponseReturnValue:
    next_path = local_path(request.values.get("next"), "")
    shared = request.form.get("shared") == "yes"
    return screen(
        "sign_in/new.html",
        status=status,
        organisation=settings_desk.name(g.db),
        error=error,
        next_path=next_path,
        shared=shared,
    )
