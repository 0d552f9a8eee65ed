"""The desk's inbox: what stops people, shared ideas, and challenges that are paused."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import ideas as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import challenges, ideas, road_inbox, rulebook
from uplift_pwa.rules.settings import Settings
from uplift_pwa.web import challenge_words, i18n, road_words, sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("inbox", __name__, url_prefix="/desk/inbox")

LAST_PAGE = 10_000


@bp.get("")
def index() -> ResponseReturnValue:
    state, number = request.args.get("state"), _page()
    return screen(
        "inbox/index.html",
        inbox=road_inbox.page(g.db, _numbers(), state=state, number=number),
        chosen=state if state in road_inbox.STATES else None,
        number_of_page=number,
        relaunch=request.args.get("relaunch") == "yes",
        numbers=_numbers(),
        words=road_words,
    )


@bp.get("/challenges", endpoint="challenges")
def show_challenges() -> ResponseReturnValue:
    """Those that too many votes, or somebody, have paused (RULES 9), and why."""
    now = clock.now()
    return screen(
        "inbox/challenges.html",
        page=challenges.page(g.db, state="paused", words="", number=_page(), today=now.date()),
        words=challenge_words,
    )


@bp.get("/ideas", endpoint="ideas")
def show_ideas() -> ResponseReturnValue:
    return _ideas()


@bp.post("/ideas/<id:idea_id>/adoption")
def adopt(idea_id: int) -> ResponseReturnValue:
    me, by_whom = sessions.me().person_id, ideas.credited(g.db, idea_id)
    try:
        with transaction(g.db):
            challenge_id = actions.adopt(
                g.db,
                idea_id,
                language=i18n.locale(),
                credit=_("An idea of %(name)s.", name=by_whom) if by_whom else "",
                by=me,
                at=clock.now(),
            )
    except Refused as refusal:
        abort(said(refusal).status)
    return redirect(url_for("challenges.edit", challenge_id=challenge_id), 303)


@bp.post("/ideas/<id:idea_id>/answer")
def decline(idea_id: int) -> ResponseReturnValue:
    text = tidy(request.form.get("text")) or ""
    try:
        with transaction(g.db):
            actions.decline(g.db, idea_id, text, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        if refusal.code == "not_found":
            abort(404)
        return _ideas(idea_id, text, said(refusal).text)
    return redirect(url_for(".ideas"), 303)


def _ideas(idea_id: int = 0, text: str = "", error: str = "") -> ResponseReturnValue:
    number = _page()
    return screen(
        "inbox/ideas.html",
        status=422 if error else 200,
        page=ideas.inbox(g.db, _numbers(), number),
        number_of_page=number,
        numbers=_numbers(),
        refused=idea_id,
        text=text,
        error=error,
        most=actions.LONGEST,
    )


def _page() -> int:
    return max(1, min(request.args.get("page", 1, type=int), LAST_PAGE))


def _numbers() -> Settings:
    return rulebook.book(g.db).on(clock.now().date())
