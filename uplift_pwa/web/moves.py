"""A person's team, on the desk: they move, leave, and come back, from the next day on."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import team_people
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import teams_desk
from uplift_pwa.web import sessions
from uplift_pwa.web.render import screen
from uplift_pwa.web.teams import chosen, looked_for, today

bp = Blueprint("moves", __name__, url_prefix="/desk/people/<id:person_id>/team")


@bp.get("")
def edit(person_id: int) -> ResponseReturnValue:
    return screen(
        "teams/person.html",
        person=teams_desk.whereabouts(g.db, person_id, today()) or abort(404),
        found=teams_desk.find(g.db, looked_for()),
        looked_for=looked_for(),
        here="people.index",
    )


@bp.post("")
def update(person_id: int) -> ResponseReturnValue:
    return _do(person_id, team_people.move, person_id, chosen("team"))


@bp.post("/leaving")
def leave(person_id: int) -> ResponseReturnValue:
    return _do(person_id, team_people.leave, person_id)


def _do(person_id: int, act: Callable[..., Any], *what: int) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            act(g.db, *what, by=sessions.me().person_id, at=clock.now())
    except Refused:
        abort(404)
    return redirect(url_for(".edit", person_id=person_id), 303)
