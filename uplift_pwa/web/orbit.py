"""Orbit: the climb of the whole organisation, the same picture for everybody."""

from fractions import Fraction
from math import ceil

from flask import Blueprint, g
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal, ngettext

from uplift_pwa.queries import orbit
from uplift_pwa.rules import campaign
from uplift_pwa.web import sessions
from uplift_pwa.web.render import screen
from uplift_pwa.web.words import own_stage_names

bp = Blueprint("orbit", __name__)

ENGINES = {"ready": "ready", "on": "on"}  # how the rocket wears a booster's phase


@bp.get("/orbit")
def show() -> ResponseReturnValue:
    own = sessions.own()
    found = orbit.of(g.db, own.day)
    half = None
    if found.climb:
        goal = campaign.Goal(found.climb.campaign.goal_acts)
        half = campaign.half_text(found.climb.acts, goal)
    phase = found.booster.phase(own.day) if found.booster else "over"
    names = own_stage_names(found.climb.campaign.stages if found.climb else ())
    return screen(
        "orbit/show.html",
        orbit=found,
        half=half,
        labels=tuple((percent, names[key]) for percent, key in reversed(campaign.STAGES)),
        day_number=(own.day - found.climb.campaign.launch_on).days if found.climb else 0,
        phase=phase,
        engine=ENGINES.get(phase, "off"),
        flame=found.climb.flame if found.climb else 0,
        answer_days=answer_days,
    )


def answer_days(days: Fraction) -> str:
    """A level's median in words."""
    told = format_decimal(float(days))
    return str(ngettext("%(days)s day", "%(days)s days", ceil(days), days=told))
