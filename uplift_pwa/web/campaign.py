"""Campaign & boosters on the desk: both rings, the proposal and its chart, the next orbit."""

from datetime import date

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import boosters, campaigns
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import booster_pack, booster_weeks, orbit
from uplift_pwa.queries import boosters as asked
from uplift_pwa.rules import boosters as rules
from uplift_pwa.rules import calendar
from uplift_pwa.rules.campaign import STAGES
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.web import booster_words, sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.momentum import headings, part_names
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.words import stage_names

bp = Blueprint("campaign", __name__, url_prefix="/desk/campaign")


@bp.get("")
def show() -> ResponseReturnValue:
    return _screen()


@bp.post("/boosters/<id:booster_id>/start")
def fire(booster_id: int) -> ResponseReturnValue:
    pack = request.form.getlist("pack", type=int)
    message = tidy(request.form.get("message")) or ""
    story = tidy(request.form.get("story")) or ""
    try:
        with transaction(g.db):
            by, now = sessions.me().person_id, clock.now()
            boosters.fire(g.db, booster_id, pack, message, story, by=by, at=now)
    except Refused as refusal:
        return _refused(refusal)
    return redirect(url_for(".show"), 303)


@bp.post("/boosters/<id:booster_id>/refusal")
def decline(booster_id: int) -> ResponseReturnValue:
    why = tidy(request.form.get("why")) or ""
    try:
        with transaction(g.db):
            by, now = sessions.me().person_id, clock.now()
            boosters.decline(g.db, booster_id, why, by=by, at=now)
    except Refused as refusal:
        return _refused(refusal)
    return redirect(url_for(".show"), 303)


@bp.post("/<id:campaign_id>/goal")
def raise_goal(campaign_id: int) -> ResponseReturnValue:
    goal = request.form.get("goal", type=int) or 0
    try:
        with transaction(g.db):
            by, now = sessions.me().person_id, clock.now()
            campaigns.raise_goal(g.db, campaign_id, goal, by=by, at=now, day=_today())
    except Refused as refusal:
        return _refused(refusal)
    return redirect(url_for(".show"), 303)


@bp.post("/<id:campaign_id>/stages")
def name_stages(campaign_id: int) -> ResponseReturnValue:
    names = [tidy(name) or "" for name in request.form.getlist("stage")]
    try:
        with transaction(g.db):
            by, now = sessions.me().person_id, clock.now()
            campaigns.name_stages(g.db, campaign_id, names, by=by, at=now)
    except Refused as refusal:
        return _refused(refusal)
    return redirect(url_for(".show"), 303)


def _screen(problem: str = "", status: int = 200) -> Response:
    found, day = orbit.of(g.db), _today()
    phase = found.booster.phase(day) if found.booster else "over"
    starts_on = boosters.next_day(clock.now())
    ready = booster_pack.Prepared()
    if phase == "proposed":
        ends_on = rules.last_day(starts_on)
        ready = booster_pack.prepared(g.db, first=starts_on, last=ends_on)
    return screen(
        "campaign/show.html",
        status=status,
        problem=problem,
        orbit=found,
        day_number=(day - found.climb.campaign.launch_on).days if found.climb else 0,
        phase=phase,
        choices=ready.choices,
        sent={"message": ready.message, "story": ready.story, **request.form},
        heights=_heights(found.booster),
        picked=request.form.getlist("pack", type=int) or ready.pack,
        after=_after(found.booster) if phase == "over" else None,
        part_names=part_names(),
        starts_on=starts_on,
        pack_size=DEFAULTS.pack_size,
        headings=headings(),
        usual_names=list(stage_names().values()),
        own_names=_own_names(found),
        longest_name=campaigns.LONGEST_STAGE,
    )


def _own_names(found: orbit.Orbit) -> list[str]:
    """What was sent, else what is kept; one a stage."""
    kept = found.climb.campaign.stages if found.climb else ()
    names = request.form.getlist("stage") or list(kept)
    return (names + [""] * len(STAGES))[: len(STAGES)]


def _after(booster: asked.Now | None) -> booster_words.After | None:
    """The weeks around the last booster, once one has run."""
    if booster is None or booster.starts_on is None:
        return None
    weeks = booster_weeks.around(g.db, booster.starts_on)
    return booster_words.after(weeks) if weeks else None


def _heights(booster: asked.Now | None) -> list[int]:
    """The proposal's chart in percent of its highest day."""
    chart = booster.chart if booster else ()
    return [round(100 * acts / max(*chart, 1)) for acts in chart]


def _refused(refusal: Refused) -> Response:
    """Say why, on the page as it is now, with what was sent still in the form."""
    answer = said(refusal)
    if answer.status == 404:
        abort(404)
    g.db.rollback()
    return _screen(answer.text, answer.status)


def _today() -> date:
    """The admin's date; the desk asks no diary."""
    return calendar.service_day(clock.now(), sessions.me().place, [])
