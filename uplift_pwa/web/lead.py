"""Lead: a leader's teams, their days and streaks; never what a person did."""

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa.queries import team_screen
from uplift_pwa.web import sessions
from uplift_pwa.web.huddle_form import HuddleForm
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
    return page(team_id)


def page(
    team_id: int, *, huddle: HuddleForm | None = None, status: int = 200
) -> ResponseReturnValue:
    """The leader's page of a team, with a huddle's form as it was sent."""
    teams, day = led_or_404(team_id), sessions.own().day
    team = team_screen.of(g.db, team_id, day)
    counted = {"present": team.present, "did_it": team.did_it} if team else {}
    return screen(
        "lead/show.html",
        status=status,
        team=team,
        teams=teams,
        huddle=huddle or HuddleForm.sent(day=day, **counted),
        as_member=False,
    )


def led_or_404(team_id: int) -> list[tuple[int, str]]:
    """The teams the person leads, with this one among them; another's looks like none."""
    teams = team_screen.led_by(g.db, sessions.me().person_id)
    if team_id not in dict(teams):
        abort(404)
    return teams
