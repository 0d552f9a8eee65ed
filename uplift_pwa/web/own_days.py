"""My days off and my calendar: what only the person enters, and only the person sees."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField

from uplift_pwa import clock
from uplift_pwa.actions import days_off, rosters
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.rosters import RosterPlan
from uplift_pwa.db import transaction
from uplift_pwa.exchange.ical_file import read_calendar
from uplift_pwa.exchange.roster_values import Roster
from uplift_pwa.exchange.tables import MAX_BYTES
from uplift_pwa.exchange.unreadable import Unreadable
from uplift_pwa.queries import days_off as query
from uplift_pwa.web import roster_words, sessions
from uplift_pwa.web.forms import Form, required
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("own_days", __name__, url_prefix="/me/days")

SHOWN = 10
OPEN_END = date(2100, 1, 1)  # leave that an import began lasts until somebody ends it


class LeaveForm(Form):
    """From one day to another, without a reason."""

    first_on = DateField(_l("First day"), validators=[required()])
    last_on = DateField(_l("Last day"), validators=[required()])


@bp.get("")
def show() -> ResponseReturnValue:
    return _page()


@bp.post("/leave")
def take() -> ResponseReturnValue:
    form = LeaveForm(request.form)
    if not form.validate():
        return _page(422, form=form)
    return _do(days_off.take_leave, form.first_on.data, form.last_on.data, form=form)


@bp.post("/leave/<day>/end")
def end(day: str) -> ResponseReturnValue:
    try:
        first_on = date.fromisoformat(day)
    except ValueError:
        abort(404)
    return _do(days_off.end_leave, first_on)


@bp.post("/calendar")
def calendar() -> ResponseReturnValue:
    """The person's own calendar into their own diary, whatever staff numbers it may name."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(422, error=_("Choose a file first."))
    try:
        roster = read_calendar(sent.stream.read(MAX_BYTES + 1))
    except Unreadable as error:
        return _page(422, error=roster_words.unreadable(error))
    me = sessions.me().person_id
    with transaction(g.db):
        made = rosters.import_roster(g.db, roster, at=clock.now(), by=me, person_id=me)
    return _page(200 if made.changes else 422, made=made, roster=roster)


def _do(action: Any, *what: Any, form: LeaveForm | None = None) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            action(g.db, sessions.me().person_id, *what, on=sessions.own().day)
    except Refused as refusal:
        answer = said(refusal)
        if answer.status == 404:
            abort(404)
        return _page(answer.status, problem=answer.text, form=form)
    return redirect(url_for(".show"), 303)


def _page(
    status: int = 200,
    *,
    problem: str = "",
    error: str = "",
    form: LeaveForm | None = None,
    made: RosterPlan | None = None,
    roster: Roster | None = None,
) -> Response:
    refused = roster.refused if roster else []
    return screen(
        "days_off/own.html",
        status=status,
        problem=problem,
        error=error,
        form=form or LeaveForm(),
        leaves=query.leaves(g.db, sessions.me().person_id, sessions.own().day),
        open_end=OPEN_END,
        made=made,
        refused=[roster_words.refused(line) for line in refused[:SHOWN]],
    )
