"""Lending a team's cover to another team whose day came up short."""

from datetime import date

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import covers
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import loans
from uplift_pwa.web import lead, sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("covers", __name__, url_prefix="/lead/<id:team_id>/loans")


@bp.get("/new")
def new(team_id: int) -> ResponseReturnValue:
    lead.led_or_404(team_id)
    return _screen(team_id)


@bp.post("")
def create(team_id: int) -> ResponseReturnValue:
    me = lead.led_or_404(team_id).person_id
    receiver, day = _wanted()
    try:
        with transaction(g.db):
            covers.lend(g.db, team_id, receiver, day, by=me, at=clock.now())
    except Refused as refusal:
        return _screen(team_id, status=422, problem=said(refusal).text)
    return redirect(url_for("lead.show", team_id=team_id), 303)


def _wanted() -> tuple[int, date]:
    """Which team's which day, as the page offered it: `17:2026-03-02`."""
    receiver, _, day = request.form.get("loan", "").partition(":")
    try:
        return int(receiver), date.fromisoformat(day)
    except ValueError:
        abort(422)


def _screen(team_id: int, *, status: int = 200, problem: str = "") -> ResponseReturnValue:
    lending = loans.of(g.db, team_id, sessions.own().day) or abort(404)
    return screen("lead/loan.html", status=status, lending=lending, problem=problem)
