"""How uplift gets on a home screen: pictures for each system, the visitor's own one first."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_login import current_user

from uplift_pwa.web.render import screen

bp = Blueprint("install", __name__)

SYSTEMS = ("ios", "android", "desktop")
AGENTS = {"iPhone": "ios", "iPad": "ios", "iPod": "ios", "Android": "android"}


@bp.get("/install")
def show() -> ResponseReturnValue:
    """For whoever asks. An iPad that says it is a Mac is told apart by the page's script."""
    asked = request.args.get("system")
    own = asked if asked in SYSTEMS else system()
    return screen(
        "install/show.html",
        systems=sorted(SYSTEMS, key=lambda one: one != own),
        may_move=current_user.is_authenticated and current_user.kind == "own",
        joined="joined" in request.args,
    )


def system() -> str:
    """What the visitor's browser says it runs on."""
    agent = request.user_agent.string
    return next((system for word, system in AGENTS.items() if word in agent), "desktop")
