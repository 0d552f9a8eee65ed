"""The huddle's count: a leader says how many people without a phone did it."""

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import huddles
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.web import lead, sessions
from uplift_pwa.web.huddle_form import HuddleForm
from uplift_pwa.web.refusals import said

bp = Blueprint("huddles", __name__)


@bp.post("/lead/<id:team_id>/huddle")
def create(team_id: int) -> ResponseReturnValue:
    lead.led_or_404(team_id)
    form = HuddleForm.sent()
    if not form.validate():
        return lead.page(team_id, huddle=form, status=422)
    day, present, did_it = form.day.data, form.present.data, form.did_it.data
    try:
        with transaction(g.db):
            huddles.count(
                g.db, team_id, day, present, did_it, by=sessions.me().person_id, at=clock.now()
            )
    except Refused as refusal:
        form.did_it.errors = [said(refusal).text]
        return lead.page(team_id, huddle=form, status=422)
    return redirect(url_for("lead.show", team_id=team_id), 303)
