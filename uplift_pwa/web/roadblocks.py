"""What stops us: saying it in three taps, sharing it, and one's own page with the answer."""

import secrets

from flask import Blueprint, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import codes, limits, roadblocks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.roadblocks import Keys, Said
from uplift_pwa.db import transaction
from uplift_pwa.queries import road_kinds, rulebook
from uplift_pwa.queries import roadblocks as query
from uplift_pwa.web import road_codes, road_words, sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.road_form import ReportForm

bp = Blueprint("roadblocks", __name__, url_prefix="/roadblocks")


@bp.get("")
def index() -> ResponseReturnValue:
    own = sessions.own()
    roads = (
        query.of_team(
            g.db, own.team_id, own.day, reader=sessions.me().person_id, seal=keys().seal
        )
        if own.team_id
        else []
    )
    return screen(
        "roadblocks/index.html",
        roads=roads,
        numbers=rulebook.book(g.db).on(own.day),
        words=road_words,
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(ReportForm.sent(operation=secrets.token_hex(16)))


@bp.post("")
def create() -> ResponseReturnValue:
    form = ReportForm.sent()
    if not form.validate():
        return _form(form, 422)
    told = Said(form.kind.data, form.text.data or "", form.who.data == "name")
    try:
        with transaction(g.db):
            code = roadblocks.report(
                g.db,
                sessions.me().person_id,
                told,
                keys=keys(),
                operation=form.operation.data or None,
                at=clock.now(),
            )
    except Refused as refusal:
        form.kind.errors = [said(refusal).text]
        return _form(form, said(refusal).status)
    road_codes.keep(code, sessions.own().day)
    return redirect(url_for(".own"), 303)


@bp.post("/<id:roadblock_id>/voice")
def share(roadblock_id: int) -> ResponseReturnValue:
    team_id, person_id = sessions.own().team_id, sessions.me().person_id
    if team_id is None or not query.is_open_in(g.db, roadblock_id, team_id):
        abort(404)
    with transaction(g.db):
        roadblocks.share(g.db, roadblock_id, person_id, seal=keys().seal)
    return redirect(url_for(".index", _anchor=f"road-{roadblock_id}"), 303)


@bp.get("/own")
def own() -> ResponseReturnValue:
    return _own()


@bp.post("/own")
def open_code() -> ResponseReturnValue:
    """A code that was written down, typed on another phone."""
    code, now, address = (
        codes.meant(request.form.get("code", "")),
        clock.now(),
        sessions.address(),
    )
    with transaction(g.db):
        if limits.reached(g.db, address, at=now):
            return _own(429, _("Too many tries for now. Wait a quarter of an hour."))
        if not query.of_codes(g.db, [codes.digest(code, sessions.pepper())]):
            limits.note_failure(g.db, address, at=now)
            return _own(422, _("This code does not open. Check it sign by sign."))
    road_codes.keep(code, sessions.own().day)
    return redirect(url_for(".own"), 303)


@bp.post("/own/<id:roadblock_id>/confirmation")
def confirm(roadblock_id: int) -> ResponseReturnValue:
    digests = list(road_codes.kept(sessions.own().day))
    mine = {road.id: road.digest for road in query.of_codes(g.db, digests)}
    try:
        with transaction(g.db):
            roadblocks.confirm(
                g.db,
                mine.get(roadblock_id) or abort(404),
                is_clear=request.form.get("clear") == "yes",
                at=clock.now(),
            )
    except Refused as refusal:
        abort(said(refusal).status)
    return redirect(url_for(".own"), 303)


def keys() -> Keys:
    config = current_app.config["UPLIFT"]
    return Keys(config.seal, config.pepper)


def _form(form: ReportForm, status: int = 200) -> ResponseReturnValue:
    return screen(
        "roadblocks/new.html",
        status=status,
        form=form,
        kinds=road_kinds.offered(g.db),
        numbers=rulebook.book(g.db).on(sessions.own().day),
        words=road_words,
    )


def _own(status: int = 200, error: str = "") -> ResponseReturnValue:
    day = sessions.own().day
    kept = road_codes.kept(day)
    return screen(
        "roadblocks/own.html",
        status=status,
        roads=query.of_codes(g.db, list(kept)),
        kept=kept,
        in_groups=codes.in_groups,
        today=day,
        words=road_words,
        error=error,
    )
