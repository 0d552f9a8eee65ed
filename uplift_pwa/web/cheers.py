"""A leader cheers the whole team on, once a day."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import cheers
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.web import lead, sessions
from uplift_pwa.web.refusals import said

bp = Blueprint("cheers", __name__)


@bp.post("/lead/<id:team_id>/cheer")
def create(team_id: int) -> ResponseReturnValue:
    lead.led_or_404(team_id)
    words, me = request.form.get("words", ""), sessions.me()
    try:
        with transaction(g.db):
            cheers.give(g.db, team_id, words, by=me.person_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        return lead.page(team_id, status=answer.status, problem=answer.text)
    return redirect(url_for("lead.show", team_id=team_id), 303)
