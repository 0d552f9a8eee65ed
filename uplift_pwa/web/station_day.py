"""A turn at the shared tablet: today's three, each done with one tap, and four figures."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import completions, joining, pins, stations
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import cards, diary, people, pool, standing
from uplift_pwa.queries.moments import Watcher
from uplift_pwa.queries.station import Turn
from uplift_pwa.rules.stations import LOCKS_AFTER, PIN_LENGTH, WARNS_AFTER
from uplift_pwa.web import devices, i18n, sessions
from uplift_pwa.web.join import MODES
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.today_view import TodayView

bp = Blueprint("station_day", __name__, url_prefix="/station")

Act = Callable[[int, datetime], object]


@bp.get("/today")
def show() -> ResponseReturnValue:
    return _screen()


@bp.post("/challenges/<id:challenge_id>/completion")
def complete(challenge_id: int) -> ResponseReturnValue:
    return _act(lambda who, at: completions.record(g.db, who, challenge_id, at=at))


@bp.post("/completions/<id:completion_id>/reversal")
def undo(completion_id: int) -> ResponseReturnValue:
    return _act(lambda who, at: completions.undo(g.db, who, completion_id, at=at))


@bp.get("/pin")
def pin() -> ResponseReturnValue:
    return _pin_form()


@bp.post("/pin")
def keep_pin() -> ResponseReturnValue:
    """Only after a card or a moving code; somebody new takes part from here as well."""
    mode = request.form.get("mode", "quiet")
    if mode not in MODES:
        abort(422)
    turn = devices.turn()
    if turn is None or not turn.by_card:
        return _over()  # whoever finds the tablet open chooses nobody's figures
    return _act(lambda who, at: _keep(who, mode, at), again=_pin_form)


def _keep(person_id: int, mode: str, at: datetime) -> None:
    typed = request.form.get("pin", "")
    pins.keep(g.db, person_id, typed, at=at, pepper=sessions.pepper())
    turn = devices.turn()
    if turn is not None and not turn.joined:
        _come_aboard(person_id, mode, at)


def _come_aboard(person_id: int, mode: str, at: datetime) -> None:
    """Somebody without a phone takes part: as they say, with their site's usual week."""
    day, week = diary.today(g.db, person_id, at), people.welcome(g.db, person_id)
    joining.choose_mode(g.db, person_id, mode, on=day)
    joining.choose_week(g.db, person_id, week.weekdays, week.starts, week.ends, on=day)
    joining.join(g.db, person_id, at=at)


def _act(
    do: Act, *, again: Callable[..., ResponseReturnValue] | None = None
) -> ResponseReturnValue:
    """Do something as whoever's form it is, if their turn still lasts; nobody else's name."""
    device, now = devices.asking(), clock.now()
    try:
        with transaction(g.db):
            who = stations.stay(g.db, device.id, request.form.get("turn", ""), at=now)
            if who is None:
                return _over()
            do(who, now)
    except Refused as refusal:
        answer = said(refusal)
        if answer.status == 404:
            abort(404)
        return (again or _screen)(status=422, problem=answer.text)
    return redirect(url_for(".show"), 303)


def _screen(*, status: int = 200, problem: str = "") -> ResponseReturnValue:
    turn = devices.turn()
    if turn is None:
        return _over()
    view = _view(turn, clock.now())
    return _page("today", turn, status=status, problem=problem, view=view)


def _pin_form(*, status: int = 200, problem: str = "") -> ResponseReturnValue:
    turn = devices.turn()
    if turn is None or not turn.by_card:
        return _over()
    return _page("pin", turn, status=status, problem=problem, length=PIN_LENGTH)


def _page(name: str, turn: Turn, **more: Any) -> ResponseReturnValue:
    """A page of a turn: it knows whose it is, and when it closes by itself."""
    locks, warns = LOCKS_AFTER.seconds, WARNS_AFTER.seconds
    return screen(
        f"station/{name}.html", turn=turn, locks_after=locks, warns_after=warns, **more
    )


def _over() -> ResponseReturnValue:
    return redirect(url_for("station.show", over="yes"), 303)


def _view(turn: Turn, at: datetime) -> TodayView:
    here, margin = at.date(), timedelta(days=1)
    own = diary.diary(g.db, turn.person_id, here - margin, here + margin)
    day = own.service_day(at)
    team_id = own.team_on(day)
    now = standing.now(g.db, Watcher(turn.person_id, team_id, turn.site_id, at), day)
    department = now.team.department_id if now.team else None
    where = pool.Standing(turn.site_id, department, turn.level_id, team_id, turn.leads)
    found = cards.of_the_day(g.db, turn.person_id, where, turn.place, day, i18n.locale(), at=at)
    return TodayView(own, day, at, now, found)
