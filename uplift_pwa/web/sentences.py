"""Who was better off? Saying more of an act, on a page of its own or right after the tap."""

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import completions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import own_act, people_search, thanks_choices
from uplift_pwa.web import i18n, said_form, sessions, today
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen, wants_fragment
from uplift_pwa.web.said_form import Typed

bp = Blueprint("sentences", __name__, url_prefix="/completions/<id:completion_id>/sentence")


@bp.get("")
def show(completion_id: int) -> ResponseReturnValue:
    return _page(completion_id, said_form.asked_for())


@bp.post("")
def create(completion_id: int) -> ResponseReturnValue:
    me, typed = sessions.me().person_id, said_form.read()
    helped_id, choices = said_form.who(typed, me)
    unclear = bool(typed.name) and helped_id is None
    try:
        with transaction(g.db):
            words = typed.words(helped_id)
            completions.say(g.db, me, completion_id, words, at=clock.now())
    except Refused as refusal:
        return _refused(completion_id, typed, refusal)
    if wants_fragment():
        return today.after(completion_id, choices=choices, typed=typed if unclear else None)
    if unclear:
        return redirect(url_for(".show", completion_id=completion_id, name=typed.name), 303)
    return redirect(url_for("today.show"), 303)


def _page(
    completion_id: int, typed: Typed, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    me = sessions.me()
    act = own_act.of(g.db, me.person_id, completion_id, i18n.locale()) or abort(404)
    return screen(
        "sentences/show.html",
        status=status,
        act=act,
        typed=typed,
        problem=problem,
        is_open=clock.now() <= act.until,
        choices=[] if act.asked else _choices(typed),
    )


def _choices(typed: Typed) -> list[tuple[int, str, str]]:
    """Who may be meant: by the name that was typed, else a few from around."""
    me, own = sessions.me(), sessions.own()
    if typed.name:
        return said_form.choices(
            people_search.find(g.db, typed.name, said_form.CHOICES, asker=me.person_id)
        )
    near = thanks_choices.suggested(g.db, me.person_id, own.team_id, own.day, at=own.at)
    return [(one.id, one.name, one.where) for one in near if one.kind == "person"]


def _refused(completion_id: int, typed: Typed, refusal: Refused) -> ResponseReturnValue:
    answer = said(refusal)
    if answer.status == 404:
        abort(404)
    g.db.rollback()
    if wants_fragment():
        return today.after(completion_id, typed=typed, problem=answer.text)
    return _page(completion_id, typed, answer.text, 422)
