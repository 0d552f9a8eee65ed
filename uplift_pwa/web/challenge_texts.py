"""A challenge in its other languages: the author's words beside those one writes."""

from dataclasses import asdict, replace

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock, languages
from uplift_pwa.actions import challenge_texts
from uplift_pwa.db import transaction
from uplift_pwa.queries import challenge_texts as read
from uplift_pwa.queries import challenges
from uplift_pwa.queries.challenges import Detail
from uplift_pwa.web import challenge_words, lint_words, sessions
from uplift_pwa.web.challenge_preview import drawn
from uplift_pwa.web.challenge_text_form import TextForm
from uplift_pwa.web.render import screen

bp = Blueprint("challenge_texts", __name__, url_prefix="/desk/challenges")


@bp.route("/<id:challenge_id>/languages/<language>/edit", methods=["GET", "POST"])
def edit(challenge_id: int, language: str) -> ResponseReturnValue:
    """The words as they were kept; POST shows what has been typed, and keeps nothing."""
    detail = _found(challenge_id, language)
    if language == detail.language:
        return redirect(url_for("challenges.edit", challenge_id=challenge_id), 303)
    kept = read.in_languages(g.db, challenge_id, detail.version).get(language)
    return _form(TextForm.sent(**asdict(kept) if kept else {}), detail, language)


@bp.post("/<id:challenge_id>/languages/<language>")
def update(challenge_id: int, language: str) -> ResponseReturnValue:
    detail = _found(challenge_id, language)
    form = TextForm.sent()
    if not (form.asks_for_all() if detail.state in ("live", "paused") else form.validate()):
        return _form(form, detail, language, status=422)
    with transaction(g.db):
        challenge_texts.reword(
            g.db,
            challenge_id,
            language,
            form.text(),
            by=sessions.me().person_id,
            at=clock.now(),
        )
    return redirect(
        url_for("challenges.show", challenge_id=challenge_id, language=language), 303
    )


def _form(
    form: TextForm, detail: Detail, language: str, *, status: int = 200
) -> ResponseReturnValue:
    text = asdict(form.text())
    title = text["title"] or detail.title
    return screen(
        "challenges/language.html",
        fragments=["preview"],
        status=status,
        form=form,
        challenge=detail,
        language=language,
        notes=lint_words.notes(text, language),
        card=drawn(replace(detail, **text | {"title": title, "language": language}), language),
        words=challenge_words,
        here="challenges.index",
    )


def _found(challenge_id: int, language: str) -> Detail:
    """The challenge in its author's words, if it may have words in this language."""
    detail = challenges.detail(g.db, challenge_id) or abort(404)
    if language not in {*languages.offered(), *detail.languages}:
        abort(404)
    return detail
