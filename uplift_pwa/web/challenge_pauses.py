"""Pausing a challenge by hand: why, asked first; it is offered again by publishing it."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import boosters, challenge_pauses
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import challenges
from uplift_pwa.web import sessions
from uplift_pwa.web.challenge_preview import drawn
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("challenge_pauses", __name__, url_prefix="/desk/challenges")


@bp.get("/<id:challenge_id>/pause")
def show(challenge_id: int) -> ResponseReturnValue:
    return _screen(challenge_id)


@bp.post("/<id:challenge_id>/pause")
def create(challenge_id: int) -> ResponseReturnValue:
    reason, by = tidy(request.form.get("reason")) or "", sessions.me().person_id
    try:
        with transaction(g.db):
            challenge_pauses.pause(g.db, challenge_id, reason=reason, by=by, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        if answer.status == 404:
            abort(404)
        return _screen(challenge_id, reason, answer.text, answer.status)
    return redirect(url_for("challenges.show", challenge_id=challenge_id), 303)


def _screen(
    challenge_id: int, reason: str = "", problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return screen(
        "challenges/pause.html",
        status=status,
        challenge=challenges.detail(g.db, challenge_id) or abort(404),
        reason=reason,
        problem=problem,
        longest=challenge_pauses.LONGEST_REASON,
        first_day=boosters.next_day(clock.now()),
        here="challenges.index",
        drawn=drawn,
    )
