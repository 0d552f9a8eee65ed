"""Today: the challenges of the day, completing one with one tap, and taking it back."""

from datetime import date

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import completions, days_off, moments, operations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import cards, pool, standing
from uplift_pwa.queries.moments import Watcher
from uplift_pwa.web import i18n, sessions
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen, wants_fragment
from uplift_pwa.web.today_view import TodayView

bp = Blueprint("today", __name__)


@bp.get("/")
def show() -> Response:
    return _screen(["cards"], asked_for=request.args.get("challenge", type=int))


@bp.post("/challenges/<id:challenge_id>/completion")
def complete(challenge_id: int) -> ResponseReturnValue:
    me, now = sessions.me(), clock.now()
    try:
        with transaction(g.db):
            operations.once(
                g.db,
                me.person_id,
                request.form.get("operation"),
                {"challenge": challenge_id, "day": request.form.get("day")},
                at=now,
                do=lambda: completions.record(
                    g.db,
                    me.person_id,
                    challenge_id,
                    at=now,
                    day=_day_in("day"),
                ),
            )
    except Refused as refusal:
        return _refused(refusal)
    if not wants_fragment():
        return redirect(local_path(request.form.get("next"), url_for(".show")), 303)
    parts = ["cards", "house", "strip", "moment"]
    return _screen(parts, just_done=challenge_id, out_of_band=True)


@bp.post("/completions/<id:completion_id>/reversal")
def undo(completion_id: int) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            completions.undo(g.db, sessions.me().person_id, completion_id, at=clock.now())
    except Refused as refusal:
        return _refused(refusal)
    if not wants_fragment():
        return redirect(url_for(".show"), 303)
    return _screen(["cards", "house", "strip"], out_of_band=True)


@bp.post("/today/moment/farewell")
def put_away() -> ResponseReturnValue:
    """A bigger moment was seen: the next one may come."""
    own = sessions.own()
    award_id, kept = request.form.get("award", 0, type=int), _day_in("kept")
    with transaction(g.db):
        moments.put_away(
            g.db,
            sessions.me().person_id,
            award_id=award_id,
            kept_on=min(kept, own.day) if kept else None,
            at=own.at,
        )
    if not wants_fragment():
        return redirect(url_for(".show"), 303)
    return _screen(["moment"])


@bp.post("/today/working")
def working() -> ResponseReturnValue:
    """On a day off, somebody says that they are working."""
    own = sessions.own()
    with transaction(g.db):
        days_off.say_working(g.db, sessions.me().person_id, day=own.day, at=own.at)
    return redirect(url_for(".show"), 303)


def _screen(
    fragments: list[str],
    *,
    asked_for: int | None = None,
    just_done: int | None = None,
    out_of_band: bool = False,
    status: int = 200,
    problem: str = "",
) -> Response:
    own, me = sessions.own(), sessions.me()
    watcher = Watcher(me.person_id, own.team_id, me.site_id, own.at)
    now = standing.now(g.db, watcher, own.day)
    where = pool.Standing(
        me.site_id,
        now.team.department_id if now.team else None,
        me.level_id,
        own.team_id,
        me.leads,
    )
    found = cards.of_the_day(g.db, me.person_id, where, me.place, own.day, i18n.locale())
    view = TodayView(
        own.diary,
        own.day,
        own.at,
        now,
        found,
        asked_for=asked_for,
        just_done=just_done,
    )
    return screen(
        "today/show.html",
        fragments=fragments,
        status=status,
        view=view,
        out_of_band=out_of_band,
        problem=problem,
    )


def _refused(refusal: Refused) -> Response:
    """Say why, on the page as it is now. What is not theirs is not there."""
    answer = said(refusal)
    if answer.status == 404:
        abort(404)
    g.db.rollback()
    return _screen(["cards"], status=422, problem=answer.text)


def _day_in(field: str) -> date | None:
    text = request.form.get(field)
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        abort(400, _("That is not a day."))
