"""Why did this change? The reasons of one's own lift and marks, of the team, of everybody."""

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, abort, g, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa.queries import reasons as query
from uplift_pwa.web import reason_words, rule_words, sealed, sessions
from uplift_pwa.web.navigation import local
from uplift_pwa.web.render import screen
from uplift_pwa.web.urls import LARGEST

bp = Blueprint("reasons", __name__)


@dataclass(frozen=True, slots=True)
class Whose:
    """One of the three lists: whose changes they are, and where they are read."""

    endpoint: str
    title: str
    about: str
    kinds: tuple[str, ...]
    owner_id: int


def own_list() -> Whose:
    about = _("Your lift and your marks. Only you see this.")
    return Whose(".own", _("Why did this change?"), about, query.OWN, sessions.me().person_id)


def team_list() -> Whose:
    team_id = sessions.own().team_id or abort(404)
    about = _("Your team’s days, run, covers and marks.")
    return Whose(".team", _("Why did the team’s run change?"), about, ("team",), team_id)


def orbit_list() -> Whose:
    about = _("What moved the climb for everybody.")
    return Whose(".orbit", _("Why did the climb change?"), about, ("everybody",), 0)


@bp.get("/why")
def own() -> ResponseReturnValue:
    return show(own_list())


@bp.get("/team/why")
def team() -> ResponseReturnValue:
    return show(team_list())


@bp.get("/orbit/why")
def orbit() -> ResponseReturnValue:
    return show(orbit_list())


def show(whose: Whose) -> ResponseReturnValue:
    """A page of changes, newest first; `before` in the address leads on to older ones."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before <= LARGEST:
        abort(404)
    page = query.page(
        g.db, whose.kinds, whose.owner_id, reader=sessions.me().person_id, before=before
    )
    return screen(
        "reasons/show.html",
        whose=whose,
        page=page,
        before=before,
        sealed=_sealed(whose, before),
        local=local,
        sentence=reason_words.sentence,
        titles=rule_words.paragraph_titles(),
    )


def _sealed(whose: Whose, before: int | None) -> list[tuple[date, int]]:
    """On one's own first page: the days of reports without a name, and their lift."""
    if whose.endpoint != ".own" or before:
        return []
    return sorted(sealed.lift().items(), reverse=True)[: query.PAGE]
