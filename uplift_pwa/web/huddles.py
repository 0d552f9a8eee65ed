"""The huddle: five sheets to hold up at shift start, the last of them the count."""

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import huddles, operations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import cards, huddle_screen, pool
from uplift_pwa.queries.cards import Card
from uplift_pwa.queries.huddle_screen import HuddleScreen
from uplift_pwa.web import i18n, lead, sessions
from uplift_pwa.web.huddle_form import HuddleForm
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("huddles", __name__, url_prefix="/lead/<id:team_id>/huddle")

EVERYBODY = 0  # the challenge of the huddle is nobody's own pick


@bp.get("")
def show(team_id: int) -> ResponseReturnValue:
    return _sheets(team_id)


@bp.post("")
def create(team_id: int) -> ResponseReturnValue:
    me = lead.led_or_404(team_id)
    form = HuddleForm.sent()
    if not form.validate():
        return _sheets(team_id, form, status=422)
    by, now, operation = me.person_id, clock.now(), form.operation.data or None
    count = (form.day.data, form.present.data, form.did_it.data)
    try:
        with transaction(g.db):
            operations.once(
                g.db,
                by,
                operation,
                {"huddle": team_id, "count": count},
                at=now,
                do=lambda: huddles.count(g.db, team_id, *count, by=by, at=now),
            )
    except Refused as refusal:
        form.did_it.errors = [said(refusal).text]
        return _sheets(team_id, form, status=422)
    return redirect(url_for("lead.show", team_id=team_id), 303)


def _sheets(
    team_id: int, form: HuddleForm | None = None, *, status: int = 200
) -> ResponseReturnValue:
    """The sheets; after a count that was not possible, the last one says why."""
    lead.led_or_404(team_id)
    day = sessions.own().day
    huddle = huddle_screen.of(g.db, team_id, day) or abort(404)
    counted = {} if huddle.present is None else {"present": huddle.present}
    counted |= {} if huddle.did_it is None else {"did_it": huddle.did_it}
    return screen(
        "lead/huddle.html",
        status=status,
        team_id=team_id,
        huddle=huddle,
        card=_card(team_id, huddle),
        form=form or HuddleForm.sent(day=day, **counted),
    )


def _card(team_id: int, huddle: HuddleScreen) -> Card | None:
    """A challenge of today that fits everybody in the team, wherever and whatever they are."""
    where = pool.Standing(pool.NOWHERE, huddle.department_id, pool.NOWHERE, team_id)
    place, own = sessions.me().place, sessions.own()
    found = cards.of_the_day(g.db, EVERYBODY, where, place, own.day, i18n.locale(), at=own.at)
    return next(iter(found), None)
