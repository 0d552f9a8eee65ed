"""Nudges: asked about well, at one's own moment, about what one wants, on one's own phones."""

from datetime import time

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import reminders
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.reminders import Wish
from uplift_pwa.db import transaction
from uplift_pwa.queries import push_devices
from uplift_pwa.queries.push_devices import Wishes
from uplift_pwa.web import device_words, sessions
from uplift_pwa.web.nudge_form import AT_START, MomentForm
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("nudges", __name__, url_prefix="/nudges")


@bp.get("")
def show() -> ResponseReturnValue:
    return _screen(sent=request.args.get("sent", type=int))


@bp.get("/asking")
def ask() -> ResponseReturnValue:
    wishes = _wishes()
    return screen("nudges/ask.html", form=_filled(wishes), wishes=wishes, kind=_kind())


@bp.post("/moment")
def choose() -> ResponseReturnValue:
    """The person's moment and quiet hours; without scripts this is all there is to it."""
    form = MomentForm.sent()
    if not form.validate():
        return _screen(422, form=form)
    try:
        with transaction(g.db):
            reminders.choose(g.db, sessions.me().person_id, _wish(form), at=clock.now())
    except Refused as refusal:
        form.cue.errors = [said(refusal).text]
        return _screen(422, form=form)
    return redirect(url_for(".show"), 303)


@bp.post("/switches")
def switch() -> ResponseReturnValue:
    """What is ticked is on; what was not shown stays as it was."""
    wanted = {name: name in request.form for name in _shown()}
    with transaction(g.db):
        reminders.switch_all(g.db, sessions.me().person_id, wanted, at=clock.now())
    return redirect(url_for(".show", _anchor="kinds"), 303)


@bp.post("/later")
def decline() -> ResponseReturnValue:
    """Not now: Today does not ask again for a fortnight."""
    with transaction(g.db):
        reminders.decline(g.db, sessions.me().person_id, at=clock.now())
    return redirect(url_for("today.show"), 303)


def _screen(
    status: int = 200, *, form: MomentForm | None = None, sent: int | None = None
) -> ResponseReturnValue:
    me, wishes = sessions.me(), _wishes()
    devices = push_devices.of(g.db, me.person_id, me.sign_in_id)
    return screen(
        "nudges/show.html",
        status=status,
        form=form or _filled(wishes),
        wishes=wishes,
        kinds=device_words.kinds(_shown()),
        this=next((one for one in devices if one.is_this), None),
        others=[one for one in devices if not one.is_this],
        device_name=device_words.name,
        sent=sent,
        kind=_kind(),
    )


def _wishes() -> Wishes:
    found = push_devices.wishes(g.db, sessions.me().person_id)
    return found or push_devices.UNASKED


def _kind() -> str:
    return sessions.me().kind


def _shown() -> list[str]:
    """The switches somebody has; that of leaders is there for who leads."""
    leads = sessions.me().leads
    return [name for name in reminders.SWITCHES if name != "leading" or leads]


def _filled(wishes: Wishes) -> MomentForm:
    cue = AT_START if wishes.cue == "minutes" else wishes.cue
    return MomentForm(
        cue=cue,
        wall_time=wishes.wall_time,
        words=wishes.words,
        quiet_starts=wishes.quiet_starts,
        quiet_ends=wishes.quiet_ends,
    )


def _wish(form: MomentForm) -> Wish:
    at_start = form.cue.data == AT_START
    wall_time: time | None = form.wall_time.data if form.cue.data == "time" else None
    return Wish(
        cue="minutes" if at_start else form.cue.data,
        minutes=0 if at_start else None,
        wall_time=wall_time,
        words=form.words.data,
        quiet_starts=form.quiet_starts.data,
        quiet_ends=form.quiet_ends.data,
    )
