"""The life of teams on the desk: made, renamed, split, merged, closed, and who leads them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import team_people, teams
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import people_search, team_screen, teams_desk
from uplift_pwa.rules.badges import BY_KEY
from uplift_pwa.web import sessions
from uplift_pwa.web.navigation import local
from uplift_pwa.web.people import number_in
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.team_forms import SplitForm, TeamForm
from uplift_pwa.web.urls import LARGEST

bp = Blueprint("teams", __name__, url_prefix="/desk/teams")

LAST_PAGE = 10_000
LONGEST_SEARCH = 80


@bp.context_processor
def words() -> dict[str, object]:
    return {"here": "people.index", "looked_for": looked_for()}


@bp.get("")
def index() -> ResponseReturnValue:
    state, number = request.args.get("state"), number_in("page", LAST_PAGE) or 1
    state = state if state in teams_desk.STATES else teams_desk.STATES[0]
    page = teams_desk.page(g.db, looked_for(), state=state, number=number, today=today())
    return screen("teams/index.html", page=page, state=state, number_of_page=number)


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _new(TeamForm.among(teams_desk.departments(g.db)))


@bp.post("")
def create() -> ResponseReturnValue:
    form = TeamForm.among(teams_desk.departments(g.db))
    if not form.validate():
        return _new(form, 422)
    refused = _try(teams.create, form.department.data, form.name.data)
    if not refused:
        return redirect(url_for(".index", q=form.name.data), 303)
    form.name.errors = [said(refused).text]
    return _new(form, said(refused).status)


@bp.get("/<id:team_id>")
def show(team_id: int) -> ResponseReturnValue:
    return _show(team_id)


@bp.post("/<id:team_id>")
def update(team_id: int) -> ResponseReturnValue:
    form = TeamForm.among(teams_desk.departments(g.db))
    if not form.validate():
        return _show(team_id, form=form, status=422)
    return _do(team_id, teams.revise, team_id, form.department.data, form.name.data, form=form)


@bp.route("/<id:team_id>/merger", methods=["GET", "POST"])
def merge(team_id: int) -> ResponseReturnValue:
    """Choose the other team, look once more; POST moves everybody there from tomorrow."""
    if request.method == "POST":
        return _do(team_id, teams.merge, team_id, chosen("into"))
    wanted = number_in("into", LARGEST)
    found = teams_desk.find(g.db, looked_for(), but=team_id, only=wanted)
    into = found[0] if wanted and found else None
    return screen("teams/merge.html", team=_team(team_id), found=found, into=into)


@bp.route("/<id:team_id>/split", methods=["GET", "POST"])
def split(team_id: int) -> ResponseReturnValue:
    team = _team(team_id)
    form = SplitForm.among(teams_desk.people(g.db, team.now).members)
    if request.method == "POST" and form.validate():
        refused = _try(teams.split, team_id, form.name.data, form.people.data)
        if not refused:
            return redirect(url_for(".index", q=form.name.data), 303)
        at_fault = form.people if refused.code == "team_nobody" else form.name
        at_fault.errors = [said(refused).text]
    status = 422 if form.errors else 200
    return screen("teams/split.html", status=status, team=team, form=form)


@bp.post("/<id:team_id>/closing")
def close(team_id: int) -> ResponseReturnValue:
    return _do(team_id, teams.close, team_id)


@bp.get("/<id:team_id>/leaders")
def leaders(team_id: int) -> ResponseReturnValue:
    """Look for somebody to lead the team."""
    found = people_search.find(g.db, looked_for()) if looked_for() else []
    return screen("teams/leaders.html", team=_team(team_id), found=found)


@bp.post("/<id:team_id>/leaders")
def add_leader(team_id: int) -> ResponseReturnValue:
    return _do(team_id, team_people.lead, team_id, chosen("person"))


@bp.post("/<id:team_id>/leaders/<id:person_id>/end")
def end_leader(team_id: int, person_id: int) -> ResponseReturnValue:
    return _do(team_id, team_people.lead_no_more, team_id, person_id)


def looked_for() -> str:
    """The search's words without signs that no database keeps."""
    typed = request.args.get("q", "")[:LONGEST_SEARCH]
    return " ".join("".join(s if s.isprintable() else " " for s in typed).split())


def today() -> date:
    """The date at the admin's site."""
    return local(clock.now()).date()


def chosen(field: str) -> int:
    """An id that a form of ours sent; 404 for what can be none."""
    number = request.form.get(field, 0, type=int)
    return number if 0 < number <= LARGEST else abort(404)


def _try(act: Callable[..., Any], *what: Any) -> Refused | None:
    try:
        with transaction(g.db):
            act(g.db, *what, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        return refusal
    return None


def _do(
    team_id: int, act: Callable[..., Any], *what: Any, form: TeamForm | None = None
) -> ResponseReturnValue:
    """Do it and show the team, or say on its page why not."""
    refused = _try(act, *what)
    if refused is None:
        return redirect(url_for(".show", team_id=team_id), 303)
    answer = said(refused)
    if answer.status == 404:
        abort(404)
    return _show(team_id, form=form, status=answer.status, problem=answer.text)


def _show(
    team_id: int, *, form: TeamForm | None = None, status: int = 200, problem: str = ""
) -> ResponseReturnValue:
    team = team_screen.of(g.db, team_id, today()) or abort(404)
    people = teams_desk.people(g.db, team.now)
    earned = team_screen.awards(g.db, "team", team_id)
    kept = {"name": team.now.name, "department": team.now.department_id}
    return screen(
        "teams/show.html",
        status=status,
        team=team,
        people=people,
        marks=[(BY_KEY[key], day) for key, day in earned.items() if key in BY_KEY],
        form=form or TeamForm.among(people.departments, **kept),
        problem=problem,
    )


def _team(team_id: int) -> team_screen.TeamScreen:
    return team_screen.of(g.db, team_id, today()) or abort(404)


def _new(form: TeamForm, status: int = 200) -> ResponseReturnValue:
    return screen("teams/new.html", status=status, form=form)
