"""One person on the desk: where they belong, their cards, their usual week."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import people as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import person_desk, teams_desk
from uplift_pwa.queries.diary import weekday_mask
from uplift_pwa.queries.person_desk import Shift
from uplift_pwa.web import challenge_words, import_words, sessions
from uplift_pwa.web.forms import Form
from uplift_pwa.web.navigation import hour_text, local
from uplift_pwa.web.people import states
from uplift_pwa.web.render import screen
from uplift_pwa.web.week import WeekFields

bp = Blueprint("person", __name__, url_prefix="/desk/people/<id:person_id>")


class WeekForm(WeekFields, Form):
    pass


@bp.get("")
def show(person_id: int) -> ResponseReturnValue:
    return _show(person_id)


@bp.post("/week")
def set_week(person_id: int) -> ResponseReturnValue:
    form = WeekForm.sent()
    if not form.validate():
        return _show(person_id, form, 422)
    week = weekday_mask(form.weekdays.data), form.starts.data, form.ends.data
    by = sessions.me().person_id
    try:
        with transaction(g.db):
            actions.set_week(g.db, person_id, week, by=by, at=clock.now())
    except Refused:
        abort(404)
    return redirect(url_for(".show", person_id=person_id), 303)


@bp.post("/card/end")
def end_card(person_id: int) -> ResponseReturnValue:
    by = sessions.me().person_id
    try:
        with transaction(g.db):
            actions.revoke_cards(g.db, person_id, by=by, at=clock.now())
    except Refused:
        abort(404)
    return redirect(url_for(".show", person_id=person_id), 303)


def _show(
    person_id: int, form: WeekForm | None = None, status: int = 200
) -> ResponseReturnValue:
    now = clock.now()
    today = local(now).date()
    person = person_desk.of(g.db, person_id, today=today, at=now) or abort(404)
    return screen(
        "people/person.html",
        status=status,
        person=person,
        where=teams_desk.whereabouts(g.db, person_id, today),
        shifts=person_desk.roster(g.db, person_id, today=today),
        form=form or WeekForm(**WeekFields.usual(person.week or person.usual)),
        span=_span(person.zone),
        language=challenge_words.language,
        today=today,
        levels=import_words.levels(),
        states=states(),
        me=sessions.me(),
        here="people.index",
    )


def _span(zone: str) -> Callable[[Shift], str]:
    """From when until when a shift is, on the clock of the person's site."""

    def span(shift: Shift) -> str:
        ends = [at.astimezone(ZoneInfo(zone)) for at in (shift.starts_at, shift.ends_at)]
        first, last = map(hour_text, ends)
        return str(_("%(first)s to %(last)s", first=first, last=last))

    return span
