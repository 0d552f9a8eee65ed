"""How a tablet becomes a station: the desk's one-time code, typed or brought by its link."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from uplift_pwa import clock
from uplift_pwa.actions import limits, stations
from uplift_pwa.db import transaction
from uplift_pwa.web import devices, sessions
from uplift_pwa.web.render import screen

bp = Blueprint("binding", __name__)


@bp.get("/station/binding")
def new() -> ResponseReturnValue:
    return screen("station/binding.html")


@bp.post("/station/binding")
def create() -> ResponseReturnValue:
    """Whoever was signed in here is so no longer: a tablet belongs to nobody."""
    now, address = clock.now(), sessions.address()
    with transaction(g.db):
        if limits.reached(g.db, address, at=now):
            return _again(429, _("Too many tries for now. Wait a quarter of an hour."))
        typed = request.form.get("code", "")
        token = stations.bind(g.db, typed, at=now, pepper=sessions.pepper())
        if token is None:
            limits.note_failure(g.db, address, at=now)
            return _again(422, _("This code does not open. Check it sign by sign."))
    if current_user.is_authenticated:
        sessions.end()
    return devices.keep(redirect(url_for("station.show"), 303), token)


def _again(status: int, error: str) -> ResponseReturnValue:
    return screen("station/binding.html", status=status, error=error)
