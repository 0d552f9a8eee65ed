"""A customer answers at a counter: no account, no cookie, no script, any language there is."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from uplift_pwa import clock
from uplift_pwa.actions import counter_answers, counter_cards
from uplift_pwa.actions.counter_answers import MOST_SIGNS
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import counter
from uplift_pwa.rules.answers import ANSWERS
from uplift_pwa.web import answer_words, i18n
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.said_form import clean

bp = Blueprint("counter", __name__, url_prefix="/c/<token>")


@bp.get("")
def show(token: str) -> ResponseReturnValue:
    return _page(_card(token), token)


@bp.post("")
def answer(token: str) -> ResponseReturnValue:
    card_id, word = _card(token), request.form.get("word", "")
    if word not in ANSWERS:
        abort(422)
    try:
        with transaction(g.db):
            counter_answers.answer(
                g.db,
                card_id,
                word,
                sentence=clean(request.form.get("sentence"))[:MOST_SIGNS] or None,
                language=_language(),
                address=request.remote_addr,
                at=clock.now(),
            )
    except Refused as refusal:
        with force_locale(_language()):
            answered = said(refusal)
        if answered.status == 404:
            abort(404)
        return _page(card_id, token, problem=answered.text, status=answered.status)
    return redirect(url_for(".thank", token=token, lang=_language()), 303)


@bp.get("/thanks")
def thank(token: str) -> ResponseReturnValue:
    return _page(_card(token), token, is_done=True)


def _page(card_id: int, token: str, status: int = 200, **more: Any) -> Response:
    found = counter.behind(g.db, card_id) or abort(404)
    language = _language()
    with force_locale(language):
        words = counter.words(g.db, language)
        return screen(
            "counter/show.html",
            status=status,
            counter=found,
            answers=answer_words.said(words),
            token=token,
            offered=i18n.offered(),
            most=MOST_SIGNS,
            **more,
        )


def _card(token: str) -> int:
    card_id = counter_cards.card_of(token, current_app.config["UPLIFT"].pepper)
    return card_id or abort(404)


def _language() -> str:
    """The one that was switched to, else the browser's."""
    wanted = request.values.get("lang")
    return wanted if wanted in i18n.offered() else i18n.locale()
