"""Push on the desk: whom it reaches, what became of it, and which push services are trusted."""

from collections.abc import Callable

from flask import Blueprint, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import push_hosts
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.push.kinds import KINDS
from uplift_pwa.queries import push_desk as query
from uplift_pwa.queries import push_units, push_week
from uplift_pwa.web import navigation, push_desk_words, sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("push_desk", __name__, url_prefix="/desk/push")

TIMED = [name for name, kind in KINDS.items() if kind.timed]


@bp.get("")
def show() -> ResponseReturnValue:
    return _screen()


@bp.post("/hosts")
def trust() -> ResponseReturnValue:
    host, at = request.form.get("host", ""), clock.now()
    by = sessions.me().person_id
    return _did(lambda: push_hosts.trust(g.db, host, by=by, at=at))


@bp.post("/hosts/end")
def distrust() -> ResponseReturnValue:
    host, at = request.form.get("host", ""), clock.now()
    by = sessions.me().person_id
    return _did(lambda: push_hosts.distrust(g.db, host, by=by, at=at))


def _did(action: Callable[[], None]) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            action()
    except Refused as refusal:
        answer = said(refusal)
        g.db.rollback()
        return _screen(answer.text, answer.status)
    return redirect(url_for(".show", _anchor="hosts"), 303)


def _screen(problem: str = "", status: int = 200) -> Response:
    now = clock.now()
    day = navigation.local(now).date()
    pulse = query.pulse(g.db, TIMED, at=now)
    kept = pulse.kept
    return screen(
        "push_desk/show.html",
        status=status,
        problem=problem,
        typed=request.form.get("host", "") if problem else "",
        reach=push_units.reached(g.db, day, kept),
        week=push_week.week(g.db, at=now, day=day, kept=kept),
        counted_at=kept and kept.counted_at,
        pulse=pulse,
        now=now,
        words=push_desk_words,
    )
