"""Days off on the desk: sites' holidays to come, and days that count for nobody."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField, StringField
from wtforms.validators import Length

from uplift_pwa import clock
from uplift_pwa.actions import days_off
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import days_off as query
from uplift_pwa.web import sessions
from uplift_pwa.web.forms import Form, plain, required, tidy
from uplift_pwa.web.navigation import local
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("days_off", __name__, url_prefix="/desk/days-off")

EVERYWHERE = 0


class NeutralForm(Form):
    """Which day counts for nobody, where, and why."""

    site_id = SelectField(_l("Where"), coerce=int)
    day = DateField(_l("Which day"), validators=[required()])
    reason = StringField(
        _l("Why"),
        filters=[tidy],
        validators=[required(), Length(max=days_off.LONGEST_REASON), plain],
    )


class HolidayForm(Form):
    site_id = SelectField(_l("Which site"), coerce=int)
    day = DateField(_l("Which day"), validators=[required()])
    name = StringField(
        _l("What it is called"),
        filters=[tidy],
        validators=[required(), Length(max=days_off.LONGEST_REASON), plain],
    )


@bp.get("")
def index() -> ResponseReturnValue:
    return _page()


@bp.post("/neutral")
def declare() -> ResponseReturnValue:
    sites = query.sites(g.db)
    form = _neutral_form(sites)
    if not form.validate():
        return _page(422, sites=sites, neutral=form)
    return _do(
        days_off.declare_neutral,
        form.site_id.data or None,
        form.day.data,
        form.reason.data,
        neutral=form,
    )


@bp.post("/neutral/<id:neutral_id>/reversal")
def take_back(neutral_id: int) -> ResponseReturnValue:
    return _do(days_off.take_back_neutral, neutral_id)


@bp.post("/holidays")
def add_holiday() -> ResponseReturnValue:
    sites = query.sites(g.db)
    form = _holiday_form(sites)
    if not form.validate():
        return _page(422, sites=sites, holiday=form)
    return _do(
        days_off.add_holiday, form.site_id.data, form.day.data, form.name.data, holiday=form
    )


@bp.post("/holidays/<id:site_id>/<day>/removal")
def remove_holiday(site_id: int, day: str) -> ResponseReturnValue:
    return _do(days_off.remove_holiday, site_id, _day(day))


def _do(action: Any, *what: Any, **forms: Any) -> ResponseReturnValue:
    """One action in one transaction; a refusal is said on the page as it is now."""
    try:
        with transaction(g.db):
            action(g.db, *what, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        if answer.status == 404:
            abort(404)
        return _page(answer.status, problem=answer.text, **forms)
    return redirect(url_for(".index"), 303)


def _page(
    status: int = 200,
    *,
    problem: str = "",
    sites: list[query.SiteName] | None = None,
    neutral: Form | None = None,
    holiday: Form | None = None,
) -> Response:
    sites = query.sites(g.db) if sites is None else sites
    today = local(clock.now()).date()
    return screen(
        "days_off/index.html",
        status=status,
        problem=problem,
        neutral=neutral or _neutral_form(sites),
        holiday=holiday or _holiday_form(sites),
        neutral_days=query.neutral_days(g.db, today),
        holidays=query.holidays(g.db, today),
    )


def _neutral_form(sites: list[query.SiteName]) -> NeutralForm:
    form = NeutralForm(_sent("days_off.declare"), prefix="neutral-")
    everywhere = (EVERYWHERE, _("Everywhere"))
    form.site_id.choices = [everywhere, *((site.id, site.name) for site in sites)]
    return form


def _holiday_form(sites: list[query.SiteName]) -> HolidayForm:
    form = HolidayForm(_sent("days_off.add_holiday"), prefix="holiday-")
    form.site_id.choices = [(site.id, site.name) for site in sites]
    return form


def _sent(endpoint: str) -> Any:
    """What was sent, if it was sent to this form of the page."""
    return request.form if request.endpoint == endpoint else None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)
