"""Going first: a leader's own challenge, before everybody starts."""

from flask import Blueprint, Response, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import first_acts
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.models import FirstAct
from uplift_pwa.queries import cards, pool
from uplift_pwa.web import i18n, sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("first_acts", __name__, url_prefix="/lead/first")


@bp.get("")
def show() -> ResponseReturnValue:
    return _screen()


@bp.post("/<id:challenge_id>")
def create(challenge_id: int) -> ResponseReturnValue:
    me, own = sessions.me(), sessions.own()
    try:
        with transaction(g.db):
            first_acts.record(
                g.db, me.person_id, challenge_id, _standing(), day=own.day, at=clock.now()
            )
    except Refused as refusal:
        answer = said(refusal)
        if answer.status == 404:
            abort(404)
        return _screen(answer.text, answer.status)
    return redirect(url_for(".show"), 303)


def _screen(problem: str = "", status: int = 200) -> Response:
    me, own = sessions.me(), sessions.own()
    found = cards.of_the_day(
        g.db, me.person_id, _standing(), me.place, own.day, i18n.locale(), at=own.at
    )
    return screen(
        "first_acts/show.html",
        status=status,
        problem=problem,
        card=next((card for card in found if card.for_leaders), None),
        first=g.db.get(FirstAct, me.person_id),
    )


def _standing() -> pool.Standing:
    """Where the leader stands, as far as a challenge for leaders asks."""
    me = sessions.me()
    return pool.Standing(me.site_id, None, me.level_id, sessions.own().team_id, me.leads)
