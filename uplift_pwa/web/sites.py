"""The sites on the desk: their clocks and their usual weeks, a page at a time."""

from datetime import time
from typing import Any

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError

from uplift_pwa import clock
from uplift_pwa.actions import sites as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import rulebook
from uplift_pwa.queries import settings_desk as query
from uplift_pwa.queries.diary import weekday_mask, weekdays
from uplift_pwa.rules.rulebook import BY_NAME
from uplift_pwa.web import sessions, zones
from uplift_pwa.web.forms import Form
from uplift_pwa.web.navigation import hour_text, listed, local, weekday_names
from uplift_pwa.web.people import number_in
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.teams import looked_for
from uplift_pwa.web.week import WeekFields

bp = Blueprint("sites", __name__, url_prefix="/desk/settings/sites")

LAST_PAGE = 10_000
HOURS = [str(hour) for hour in range(BY_NAME["roll_over_hour"].most + 1)]


class SiteForm(WeekFields, Form):
    """A site's clock, its own roll-over hour if it has one, and its usual week."""

    zone = StringField(_l("Which clock does it run on?"))
    hour = StringField(_l("When does its day begin?"))

    def validate_zone(self, field: Any) -> None:
        if field.data not in zones.known():
            raise ValidationError(_("Choose a clock from the list."))

    def validate_hour(self, field: Any) -> None:
        if field.data and field.data not in HOURS:
            raise ValidationError(_("Choose an hour from the list."))

    def wish(self) -> actions.Wish:
        return actions.Wish(
            zone=self.zone.data,
            hour=int(self.hour.data) if self.hour.data else None,
            weekdays=weekday_mask(self.weekdays.data),
            starts=self.starts.data,
            ends=self.ends.data,
        )


@bp.get("")
def index() -> ResponseReturnValue:
    words, number = looked_for(), number_in("page", LAST_PAGE) or 1
    rows, has_more = query.sites(g.db, words, number)
    return screen(
        "settings/sites.html",
        rows=rows,
        has_more=has_more,
        number_of_page=number,
        looked_for=words,
        hour=_hour_in_force(),
        days=_days,
        hours_text=_hours,
        hour_word=_hour,
    )


@bp.get("/<id:site_id>")
def show(site_id: int) -> ResponseReturnValue:
    return _show(site_id)


@bp.post("/<id:site_id>")
def update(site_id: int) -> ResponseReturnValue:
    form = SiteForm.sent()
    if not form.validate():
        return _show(site_id, form, 422)
    try:
        with transaction(g.db):
            by, now = sessions.me().person_id, clock.now()
            actions.revise(g.db, site_id, form.wish(), by=by, at=now)
    except Refused as refusal:
        form.zone.errors = [said(refusal).text]
        return _show(site_id, form, said(refusal).status)
    return redirect(url_for(".index", _anchor=f"site-{site_id}"), 303)


def _show(site_id: int, form: SiteForm | None = None, status: int = 200) -> ResponseReturnValue:
    site = query.site(g.db, site_id) or abort(404)
    form = form or SiteForm.sent(
        zone=site.zone,
        hour="" if site.hour is None else str(site.hour),
        **SiteForm.usual(site),
    )
    return screen(
        "settings/site.html",
        status=status,
        site=site,
        form=form,
        zones=zones.by_region(),
        hours=HOURS,
        hour_word=_hour,
        hour=_hour_in_force(),
    )


def _days(mask: int) -> str:
    """The weekdays of a week in words."""
    names = weekday_names()
    return listed(names[day] for day in sorted(weekdays(mask)))


def _hours(starts: time, ends: time) -> str:
    """From when to when; the end of a night is on the next day."""
    hours: str = _(
        "%(starts)s to %(ends)s",
        starts=hour_text(starts),
        ends=hour_text(ends),
    )
    return hours


def _hour(hour: int) -> str:
    return hour_text(time(hour))


def _hour_in_force() -> int:
    hour: int = rulebook.book(g.db).on(local(clock.now()).date()).roll_over_hour
    return hour
