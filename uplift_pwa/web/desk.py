"""The desk's front door: the way to the first day, and the challenges once it is cleared."""

from dataclasses import asdict, dataclass

from flask import Blueprint, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.queries import first_steps, snapshots
from uplift_pwa.web.navigation import local
from uplift_pwa.web.render import screen

bp = Blueprint("desk", __name__)


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the way: what it is, why, and where it is done."""

    title: str
    why: str
    action: str
    href: str


@bp.get("/desk")
def index() -> ResponseReturnValue:
    if first_steps.is_cleared(g.db):
        return redirect(url_for("challenges.index"))
    now = clock.now()
    kept = snapshots.kept(g.db, first_steps.NAME, at=now)
    found = first_steps.of(g.db, local(now).date(), at=now, kept=kept)
    done, steps = asdict(found), _steps()
    return screen(
        "desk/index.html",
        steps=[(step, done[name]) for name, step in steps.items()],
        counted_at=kept and kept.counted_at,
        next=next(step for name, step in steps.items() if not done[name]),
    )


def _steps() -> dict[str, Step]:
    return {
        "people": Step(
            _("Bring your people in"),
            _("The file your HR system exports. Nothing changes until you say so."),
            _("Bring a file"),
            url_for("imports.new"),
        ),
        "cards": Step(
            _("Print their cards"),
            _("One card opens one phone. No e-mail is needed."),
            _("Print cards"),
            url_for("people.index", state="none"),
        ),
        "leaders": Step(
            _("Name the leaders"),
            _("Every team has somebody whom people can turn to."),
            _("See the teams"),
            url_for("teams.index", state="unled"),
        ),
        "challenges": Step(
            _("Write the first challenges"),
            _("Five for everybody, in each language people read, and one for those who lead."),
            _("Write challenges"),
            url_for("challenges.index"),
        ),
        "plan": Step(
            _("Plan the launch"),
            _("Four steps: the goal, the stages, the day, and the second engine."),
            _("Plan it"),
            url_for("launch.index"),
        ),
        "first_acts": Step(
            _("Let the leaders go first"),
            _("They claim their cards and do one small thing for their own team."),
            _("See who is still missing"),
            url_for("launch.index"),
        ),
        "cleared": Step(
            _("Clear it for everybody"),
            _("Every department and every level starts at the same moment."),
            _("Open the board"),
            url_for("launch.index"),
        ),
    }
