"""Today: the challenges of the day, completing one with one tap, and taking it back."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import completions, days_off, moments, operations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import cards, pool, standing
from uplift_pwa.queries.moments import Watcher
from uplift_pwa.web import answer_words, i18n, said_form, sessions
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen, wants_fragment
from uplift_pwa.web.said_form import Typed
from uplift_pwa.web.today_view import Asked, TodayView

bp = Blueprint("today", __name__)

AFTER = ["cards", "house", "strip", "asking", "moment", "offer"]


@bp.get("/")
def show() -> Response:
    return _screen(["cards"], asked_for=request.args.get("challenge", type=int))


@bp.post("/challenges/<id:challenge_id>/completion")
def complete(challenge_id: int) -> ResponseReturnValue:
    typed = said_form.read()
    helped_id, choices = said_form.who(typed, sessions.me().person_id)
    unclear = bool(typed.name) and helped_id is None
    try:
        done = _record(challenge_id, typed, helped_id)
    except Refused as refusal:
        return _refused(refusal)
    if wants_fragment():
        asked = Asked(challenge_id, choices=choices, typed=typed if unclear else None)
        return _screen(AFTER, asked=asked, out_of_band=True)
    if unclear and done:
        which = url_for("sentences.show", completion_id=done, name=typed.name)
        return redirect(which, 303)
    return redirect(local_path(request.form.get("next"), url_for(".show")), 303)


def _record(challenge_id: int, typed: Typed, helped_id: int | None) -> int | None:
    """The id of the act, or None where this very operation was answered before."""
    me, now, day = sessions.me().person_id, clock.now(), _day_in("day")
    found: list[int] = []

    def record() -> None:
        words = typed.said(helped_id)
        done = completions.record(g.db, me, challenge_id, at=now, day=day, **words)
        found.append(done.completion_id)

    with transaction(g.db):
        payload = {"challenge": challenge_id, "day": request.form.get("day")} | typed.payload
        operation = request.form.get("operation")
        operations.once(g.db, me, operation, payload, at=now, do=record)
    return found[0] if found else None


def after(completion_id: int, **more: Any) -> Response:
    """The cards as they are when more has been said of an act that was just done."""
    asked = Asked(completion_id=completion_id, **more)
    return _screen(["cards"], asked=asked, status=422 if asked.problem else 200)


def news(*, answered: bool) -> Response:
    """What waits about acts that helped, when one of it has been answered."""
    return _screen(["news"], answered=answered)


@bp.post("/completions/<id:completion_id>/reversal")
def undo(completion_id: int) -> ResponseReturnValue:
    me, now = sessions.me().person_id, clock.now()
    try:
        with transaction(g.db):
            operations.once(
                g.db,
                me,
                request.form.get("operation"),
                {"undo": completion_id},
                at=now,
                do=lambda: completions.undo(g.db, me, completion_id, at=now),
            )
    except Refused as refusal:
        return _refused(refusal)
    if not wants_fragment():
        return redirect(url_for(".show"), 303)
    return _screen(["cards", "house", "strip", "moment"], out_of_band=True)


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
    asked: Asked | None = None,
    answered: bool = False,
    out_of_band: bool = False,
    status: int = 200,
    problem: str = "",
) -> Response:
    view = now(asked_for, asked)
    return screen(
        "today/show.html",
        fragments=fragments,
        status=status,
        view=view,
        out_of_band=out_of_band,
        problem=problem,
        answers=answer_words.said(view.news.words),
        answered=answered,
    )


def now(asked_for: int | None = None, asked: Asked | None = None) -> TodayView:
    """The person's day as it is. Four SELECTs, that of who is asking included."""
    own, me = sessions.own(), sessions.me()
    watcher = Watcher(me.person_id, own.team_id, me.site_id, own.at)
    found = standing.now(g.db, watcher, own.day)
    where = pool.Standing(
        me.site_id,
        found.team.department_id if found.team else None,
        me.level_id,
        own.team_id,
        me.leads,
    )
    given, news = cards.with_news(
        g.db, me.person_id, where, me.place, own.day, i18n.locale(), at=own.at
    )
    return TodayView(
        own.diary,
        own.day,
        own.at,
        found,
        given,
        news,
        asked_for=asked_for,
        asked=asked or Asked(),
        may_ask=me.kind == "own",
        leads=me.leads,
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
