"""Team: the days, the streak, the badges of the person's own team."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from uplift_pwa.queries import team_screen
from uplift_pwa.rules import badges
from uplift_pwa.web import sessions
from uplift_pwa.web.render import screen

bp = Blueprint("team", __name__)

# The badges that can be earned by now; the others come with their rules.
OFFERED = ("ignition", "lift-off")


@bp.get("/team")
def show() -> ResponseReturnValue:
    own = sessions.own()
    team = team_screen.of(g.db, own.team_id, own.day) if own.team_id else None
    earned = team_screen.awards(g.db, "team", own.team_id) if own.team_id else {}
    marks = [(badges.BY_KEY[key], earned.get(key)) for key in OFFERED]
    return screen("team/show.html", team=team, marks=marks)
