"""Rosters on the desk: brought, looked at, and only then taken into people's diaries."""

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import audit, import_files, rosters
from uplift_pwa.db import transaction
from uplift_pwa.exchange.cell_text import clean, visible
from uplift_pwa.exchange.roster_file import read_roster
from uplift_pwa.exchange.tables import MAX_BYTES
from uplift_pwa.exchange.unreadable import Unreadable
from uplift_pwa.queries import import_files as query
from uplift_pwa.web import roster_words, sessions
from uplift_pwa.web.render import screen

bp = Blueprint("rosters", __name__, url_prefix="/desk/rosters")

SHOWN = 50


@bp.get("")
def index() -> ResponseReturnValue:
    return _upload_form()


@bp.post("")
def create() -> ResponseReturnValue:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _upload_form(422, _("Choose a file first."))
    data = sent.stream.read(MAX_BYTES + 1)
    try:
        read_roster(data)
    except Unreadable as error:
        return _upload_form(422, roster_words.unreadable(error))
    with transaction(g.db):
        roster_id = import_files.keep(
            g.db,
            visible(clean(sent.filename)),
            data,
            query.ROSTER,
            by=sessions.me().person_id,
            at=clock.now(),
        )
    return redirect(url_for(".show", roster_id=roster_id), 303)


@bp.get("/<id:roster_id>")
def show(roster_id: int) -> ResponseReturnValue:
    file = query.find(g.db, roster_id, roster=True) or abort(404)
    roster = read_roster(file.data)
    plan = rosters.plan(g.db, roster, at=clock.now())
    lines = sorted([*roster.refused, *plan.unknown], key=lambda one: one.line)
    return screen(
        "rosters/show.html",
        file=file,
        plan=plan,
        counts=query.result(g.db, file) if file.applied_at else plan.counts(),
        refused=[roster_words.refused(line) for line in lines[:SHOWN]],
        all_refused=len(lines),
    )


@bp.post("/<id:roster_id>/application")
def apply(roster_id: int) -> ResponseReturnValue:
    file = query.find(g.db, roster_id, roster=True) or abort(404)
    roster, now, me = read_roster(file.data), clock.now(), sessions.me()
    with transaction(g.db):
        if import_files.claim(g.db, roster_id, at=now):
            made = rosters.import_roster(g.db, roster, at=now, by=me.person_id)
            detail: dict[str, object] = {**made.counts()}
            audit.note(
                g.db,
                "import.applied",
                "import_file",
                roster_id,
                by=me.person_id,
                at=now,
                detail=detail,
            )
    return redirect(url_for(".show", roster_id=roster_id), 303)


def _upload_form(status: int = 200, error: str = "") -> Response:
    latest = query.latest(g.db, roster=True)
    return screen("rosters/index.html", status=status, error=error, latest=latest)
