"""The launch on the desk: the plan's steps, the board of go and hold, and clearing it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_time

from uplift_pwa import clock
from uplift_pwa.actions import boosters, campaigns, launches
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import booster_pack as packs
from uplift_pwa.queries import launch_board as query
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.launch_board import Plan
from uplift_pwa.rules import launch
from uplift_pwa.rules.calendar import Place, day_span
from uplift_pwa.rules.campaign import STAGES
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.web import launch_words, sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.words import stage_names

bp = Blueprint("launch", __name__, url_prefix="/desk/launch")

STEPS = ("goal", "stages", "day", "pack")


@bp.context_processor
def words() -> dict[str, object]:
    return {"here": "launch.index", "words": launch_words}


@bp.get("")
def index() -> ResponseReturnValue:
    return _board()


@bp.post("")
def create() -> ResponseReturnValue:
    """Begin the plan, or go on with the one there is."""
    return _do(
        lambda by, at: launches.begin(g.db, by=by, at=at), url_for(".step", name=STEPS[0])
    )


@bp.post("/count")
def count() -> ResponseReturnValue:
    return _do(lambda _by, at: launches.recount(g.db, at=at), url_for(".index"))


@bp.post("/<id:plan_id>/clearance")
def clear(plan_id: int) -> ResponseReturnValue:
    why = tidy(request.form.get("reason")) or ""
    return _do(
        lambda by, at: launches.clear(g.db, plan_id, why, by=by, at=at), url_for(".index")
    )


@bp.post("/<id:plan_id>/recall")
def call_back(plan_id: int) -> ResponseReturnValue:
    why = tidy(request.form.get("reason")) or ""
    return _do(
        lambda by, at: launches.call_back(g.db, plan_id, why, by=by, at=at), url_for(".index")
    )


@bp.get("/plan/<name>")
def step(name: str) -> ResponseReturnValue:
    return _step(name, _plan())


@bp.post("/plan/<name>")
def update(name: str) -> ResponseReturnValue:
    """Keep a step and go on to the next; what is refused is said on the step itself."""
    plan = _plan()
    keep = {"goal": _goal, "stages": _stages, "day": _day, "pack": _pack}.get(name)
    if keep is None:
        abort(404)
    try:
        with transaction(g.db):
            keep(plan.id)
            by = sessions.me().person_id
            launches.note_change(g.db, plan.id, name, by=by, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        if answer.status == 404:
            abort(404)
        g.db.rollback()
        return _step(name, plan, answer.text, answer.status)
    onward = STEPS[STEPS.index(name) + 1 :]
    where = url_for(".step", name=onward[0]) if onward else url_for(".summary")
    return redirect(where, 303)


@bp.get("/summary")
def summary() -> ResponseReturnValue:
    """One page to print: what was decided, and where each unit is."""
    plan, board = _plan(), _units()
    choices = dict(_choices(plan))
    return screen(
        "launch/summary.html",
        plan=plan,
        board=board,
        pack=[choices[id_] for id_ in plan.pack if id_ in choices],
        stages=_stage_names(plan),
        hour=format_time(time(plan.launch_hour), "short", rebase=False),
    )


def _goal(plan_id: int) -> None:
    launches.set_goal(
        g.db,
        plan_id,
        tidy(request.form.get("organisation")) or "",
        request.form.get("acts", 0, type=int),
        request.form.get("breadth", 0, type=int),
    )


def _stages(plan_id: int) -> None:
    names = [tidy(name) or "" for name in request.form.getlist("stage")]
    launches.set_stages(g.db, plan_id, names)


def _day(plan_id: int) -> None:
    try:
        day = date.fromisoformat(request.form.get("day", ""))
    except ValueError:
        raise Refused("launch_day") from None
    hour = request.form.get("hour", -1, type=int)
    launches.set_day(g.db, plan_id, day, hour, at=clock.now())


def _choices(plan: Plan) -> Sequence[tuple[int, str]]:
    return packs.choices(g.db, until=plan.launch_on or date.min)


def _pack(plan_id: int) -> None:
    launches.set_pack(
        g.db,
        plan_id,
        request.form.getlist("pack", type=int),
        tidy(request.form.get("message")) or "",
        tidy(request.form.get("story")) or "",
    )


def _board(problem: str = "", status: int = 200) -> Response:
    plan, at = query.plan(g.db), clock.now()
    board = _units() if plan else query.Board()
    launched = query.launched(g.db)
    begins = _begins(plan, launched)
    return screen(
        "launch/index.html",
        status=status,
        problem=problem,
        plan=plan,
        board=board,
        launched=launched,
        begins=begins,
        left=launch.countdown(at, begins) if begins else None,
        holds=board.holds + bool(plan and plan.loose),
        reason=request.form.get("reason", ""),
    )


def _begins(plan: Plan | None, launched: Any) -> datetime | None:
    """The launch on the admin's own clock: of the campaign there is, else as planned."""
    day = launched.launch_on if launched else plan.launch_on if plan else None
    hour = launched.launch_hour if launched else plan.launch_hour if plan else 0
    if day is None:
        return None
    return day_span(day, Place(sessions.me().place.zone, hour)).starts_at


def _units() -> query.Board:
    return query.board(g.db, rulebook.book(g.db).on(clock.now().date()).least_people)


def _step(name: str, plan: Plan, problem: str = "", status: int = 200) -> Response:
    if name not in STEPS:
        abort(404)
    return screen(
        "launch/step.html",
        status=status,
        problem=problem,
        plan=plan,
        step=name,
        steps=STEPS,
        done=_done(plan),
        sent=request.form,
        proposal=launch.propose(_units().whole.people) if name == "goal" else 0,
        usual_names=list(stage_names().values()),
        own_names=_own_names(plan),
        earliest=boosters.next_day(clock.now()),
        choices=_choices(plan) if name == "pack" else [],
        picked=request.form.getlist("pack", type=int) or plan.pack,
        pack_size=DEFAULTS.pack_size,
        limits={"name": campaigns.LONGEST_STAGE, "organisation": launches.LONGEST_NAME},
        usual_breadth=rulebook.book(g.db).on(clock.now().date()).breadth_percent,
    )


def _done(plan: Plan) -> set[str]:
    """The steps that have what they need; stages always do."""
    whole = len(plan.pack) == DEFAULTS.pack_size and plan.message and plan.story
    found = {"goal": plan.goal_acts, "stages": True, "day": plan.launch_on, "pack": whole}
    return {name for name, given in found.items() if given}


def _own_names(plan: Plan) -> list[str]:
    names = request.form.getlist("stage") or list(plan.stages)
    return (names + [""] * len(STAGES))[: len(STAGES)]


def _stage_names(plan: Plan) -> list[str]:
    usual = list(stage_names().values())
    return [own or name for own, name in zip(_own_names(plan), usual, strict=True)]


def _plan() -> Plan:
    return query.plan(g.db) or abort(404)


def _do(act: Callable[[int, datetime], object], where: str) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            act(sessions.me().person_id, clock.now())
    except Refused as refusal:
        answer = said(refusal)
        if answer.status == 404:
            abort(404)
        g.db.rollback()
        return _board(answer.text, answer.status)
    return redirect(where, 303)
