"""The demo's front door: be a worker, a leader, an admin with one tap, or try joining."""

from flask import Blueprint, abort, g, redirect, request
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import cards, codes
from uplift_pwa.db import transaction
from uplift_pwa.queries import demo
from uplift_pwa.queries.demo import Guise
from uplift_pwa.web import sessions
from uplift_pwa.web.render import screen

bp = Blueprint("demo", __name__)

HOME = {"staff": "/", "leader": "/lead", "admin": "/desk"}


@bp.get("/demo")
def show() -> ResponseReturnValue:
    return screen(
        "demo/show.html",
        guises={role: _guise(role) for role in HOME},
        card=_fresh_card(),
    )


@bp.post("/demo/sign-in")
def sign_in() -> ResponseReturnValue:
    role = request.form.get("as", "")
    if role not in HOME:
        abort(422)
    with transaction(g.db):
        guise = _guise(role) or abort(503)
        sessions.start(guise.person_id, confirmed=role != "staff")
    return redirect(HOME[role], 303)


def _guise(role: str) -> Guise | None:
    if role == "admin":
        return demo.admin(g.db)
    choose = demo.worker if role == "staff" else demo.leader
    return choose(g.db, at=clock.now())


def _fresh_card() -> tuple[Guise, str] | None:
    """A card for somebody who has not come aboard, and who they are; a new one each time."""
    with transaction(g.db):
        newcomer = demo.newcomer(g.db)
        if newcomer is None:
            return None
        code = cards.issue(g.db, newcomer.person_id, at=clock.now(), pepper=sessions.pepper())
    return newcomer, codes.in_groups(code)
