"""Ideas: a challenge that somebody proposes, and who would like it too."""

import secrets

from flask import Blueprint, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from uplift_pwa import clock
from uplift_pwa.actions import ideas as actions
from uplift_pwa.actions import operations
from uplift_pwa.actions.ideas import HELPS, LONGEST, LONGEST_TITLE, Proposal
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import ideas, rulebook
from uplift_pwa.web import sessions
from uplift_pwa.web.forms import Form, plain, required, tidy
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen
from uplift_pwa.web.road_form import TOO_LONG

bp = Blueprint("ideas", __name__, url_prefix="/ideas")

LAST_PAGE = 10_000


class IdeaForm(Form):
    """Who is helped comes before what to do, as on the card it may become."""

    helps = RadioField(
        choices=[(who, who) for who in HELPS],
        validators=[required(_l("Tap who has a better day."))],
    )
    title = StringField(
        _l("Your idea in a few words"),
        filters=[tidy],
        validators=[required(), Length(max=LONGEST_TITLE, message=TOO_LONG), plain],
    )
    text = TextAreaField(
        _l("What does one do?"),
        filters=[tidy],
        validators=[required(), Length(max=LONGEST, message=TOO_LONG), plain],
    )
    named = BooleanField(_l("My name may stand with it"))
    operation = StringField(validators=[Optional(), Length(min=8, max=64)])


@bp.get("")
def index() -> ResponseReturnValue:
    number = max(1, min(request.args.get("page", 1, type=int), LAST_PAGE))
    today = sessions.own().day
    return screen(
        "ideas/index.html",
        page=ideas.page(g.db, sessions.me().person_id, today, number),
        number_of_page=number,
        numbers=rulebook.book(g.db).on(today),
    )


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _form(IdeaForm.sent(operation=secrets.token_hex(16)))


@bp.post("")
def create() -> ResponseReturnValue:
    form, me = IdeaForm.sent(), sessions.me().person_id
    if not form.validate():
        return _form(form, 422)
    proposal = Proposal(form.title.data, form.text.data, form.helps.data, bool(form.named.data))
    try:
        with transaction(g.db):
            operations.once(
                g.db,
                me,
                form.operation.data or None,
                {"idea": proposal.title, "text": proposal.text, "helps": proposal.helps},
                at=clock.now(),
                do=lambda: actions.propose(g.db, me, proposal, at=clock.now()),
            )
    except Refused as refusal:
        form.text.errors = [said(refusal).text]
        return _form(form, said(refusal).status)
    return redirect(url_for(".index"), 303)


@bp.post("/<id:idea_id>/voice")
def share(idea_id: int) -> ResponseReturnValue:
    try:
        with transaction(g.db):
            actions.share(g.db, idea_id, sessions.me().person_id)
    except Refused as refusal:
        abort(said(refusal).status)
    return redirect(url_for(".index", _anchor=f"idea-{idea_id}"), 303)


def _form(form: IdeaForm, status: int = 200) -> ResponseReturnValue:
    numbers = rulebook.book(g.db).on(sessions.own().day)
    return screen("ideas/new.html", status=status, form=form, numbers=numbers)
