"""The first day: how to take part, and the usual week."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import RadioField

from uplift_pwa import clock
from uplift_pwa.actions import joining
from uplift_pwa.db import transaction
from uplift_pwa.queries import people
from uplift_pwa.queries.diary import weekday_mask
from uplift_pwa.web import install, phone, sessions
from uplift_pwa.web.forms import Form, required
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.render import screen
from uplift_pwa.web.week import WeekFields

bp = Blueprint("join", __name__)

MODES = ("play", "quiet", "look")


class JoinForm(WeekFields, Form):
    mode = RadioField(choices=[(mode, mode) for mode in MODES], validators=[required()])


@bp.get("/join")
def edit() -> ResponseReturnValue:
    welcome = people.welcome(g.db, sessions.me().person_id)
    form = JoinForm(mode="quiet", **WeekFields.usual(welcome))
    return screen("join/edit.html", welcome=welcome, form=form, next_path=_next())


@bp.post("/join")
def update() -> ResponseReturnValue:
    form, me, day = JoinForm.sent(), sessions.me(), sessions.own().day
    if not form.validate():
        welcome = people.welcome(g.db, me.person_id)
        return screen(
            "join/edit.html", status=422, welcome=welcome, form=form, next_path=_next()
        )
    with transaction(g.db):
        joining.choose_mode(g.db, me.person_id, form.mode.data, on=day)
        joining.choose_week(
            g.db,
            me.person_id,
            weekday_mask(form.weekdays.data),
            form.starts.data,
            form.ends.data,
            on=day,
        )
        joining.join(g.db, me.person_id, at=clock.now())
    if me.role != "staff" or me.leads:
        return redirect(url_for("password.edit"), 303)
    return redirect(_way_on(), 303)


def _way_on() -> str:
    """An iPhone's home screen has a sign-in of its own: what leads there is shown first."""
    if install.system() == "ios" and _next() != phone.START:
        return url_for("install.show", joined="yes")
    return local_path(_next())


def _next() -> str:
    return local_path(request.values.get("next"), "")
