"""Did this help you? One tap by the colleague whom an act names (RULES 9)."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import confirmations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.said import MOST_SIGNS
from uplift_pwa.db import transaction
from uplift_pwa.rules.answers import ANSWERS
from uplift_pwa.web import i18n, said_form, sessions, today
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import wants_fragment

bp = Blueprint("confirmations", __name__)


@bp.post("/completions/<id:completion_id>/answer")
def create(completion_id: int) -> ResponseReturnValue:
    word = request.form.get("word", "")
    if word not in ANSWERS:
        abort(422)
    sentence = said_form.clean(request.form.get("sentence"))[:MOST_SIGNS]
    try:
        with transaction(g.db):
            confirmations.answer(
                g.db,
                completion_id,
                sessions.me().person_id,
                word,
                sentence=sentence or None,
                language=i18n.locale(),
                at=clock.now(),
            )
    except Refused as refusal:
        abort(said(refusal).status)
    if wants_fragment():
        return today.news(answered=True)
    return redirect(local_path(request.form.get("next"), url_for("today.show")), 303)
