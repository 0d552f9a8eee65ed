"""The words of a launch's or a booster's push, with a phone beside them and whom they reach."""

from datetime import time

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock, languages
from uplift_pwa.actions import push_words as actions
from uplift_pwa.actions.push_words import MAX_BODY, MAX_TITLE, Words
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.push import messages
from uplift_pwa.queries import push_counts, push_reach
from uplift_pwa.queries.push_reach import Planned
from uplift_pwa.web import i18n, navigation, push_desk_words, sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.said_form import clean

bp = Blueprint("push_words", __name__, url_prefix="/desk/push/messages")


@bp.route("/<id:schedule_id>/edit", methods=["GET", "POST"])
def edit(schedule_id: int) -> ResponseReturnValue:
    """The words as they are kept; POST shows what has been typed, and keeps nothing."""
    planned = push_reach.planned(g.db, schedule_id) or abort(404)
    return _screen(planned, _typed() if request.method == "POST" else _kept(planned))


@bp.post("/<id:schedule_id>")
def update(schedule_id: int) -> ResponseReturnValue:
    planned = push_reach.planned(g.db, schedule_id) or abort(404)
    words, by, now = _typed(), sessions.me().person_id, clock.now()
    try:
        with transaction(g.db):
            actions.write(g.db, schedule_id, words, _hour(planned), by=by, at=now)
    except Refused as refusal:
        answer = said(refusal)
        if answer.status == 404:
            abort(404)
        g.db.rollback()
        return _screen(planned, words, answer.text, answer.status)
    return redirect(url_for("push_desk.show"), 303)


def _kept(planned: Planned) -> dict[str, Words]:
    kept = {locale: Words(*text) for locale, text in planned.words.items()}
    return {locale: kept.get(locale, Words()) for locale in i18n.offered()}


def _typed() -> dict[str, Words]:
    return {
        locale: Words(_line(f"title_{locale}"), _line(f"body_{locale}"))
        for locale in i18n.offered()
    }


def _line(name: str) -> str:
    return " ".join(clean(request.form.get(name)).split())


def _hour(planned: Planned) -> time:
    """The local time that was chosen, or the one there is."""
    chosen = request.form.get("hour", type=int)
    return planned.local_time if chosen is None or not 0 <= chosen < 24 else time(chosen)


def _screen(
    planned: Planned, words: dict[str, Words], problem: str = "", status: int = 200
) -> Response:
    hour, now = _hour(planned), clock.now()
    kept = push_counts.kept(g.db, at=now)
    return screen(
        "push_words/edit.html",
        fragments=["preview"],
        status=status,
        planned=planned,
        entries=[_entry(planned, locale, text) for locale, text in words.items()],
        hour=hour,
        hours=[time(n) for n in range(planned.earliest.hour, 24)],
        sites=push_reach.of_everybody(g.db, navigation.local(now).date(), kept),
        counted_at=kept and kept.counted_at,
        problem=problem,
        longest=(MAX_TITLE, MAX_BODY),
        words=push_desk_words,
    )


def _entry(planned: Planned, locale: str, typed: Words) -> dict[str, object]:
    """A language: what is typed, what the house says, and what the phone would show."""
    usual = messages.title_and_body(planned.kind, locale)
    shown = (typed.title or typed.body) and (typed.title, typed.body)
    return {
        "locale": locale,
        "name": languages.own_name(locale),
        "dir": languages.direction(locale),
        "typed": typed,
        "usual": usual,
        "shown": shown or usual,
    }
