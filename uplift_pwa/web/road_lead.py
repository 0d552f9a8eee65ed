"""What stops a leader's people: its clock, an answer, passing it up, clearing it."""

from collections.abc import Callable

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import roadblock_levels
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import roadblocks as query
from uplift_pwa.queries import rulebook
from uplift_pwa.web import road_words, sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.road_form import AnswerForm

bp = Blueprint("road_lead", __name__, url_prefix="/lead")


@bp.get("/roadblocks")
def index() -> ResponseReturnValue:
    """All that one has: of one's teams, and what came up from others."""
    return _page()


@bp.get("/<id:team_id>/roadblocks")
def team(team_id: int) -> ResponseReturnValue:
    if team_id not in {one.id for one in sessions.me().led}:
        abort(404)
    return _page(team_id)


@bp.post("/roadblocks/<id:roadblock_id>/answer")
def answer(roadblock_id: int) -> ResponseReturnValue:
    return _do(roadblock_levels.answer, roadblock_id)


@bp.post("/roadblocks/<id:roadblock_id>/passing")
def hand_up(roadblock_id: int) -> ResponseReturnValue:
    return _do(roadblock_levels.hand_up, roadblock_id)


@bp.post("/roadblocks/<id:roadblock_id>/clearance")
def clear(roadblock_id: int) -> ResponseReturnValue:
    return _do(roadblock_levels.clear, roadblock_id)


def _do(action: Callable[..., None], roadblock_id: int) -> ResponseReturnValue:
    form, team_id = AnswerForm.sent(), _team()
    if not form.validate():
        return _page(team_id, roadblock_id, form, 422)
    me, now = sessions.me().person_id, clock.now()
    try:
        with transaction(g.db):
            action(g.db, roadblock_id, form.text.data or "", by=me, at=now)
    except Refused as refusal:
        told = said(refusal)
        if told.status == 404:
            abort(404)
        form.text.errors = [told.text]
        return _page(team_id, roadblock_id, form, told.status)
    where = url_for(".team", team_id=team_id) if team_id else url_for(".index")
    return redirect(where, 303)


def _team() -> int | None:
    """The team whose list the form stood in, if it is one of theirs."""
    wanted = request.form.get("team_id", type=int)
    return wanted if wanted in {one.id for one in sessions.me().led} else None


def _page(
    team_id: int | None = None,
    refused: int = 0,
    form: AnswerForm | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    me, today = sessions.me(), sessions.own().day
    return screen(
        "road_lead/index.html",
        status=status,
        roads=query.held_by(g.db, me.person_id, today, team_id=team_id),
        team_id=team_id,
        led=me.led,
        refused=refused,
        form=form or AnswerForm(),
        today=today,
        numbers=rulebook.book(g.db).on(today),
        words=road_words,
    )
