"""Four figures for the shared tablets at work, chosen on one's own phone."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import pins
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import station
from uplift_pwa.web import sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("pin", __name__, url_prefix="/me/pin")


@bp.before_request
def own_phones_only() -> None:
    """Whoever finds a shared phone open must not choose the figures of its person."""
    if sessions.me().kind == "shared":
        abort(404)


@bp.get("")
def edit() -> ResponseReturnValue:
    return _form()


@bp.post("")
def update() -> ResponseReturnValue:
    who, typed = sessions.me().person_id, request.form.get("pin", "")
    try:
        with transaction(g.db):
            pins.keep(g.db, who, typed, at=clock.now(), pepper=sessions.pepper())
    except Refused as refusal:
        return _form(422, said(refusal).text)
    return redirect(url_for("me.show"), 303)


def _form(status: int = 200, error: str = "") -> ResponseReturnValue:
    has_one = station.has_pin(g.db, sessions.me().person_id)
    return screen("pin/edit.html", status=status, error=error, has_one=has_one)
