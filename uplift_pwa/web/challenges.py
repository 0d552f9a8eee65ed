"""The desk's challenges: the list, writing one, publishing and retiring it."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import Any

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock, languages
from uplift_pwa.actions import challenges
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import audiences, challenge_history, challenge_packs
from uplift_pwa.queries import challenges as read
from uplift_pwa.queries.challenges import Detail
from uplift_pwa.web import challenge_words, lint_words, navigation, sessions
from uplift_pwa.web.challenge_form import ChallengeForm, kept, usual
from uplift_pwa.web.challenge_preview import drawn
from uplift_pwa.web.forms import tidy
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("challenges", __name__, url_prefix="/desk/challenges")
MOST_PAGES = 10_000
MOST_WORDS = 80


@bp.context_processor
def words() -> dict[str, object]:
    return {
        "words": challenge_words,
        "today": _today(),
        "here": "challenges.index",
        "drawn": drawn,
    }


@bp.get("")
def index() -> ResponseReturnValue:
    return listing()


def listing(status: int = 200, **said_of: object) -> ResponseReturnValue:
    """The list as its address asks for it; `said_of` says what came of a step for many."""
    asked = asked_for()
    state, looked_for, number = asked["state"], asked["q"] or "", asked["page"]
    page = read.page(g.db, state=state, words=looked_for, number=number, today=_today())
    return screen(
        "challenges/index.html",
        fragments=["list"],
        status=status,
        page=page,
        state=state,
        looked_for=looked_for,
        packs=challenge_packs.packs(g.db),
        **words(),
        **said_of,
    )


def asked_for() -> dict[str, Any]:
    """Which part of the list: of one state or of all, with words in the title, by page."""
    state = request.args.get("state")
    number = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    state = state if state in read.STATES else None
    return {"state": state, "q": _looked_for() or None, "page": number}


@bp.route("/new", methods=["GET", "POST"])
def new() -> ResponseReturnValue:
    """The empty form; POST shows what has been typed as a card, and keeps nothing."""
    return _form(_offered(ChallengeForm.sent(**usual())))


@bp.post("")
def create() -> ResponseReturnValue:
    form = _offered(ChallengeForm.sent())
    if not form.validate():
        return _form(form, status=422)
    with transaction(g.db):
        challenge_id = challenges.create(
            g.db,
            form.draft(),
            by=sessions.me().person_id,
            at=clock.now(),
            audience=form.audience(),
        )
    return _to(challenge_id)


@bp.get("/<id:challenge_id>")
def show(challenge_id: int) -> ResponseReturnValue:
    version = request.args.get("version", type=int)
    if version is not None and not 0 < version < 2**31:
        abort(404)
    language = request.args.get("language", "")
    return _show(_found(challenge_id, version, language))


@bp.route("/<id:challenge_id>/edit", methods=["GET", "POST"])
def edit(challenge_id: int) -> ResponseReturnValue:
    """The form as it was kept; POST shows what has been typed as a card, and keeps nothing."""
    detail = _found(challenge_id)
    given = kept(detail) if request.method == "GET" else {}
    return _form(_offered(ChallengeForm.sent(**given), detail), detail)


@bp.post("/<id:challenge_id>")
def update(challenge_id: int) -> ResponseReturnValue:
    detail = _found(challenge_id)
    form = _offered(ChallengeForm.sent(), detail)
    is_out = detail.state not in ("draft", "retired")
    if not (form.asks_for_all() if is_out else form.validate()):
        return _form(form, detail, status=422)
    with transaction(g.db):
        challenges.revise(
            g.db,
            challenge_id,
            form.draft(),
            by=sessions.me().person_id,
            at=clock.now(),
            audience=form.audience(),
        )
    return _to(challenge_id)


@bp.route("/<id:challenge_id>/publication", methods=["GET", "POST"])
def publish(challenge_id: int) -> ResponseReturnValue:
    return _step(challenge_id, challenges.publish, "challenges/publish.html")


@bp.route("/<id:challenge_id>/retirement", methods=["GET", "POST"])
def retire(challenge_id: int) -> ResponseReturnValue:
    return _step(challenge_id, challenges.retire, "challenges/retire.html")


def _step(challenge_id: int, act: Callable[..., None], template: str) -> ResponseReturnValue:
    """Ask first; then do it, or say on the challenge's page why not."""
    if request.method == "GET":
        detail = _found(challenge_id)
        return screen(template, challenge=detail, reach=_reach(detail))
    try:
        with transaction(g.db):
            act(g.db, challenge_id, by=sessions.me().person_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        return _show(_found(challenge_id), answer.status, answer.text)
    return _to(challenge_id)


def _show(detail: Detail, status: int = 200, problem: str = "") -> ResponseReturnValue:
    return screen(
        "challenges/show.html",
        status=status,
        challenge=detail,
        reach=_reach(detail),
        history=challenge_history.history(g.db, detail.id),
        problem=problem,
    )


def _form(
    form: ChallengeForm, detail: Detail | None = None, *, status: int = 200
) -> ResponseReturnValue:
    return screen(
        "challenges/form.html",
        fragments=["preview"],
        status=status,
        form=form,
        challenge=detail,
        noted=_noted(form, detail),
    )


def _noted(form: ChallengeForm, detail: Detail | None) -> list[lint_words.Note]:
    """What the text would still do to its readers, whom it reaches, what is not translated."""
    reached = _reached(form.audience(), form.for_leaders.data)
    found = lint_words.notes(asdict(form.text()), form.language.data or "")
    found.append((reached is not None, _("For whom"), challenge_words.people(reached)))
    return found + lint_words.untranslated(challenge_words.missing(detail) if detail else ())


def _offered(form: ChallengeForm, detail: Detail | None = None) -> ChallengeForm:
    own, taken = (detail.language, detail.languages) if detail else ("", ())
    words = " ".join((tidy(request.form.get("team_words")) or "")[:MOST_WORDS].split())
    form.team_words = words
    form.offer(audiences.choices(g.db, words, teams=form.team.data or ()), own, taken)
    return form


def _found(challenge_id: int, version: int | None = None, language: str = "") -> Detail:
    language = language if language in languages.offered() else ""
    return read.detail(g.db, challenge_id, version, language, today=_today()) or abort(404)


def _reach(detail: Detail) -> int | None:
    return _reached(detail.audience, detail.for_leaders)


def _reached(audience: audiences.Audience, leaders: bool) -> int | None:
    return audiences.reach(g.db, audience, _today(), leaders=leaders)


def _today() -> date:
    return navigation.local(clock.now()).date()


def _looked_for() -> str:
    """The search's words without signs that no database keeps."""
    typed = request.args.get("q", "")[:MOST_WORDS]
    return "".join(sign if sign.isprintable() else " " for sign in typed).strip()


def _to(challenge_id: int) -> ResponseReturnValue:
    return redirect(url_for(".show", challenge_id=challenge_id), 303)
