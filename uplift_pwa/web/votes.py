"""Worth it? One tap after an act: it made a difference, or it was just a tick."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import operations, votes
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.web import sessions, today
from uplift_pwa.web.render import wants_fragment

bp = Blueprint("votes", __name__)

SAID = {"difference": False, "box": True}


@bp.post("/completions/<id:completion_id>/vote")
def create(completion_id: int) -> ResponseReturnValue:
    worth = request.form.get("worth", "")
    if worth not in SAID:
        abort(422)
    me, now, is_box = sessions.me().person_id, clock.now(), SAID[worth]
    try:
        with transaction(g.db):
            operations.once(
                g.db,
                me,
                request.form.get("operation"),
                {"vote": completion_id, "worth": worth},
                at=now,
                do=lambda: votes.cast(g.db, me, completion_id, is_box=is_box, at=now),
            )
    except Refused:
        abort(404)
    if wants_fragment():
        return today.after(completion_id)
    return redirect(url_for("today.show"), 303)
