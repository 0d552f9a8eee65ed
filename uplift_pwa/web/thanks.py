"""Thanks: giving them in three taps, and keeping the cards that arrive."""

import secrets

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import operations
from uplift_pwa.actions import thanks as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import people_search, thanks_choices, thanks_limits
from uplift_pwa.queries import thanks as query
from uplift_pwa.rules import thanks as rule
from uplift_pwa.web import floods, sessions, thanks_words
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.said_form import clean
from uplift_pwa.web.thanks_form import ThanksForm, receiver
from uplift_pwa.web.urls import LARGEST

bp = Blueprint("thanks", __name__, url_prefix="/thanks")

MOST_SEARCHES = 300
LONGEST_SEARCH = 80


@bp.get("")
def show() -> ResponseReturnValue:
    """Whom one may thank with one tap, and the cards one got."""
    before = request.args.get("before", type=int)
    if before is not None and not 0 < before <= LARGEST:
        abort(404)
    me, own = sessions.me(), sessions.own()
    return screen(
        "thanks/show.html",
        page=query.received(g.db, me.person_id, own.team_id, before=before),
        people=thanks_choices.suggested(g.db, me.person_id, own.team_id, own.day, at=own.at),
        before=before,
        words=thanks_words,
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    asked = request.args.get("to", "")
    return _form(ThanksForm(to=asked, operation=secrets.token_hex(16)))


@bp.post("")
def create() -> ResponseReturnValue:
    form, me, now = ThanksForm.sent(), sessions.me(), clock.now()
    if not form.validate():
        return _form(form, 422)
    kind, receiver_id = receiver(form.to.data) or abort(404)
    payload = {name: form.data[name] for name in ("to", "kind", "reason")}
    try:
        with transaction(g.db):
            operations.once(
                g.db,
                me.person_id,
                form.operation.data or None,
                payload,
                at=now,
                do=lambda: actions.give(
                    g.db,
                    me.person_id,
                    kind,
                    receiver_id,
                    reason=payload["reason"],
                    kind=payload["kind"],
                    at=now,
                ),
            )
    except Refused as refusal:
        answer = said(refusal)
        form.reason.errors = [answer.text]
        return _form(form, 422) if answer.status != 404 else abort(404)
    return redirect(url_for(".sent"), 303)


@bp.get("/to")
def search() -> ResponseReturnValue:
    """Somebody else: a colleague, a team or a department, by name."""
    text = " ".join(clean(request.args.get("q")).split())[:LONGEST_SEARCH]
    if text:
        floods.check("search", MOST_SEARCHES)
    return screen(
        "thanks/search.html",
        fragments=["found"],
        text=text,
        people=people_search.find(g.db, text, asker=sessions.me().person_id),
        places=thanks_choices.places(g.db, text),
    )


@bp.get("/sent")
def sent() -> ResponseReturnValue:
    """What one has sent last, and whether it gives lift."""
    return _sent()


@bp.post("/<id:thanks_id>/reversal")
def undo(thanks_id: int) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            actions.take_back(g.db, sessions.me().person_id, thanks_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        return _sent(answer.status, answer.text) if answer.status != 404 else abort(404)
    return redirect(url_for(".show"), 303)


@bp.post("/seen")
def see() -> ResponseReturnValue:
    """The cards up to this one have been looked at: said by the page, or by a button."""
    until = request.form.get("until", type=int) or 0
    if not 0 < until <= LARGEST:
        abort(422)
    with transaction(g.db):
        actions.see(g.db, sessions.me().person_id, until, at=clock.now())
    return redirect(url_for(".show"), 303)


@bp.get("/<id:thanks_id>")
def card(thanks_id: int) -> ResponseReturnValue:
    me, own = sessions.me(), sessions.own()
    found = query.card(g.db, thanks_id, person_id=me.person_id, team_id=own.team_id)
    return screen("thanks/card.html", card=found or abort(404), words=thanks_words)


@bp.post("/<id:thanks_id>/away")
def put_away(thanks_id: int) -> ResponseReturnValue:
    me, own, now = sessions.me(), sessions.own(), clock.now()
    try:
        with transaction(g.db):
            actions.put_away(g.db, me.person_id, thanks_id, team_id=own.team_id, at=now)
    except Refused as refusal:
        abort(said(refusal).status)
    return redirect(url_for(".show"), 303)


def _form(form: ThanksForm, status: int = 200) -> ResponseReturnValue:
    """The page of one receiver; 404 for whoever is not there or cannot be thanked."""
    kind, receiver_id = receiver(form.to.data) or abort(404)
    me, own = sessions.me(), sessions.own()
    chosen = thanks_choices.form(g.db, kind, receiver_id)
    if chosen is None or (kind, receiver_id) == ("person", me.person_id):
        abort(404)
    new = rule.Thanks(own.at, me.person_id, receiver_id, kind)
    held = thanks_limits.held(g.db, new, own.day)
    return screen(
        "thanks/new.html",
        status=status,
        form=form,
        whom=chosen.whom,
        kinds=chosen.kinds,
        outlook=thanks_words.outlook(held, chosen.whom.name, kind, at=own.at),
        most=actions.MOST_SIGNS,
        words=thanks_words,
    )


def _sent(status: int = 200, problem: str = "") -> ResponseReturnValue:
    me, now = sessions.me(), clock.now()
    last = query.last_sent(g.db, me.person_id)
    if last is None:
        return redirect(url_for(".show"))
    new = rule.Thanks(last.sent_at, me.person_id, last.receiver_id, last.to)
    held = thanks_limits.held(g.db, new, last.day, before_id=last.id)
    return screen(
        "thanks/sent.html",
        status=status,
        problem=problem,
        card=last,
        outcome=thanks_words.outcome(held, last.receiver, last.to, at=now),
        can_undo=last.seen_at is None and now <= last.undo_until(),
        words=thanks_words,
    )
