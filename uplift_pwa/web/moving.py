"""Moving to another phone, or to the home screen's own window: six signs, shown this once."""

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import codes, moving
from uplift_pwa.db import transaction
from uplift_pwa.web import sessions
from uplift_pwa.web.qr import qr_code
from uplift_pwa.web.render import screen

bp = Blueprint("moving", __name__, url_prefix="/me/moving-code")


@bp.before_request
def own_phones_only() -> None:
    """Whoever finds a shared phone open must not take its person along for half a year."""
    if sessions.me().kind == "shared":
        abort(404)


@bp.get("")
def new() -> ResponseReturnValue:
    return screen("moving/show.html")


@bp.post("")
def create() -> ResponseReturnValue:
    now, person_id = clock.now(), sessions.me().person_id
    with transaction(g.db):
        code = moving.issue(g.db, person_id, at=now, pepper=sessions.pepper())
    address = f"{request.host_url}sign-in#{code}"
    return screen(
        "moving/show.html",
        code=codes.in_groups(code),
        aloud=", ".join(code),
        ends_at=now + moving.VALID,
        host=request.host,
        qr=qr_code(address, _("The way in for another phone")),
    )
