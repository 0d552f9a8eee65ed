"""Settings on the desk: what the organisation decides; its name, languages and levels."""

from datetime import date

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock, languages
from uplift_pwa.actions import levels as level_actions
from uplift_pwa.actions import organisation
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import rulebook, tongues
from uplift_pwa.queries import settings_desk as query
from uplift_pwa.web import import_words, sessions
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.level_words import level_word, own_name
from uplift_pwa.web.navigation import local
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.words import own_stage_names

bp = Blueprint("settings", __name__, url_prefix="/desk/settings")

# As docs/operations.md has them: one copies everything, the other brings it back.
COMMANDS = ("python -m uplift_pwa backup FOLDER", "python -m uplift_pwa restore ARCHIVE")


@bp.get("")
def index() -> ResponseReturnValue:
    now = clock.now()
    today = local(now).date()
    hub = query.hub(g.db, today)
    return screen(
        "settings/index.html",
        hub=hub,
        numbers=rulebook.book(g.db).on(today),
        level_names=list(map(level_word, hub.levels)),
        stages=list(own_stage_names(hub.stages).values()),
        backup_days=_days(today, hub),
        commands=COMMANDS,
    )


@bp.get("/name")
def name() -> ResponseReturnValue:
    return _name(query.name(g.db) or abort(404))


@bp.post("/name")
def rename() -> ResponseReturnValue:
    sent = tidy(request.form.get("name")) or ""
    try:
        with transaction(g.db):
            organisation.rename(g.db, sent, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        return abort(404) if answer.status == 404 else _name(sent, answer.text, answer.status)
    return redirect(url_for(".index", _anchor="name"), 303)


@bp.get("/languages", endpoint="languages")
def show_languages() -> ResponseReturnValue:
    here = tongues.fresh(g.db)
    return _languages(list(here.offered), here.usual)


@bp.post("/languages")
def speak() -> ResponseReturnValue:
    offered, usual = request.form.getlist("language"), request.form.get("usual", "")
    try:
        with transaction(g.db):
            organisation.speak(g.db, offered, usual, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        return _languages(offered, usual, answer.text, answer.status)
    return redirect(url_for(".index", _anchor="languages"), 303)


@bp.get("/levels", endpoint="levels")
def show_levels() -> ResponseReturnValue:
    return _levels()


@bp.post("/levels")
def name_levels() -> ResponseReturnValue:
    names = {key: tidy(text) or "" for key, text in request.form.items()}
    try:
        with transaction(g.db):
            level_actions.name(g.db, names, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        g.db.rollback()
        return _levels(names, answer.text, answer.status)
    return redirect(url_for(".index", _anchor="levels"), 303)


def _name(name: str, problem: str = "", status: int = 200) -> ResponseReturnValue:
    return screen(
        "settings/name.html",
        status=status,
        name=name,
        problem=problem,
        longest=organisation.LONGEST_NAME,
    )


def _languages(
    offered: list[str], usual: str, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return screen(
        "settings/languages.html",
        status=status,
        there=languages.offered(),
        offered=offered,
        usual=usual,
        problem=problem,
    )


def _levels(
    sent: dict[str, str] | None = None, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    return screen(
        "settings/levels.html",
        status=status,
        levels=query.levels(g.db),
        usual=import_words.levels(),
        own=own_name,
        sent=sent or {},
        problem=problem,
        longest=level_actions.LONGEST,
    )


def _days(today: date, hub: query.Hub) -> int | None:
    """How many days ago the last copy was made."""
    return (today - local(hub.backup_at).date()).days if hub.backup_at else None
