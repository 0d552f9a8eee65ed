"""The shared tablet: tap a name, type four figures or show a card, and the turn is yours."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import joining, limits, pins, stations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import station as query
from uplift_pwa.web import devices, sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("station", __name__, url_prefix="/station")


@bp.get("")
def show() -> ResponseReturnValue:
    """The names, unless somebody's turn still lasts."""
    if devices.turn():
        return redirect(url_for("station_day.show"))
    return _grid()


@bp.get("/people/<id:person_id>")
def ask(person_id: int) -> ResponseReturnValue:
    return _grid(person_id)


@bp.post("/people/<id:person_id>")
def enter(person_id: int) -> ResponseReturnValue:
    """Four figures. The try is written down before it is compared (SAFETY A10)."""
    device, now = devices.asking(), clock.now()
    if not query.belongs(g.db, device.id, person_id, now):
        abort(404)
    try:
        with transaction(g.db):
            hashed = pins.begin_try(g.db, person_id, at=now)
    except Refused as refusal:
        answer = said(refusal)
        return _grid(person_id, status=answer.status, problem=answer.text)
    if not pins.fits(hashed, person_id, request.form.get("pin", ""), sessions.pepper()):
        problem = _("That did not open. No figures yet, or forgotten? Use your card.")
        return _grid(person_id, status=422, problem=problem)
    with transaction(g.db):
        pins.was_right(g.db, person_id)
        stations.begin(g.db, device.id, person_id, at=now)
    return _in("station_day.show")


@bp.get("/card")
def card() -> ResponseReturnValue:
    return _card()


@bp.post("/card", endpoint="redeem")
def redeem_card() -> ResponseReturnValue:
    """A card or a moving code of somebody who belongs here; it is used up by this."""
    device, now, address = devices.asking(), clock.now(), sessions.address()
    with transaction(g.db):
        if limits.reached(g.db, address, at=now):
            return _card(429, _("Too many tries for now. Wait a quarter of an hour."))
        typed = request.form.get("code", "")
        person_id = stations.redeem(g.db, device.id, typed, at=now, pepper=sessions.pepper())
        if person_id is None:
            limits.note_failure(g.db, address, at=now)
            return _card(422, _("This code does not open. Check it sign by sign."))
        joining.arrive(g.db, person_id, at=now)
        stations.begin(g.db, device.id, person_id, at=now, by_card=True)
    return _in("station_day.pin")


@bp.post("/turn")
def stay() -> ResponseReturnValue:
    """Somebody touched the tablet: the turn lasts on. 409 once it is over."""
    with transaction(g.db):
        mark = request.form.get("turn", "")
        who = stations.stay(g.db, devices.asking().id, mark, at=clock.now())
    return ("", 204) if who else ("", 409)


@bp.post("/turn/end")
def leave() -> ResponseReturnValue:
    with transaction(g.db):
        stations.leave(g.db, devices.asking().id, request.form.get("turn", ""))
    return redirect(url_for(".show"), 303)


def _in(endpoint: str) -> ResponseReturnValue:
    return devices.keep(redirect(url_for(endpoint), 303))


def _grid(
    chosen: int | None = None, *, status: int = 200, problem: str = ""
) -> ResponseReturnValue:
    everybody = request.args.get("all") == "yes"
    floor = query.floor(g.db, devices.asking(), clock.now(), everybody=everybody, chosen=chosen)
    if chosen and not floor.chosen:
        abort(404)
    return screen(
        "station/show.html", status=status, floor=floor, everybody=everybody, problem=problem
    )


def _card(status: int = 200, error: str = "") -> ResponseReturnValue:
    return screen("station/card.html", status=status, error=error)
