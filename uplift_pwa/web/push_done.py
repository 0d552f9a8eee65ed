"""“Done”, pressed on a notification: it goes the way of every completion, and says so."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import completions, operations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.languages import direction
from uplift_pwa.queries import push_devices
from uplift_pwa.queries.cards import Card
from uplift_pwa.web import i18n, sessions, today
from uplift_pwa.web.refusals import said

bp = Blueprint("push_done", __name__)


@bp.post("/push/completions")
def create() -> ResponseReturnValue:
    """Complete the day's first open challenge, once for a nudge whatever is pressed how often.

    The nudge is named by its tag and was owed to this very device; another day's is refused,
    and then the phone opens the screen. Answers what the notification says now.
    """
    tag = _tag()
    day = push_devices.nudged_day(g.db, tag, sessions.me().sign_in_id)
    if day is None:
        abort(404)
    view = today.now()
    if day != view.day:
        return {"problem": _("That day is over. Look at today’s.")}, 409
    try:
        done = _complete(tag, day, view.featured)
    except Refused as refusal:
        answer = said(refusal)
        return {"problem": answer.text}, answer.status
    return _notification(tag, done)


def _complete(tag: str, day: date, card: Card | None) -> Card | None:
    """The card that is done now; None where this nudge has been answered before."""
    me, now, found = sessions.me().person_id, clock.now(), []

    def record() -> None:
        if card is None:
            raise Refused("enough")
        completions.record(g.db, me, card.challenge_id, at=now, day=day)
        found.append(card)

    with transaction(g.db):
        operations.once(g.db, me, f"push-{tag}", {"push": tag}, at=now, do=record)
    return found[0] if found else None


def _tag() -> str:
    sent: Any = request.get_json(silent=True)
    tag = sent.get("tag") if isinstance(sent, dict) else None
    if not isinstance(tag, str) or not 0 < len(tag) <= 32:
        abort(422)
    return tag


def _notification(tag: str, card: Card | None) -> dict[str, object]:
    """In the shape of a push. A tap leads to where it can be undone."""
    language = str(i18n.locale())
    return {
        "notification": {
            "title": _("Lifted."),
            "body": _("Done: %(title)s", title=card.title) if card else "",
            "navigate": "/",
            "tag": tag,
            "lang": language.replace("_", "-"),
            "dir": direction(language),
        }
    }
