"""Shared tablets and phones on the desk: bound, seen, unbound, and where phones are shared."""

from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import codes, shared_phones, stations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import stations_desk, teams_desk
from uplift_pwa.web import sessions
from uplift_pwa.web.qr import qr_code
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.urls import LARGEST

bp = Blueprint("stations", __name__, url_prefix="/desk/stations")

LONGEST_SEARCH = 80
LAST_PAGE = 10_000


@bp.get("")
def index() -> ResponseReturnValue:
    return _screen()


@bp.post("")
def create() -> ResponseReturnValue:
    """A tablet for the teams that were ticked; its link is shown this once."""
    name, teams = request.form.get("name", ""), _ids("team")
    try:
        with transaction(g.db):
            _made, code = stations.make(
                *(g.db, name, next(iter(_ids("site")), 0), teams), **_by()
            )
    except Refused as refusal:
        answer = said(refusal)
        return _screen(status=answer.status, problem=answer.text, name=name, ticked=teams)
    return _screen(code=code, name=name)


@bp.post("/<id:station_id>/link")
def link(station_id: int) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            code = stations.link_anew(g.db, station_id, **_by())
    except Refused:
        abort(404)
    return _screen(code=code)


@bp.post("/<id:station_id>/end")
def unbind(station_id: int) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            stations.unbind(g.db, station_id, by=sessions.me().person_id, at=clock.now())
    except Refused:
        abort(404)
    return redirect(url_for(".index"), 303)


@bp.post("/phones")
def phones() -> ResponseReturnValue:
    """The sites that were ticked share their phones, the others do not."""
    sites = set(_ids("site"))
    with transaction(g.db):
        shared_phones.choose(g.db, sites, by=sessions.me().person_id, at=clock.now())
    return redirect(url_for(".index"), 303)


def _ids(field: str) -> list[int]:
    """Those that were sent, without numbers that no row could have."""
    return [one for one in request.form.getlist(field, type=int) if 0 < one <= LARGEST]


def _by() -> dict[str, Any]:
    return {"by": sessions.me().person_id, "at": clock.now(), "pepper": sessions.pepper()}


def _screen(
    *,
    status: int = 200,
    code: str = "",
    problem: str = "",
    name: str = "",
    ticked: list[int] | None = None,
) -> ResponseReturnValue:
    words = request.values.get("q", "")[:LONGEST_SEARCH]
    number = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    rows, has_more = stations_desk.page(g.db, number)
    address = url_for("binding.new", _external=True)
    return screen(
        "stations/index.html",
        status=status,
        rows=rows,
        has_more=has_more,
        number_of_page=number,
        places=stations_desk.places(g.db),
        found=teams_desk.find(g.db, words),
        looked_for=words,
        problem=problem,
        name=name,
        ticked=ticked or [],
        code=codes.in_groups(code),
        address=address,
        qr=qr_code(f"{address}#{code}", _("The tablet’s way in")) if code else "",
    )
