"""Cases: asking the desk about a change, and the desk's page that answers."""

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import cases as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import cases as query
from uplift_pwa.queries import reasons
from uplift_pwa.web import reason_words, rule_words, sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.render import screen

bp = Blueprint("cases", __name__)

WHERE = {"team": "reasons.team", "everybody": "reasons.orbit"}
LAST_PAGE = 10_000


@bp.get("/why/<id:reason_id>/case")
def new(reason_id: int) -> ResponseReturnValue:
    return _form(reason_id)


@bp.post("/why/<id:reason_id>/case")
def create(reason_id: int) -> ResponseReturnValue:
    person_id, team_id = sessions.me().person_id, sessions.own().team_id
    text = tidy(request.form.get("text")) or ""
    reason = _readable(reason_id)
    try:
        with transaction(g.db):
            actions.begin(
                g.db, reason_id, text, person_id=person_id, team_id=team_id, at=clock.now()
            )
    except Refused as refusal:
        return _form(reason_id, text, _said(refusal))
    return redirect(url_for(WHERE.get(reason.owner_kind, "reasons.own")), 303)


@bp.get("/desk/cases")
def index() -> ResponseReturnValue:
    return _page()


@bp.post("/desk/cases/<id:case_id>/answer")
def answer(case_id: int) -> ResponseReturnValue:
    text = tidy(request.form.get("text")) or ""
    try:
        with transaction(g.db):
            by = sessions.me().person_id
            actions.answer(g.db, case_id, text, by=by, at=clock.now())
    except Refused as refusal:
        return _page(case_id, text, _said(refusal))
    return redirect(url_for(".index"), 303)


@bp.post("/desk/cases/<id:case_id>/recount")
def recount(case_id: int) -> ResponseReturnValue:
    day = sessions.own().day
    try:
        with transaction(g.db):
            by = sessions.me().person_id
            actions.recount(g.db, case_id, day=day, by=by, at=clock.now())
    except Refused as refusal:
        return _page(case_id, "", _said(refusal))
    return redirect(url_for(".index", _anchor=f"case-{case_id}"), 303)


def _said(refusal: Refused) -> str:
    if refusal.code == "not_found":
        abort(404)
    texts: dict[str, str] = {
        "empty": _("This is still empty."),
        "too_long": _("That is longer than %(max)d signs.", max=actions.MOST_SIGNS),
        "enough_cases": _(
            "Ten questions of yours are with the desk. Wait for an answer first."
        ),
        "nothing_to_count": _("This is everybody’s. “uplift verify --repair” counts it anew."),
    }
    return texts[refusal.code]


def _readable(reason_id: int) -> reasons.Readable:
    found = reasons.readable(
        g.db, reason_id, person_id=sessions.me().person_id, team_id=sessions.own().team_id
    )
    return found or abort(404)


def _form(reason_id: int, text: str = "", error: str = "") -> ResponseReturnValue:
    return screen(
        "cases/new.html",
        status=422 if error else 200,
        reason=_readable(reason_id),
        back=WHERE,
        text=text,
        error=error,
        most=actions.MOST_SIGNS,
        sentence=reason_words.sentence,
    )


def _page(case_id: int = 0, text: str = "", error: str = "") -> ResponseReturnValue:
    number = min(request.args.get("page", 1, type=int), LAST_PAGE)
    return screen(
        "cases/index.html",
        status=422 if error else 200,
        page=query.page(g.db, max(number, 1)),
        number_of_page=max(number, 1),
        refused=case_id,
        text=text,
        error=error,
        most=actions.MOST_SIGNS,
        sentence=reason_words.sentence,
        titles=rule_words.paragraph_titles(),
    )
