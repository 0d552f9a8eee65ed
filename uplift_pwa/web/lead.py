"""Lead: a leader's teams, their days and streaks; never what a person did."""

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa.queries import team_screen
from uplift_pwa.web import sessions
from uplift_pwa.web.render import screen

bp = Blueprint("lead", __name__, url_prefix="/lead")


@bp.get("")
def index() -> ResponseReturnValue:
    teams = team_screen.led_by(g.db, sessions.me().person_id)
    if not teams:
        abort(404)
    return redirect(url_for(".show", team_id=teams[0][0]))


@bp.get("/<id:team_id>")
def show(team_id: int) -> ResponseReturnValue:
    teams = team_screen.led_by(g.db, sessions.me().person_id)
    if team_id not in dict(teams):
        abort(404)  # somebody else's team looks like none
    team = team_screen.of(g.db, team_id, sessions.own().day)
    return screen("lead/show.html", team=team, teams=teams, as_member=False)
