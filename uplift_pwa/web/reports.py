"""Words that the desk is asked to look at: from the feed, from thanks, and from customers."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import counter_answers
from uplift_pwa.actions import reports as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import reports
from uplift_pwa.web import answer_words, navigation, sessions
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.said_form import clean

bp = Blueprint("reports", __name__)

LAST_PAGE = 10_000


@bp.post("/reports/<kind>/<id:subject_id>")
def create(kind: str, subject_id: int) -> ResponseReturnValue:
    """A reader asks; whatever the answer, these words are gone for them."""
    own, why = sessions.own(), clean(request.form.get("why"))[: actions.MOST_SIGNS]
    try:
        with transaction(g.db):
            actions.report(
                g.db,
                kind,
                subject_id,
                person_id=sessions.me().person_id,
                team_id=own.team_id,
                why=why or None,
                at=clock.now(),
            )
    except Refused as refusal:
        answer = said(refusal)
        abort(answer.status, answer.text)
    return redirect(local_path(request.form.get("next"), url_for("team.show")), 303)


@bp.get("/desk/reports")
def index() -> ResponseReturnValue:
    return _inbox()


@bp.post("/desk/reports/<kind>/<id:subject_id>/decision")
def decide(kind: str, subject_id: int) -> ResponseReturnValue:
    hide, by = _decision({"hide": True, "keep": False}), sessions.me().person_id
    at = clock.now()
    return _did(lambda: actions.decide(g.db, kind, subject_id, hide=hide, by=by, at=at))


@bp.post("/desk/counter-answers/<id:answer_id>/decision")
def release(answer_id: int) -> ResponseReturnValue:
    """A customer's sentence: the team reads it, or it is put away."""
    show, by = _decision({"show": True, "away": False}), sessions.me().person_id
    at = clock.now()
    return _did(lambda: counter_answers.decide(g.db, answer_id, show=show, by=by, at=at))


def _decision(known: dict[str, bool]) -> bool:
    wanted = request.form.get("decision", "")
    return known[wanted] if wanted in known else abort(422)


def _did(action: Callable[[], Any]) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            action()
    except Refused:
        abort(404)
    return redirect(local_path(request.form.get("next"), url_for(".index")), 303)


def _inbox() -> Response:
    number = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    customers = request.args.get("of") == "customers"
    today = navigation.local(clock.now()).date()
    page = (
        reports.customers(g.db, number) if customers else reports.reported(g.db, number, today)
    )
    return screen(
        "reports/index.html",
        page=page,
        of="customers" if customers else None,
        number_of_page=number,
        here_url=url_for(".index", of="customers" if customers else None, page=number),
        answer_words=answer_words.usual(),
    )
