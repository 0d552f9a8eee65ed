"""The desk's challenges several at once: a step for all that are ticked, and a copy of one."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import challenge_sets
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.web import challenges, sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.refusals import said

bp = Blueprint("challenge_sets", __name__, url_prefix="/desk/challenges")
MOST = 100
LARGEST = 2**31
ASKS = {"pause": ("reason",), "pack": ("pack",)}  # what a step wants to be told


@bp.post("/selection")
def update() -> ResponseReturnValue:
    """All of them or none; the list says of each why not."""
    step, ticked = request.form.get("step", ""), _ticked()
    if step not in challenge_sets.STEPS:
        abort(400)
    if not ticked:
        return challenges.listing(422, problem=_("Tick at least one challenge first."))
    told = {name: _said(name) for name in ASKS.get(step, ())}
    if not all(told.values()):
        problem = _("Say why they pause.") if step == "pause" else _("Say into which pack.")
        return challenges.listing(422, problem=problem, ticked=ticked)
    try:
        with transaction(g.db):
            by = sessions.me().person_id
            challenge_sets.step_all(g.db, ticked, step, by=by, at=clock.now(), **told)
    except challenge_sets.RefusedSome as some:
        refused = {one: said(Refused(code)).text for one, code in some.codes.items()}
        problem = _("Nothing is changed yet: some of them need something first.")
        return challenges.listing(
            422, problem=problem, refused=refused, ticked=ticked, sent=request.form
        )
    return redirect(url_for("challenges.index", **challenges.asked_for()), 303)


@bp.post("/<id:challenge_id>/copy")
def create(challenge_id: int) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            new = challenge_sets.copy(
                g.db, challenge_id, by=sessions.me().person_id, at=clock.now()
            )
    except Refused as refusal:
        abort(said(refusal).status)
    return redirect(url_for("challenges.edit", challenge_id=new), 303)


def _said(name: str) -> str:
    return tidy(request.form.get(name)) or ""


def _ticked() -> set[int]:
    sent = request.form.getlist("challenge", type=int)[:MOST]
    return {one for one in sent if 0 < one < LARGEST}
