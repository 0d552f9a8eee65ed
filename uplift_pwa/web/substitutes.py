"""A leader says who stands in for them, from a day until a day."""

from typing import Any

from flask import Blueprint, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l
from wtforms import DateField, SelectField
from wtforms.validators import DataRequired

from uplift_pwa import clock
from uplift_pwa.actions import substitutes
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.queries import substitutes as query
from uplift_pwa.queries.substitutes import Substitutes
from uplift_pwa.web import lead, sessions
from uplift_pwa.web.forms import Form, required
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("substitutes", __name__, url_prefix="/lead/<id:team_id>/substitutes")


class SubstituteForm(Form):
    """Who, and the first and last day, both included."""

    person = SelectField(
        _l("Who stands in?"), coerce=int, validators=[DataRequired(_l("Choose somebody."))]
    )
    first = DateField(_l("From"), validators=[required()])
    last = DateField(_l("Until"), validators=[required()])

    @classmethod
    def among(cls, found: Substitutes, **given: Any) -> "SubstituteForm":
        """The form with those who could, as it was sent or as it is given."""
        form: SubstituteForm = cls.sent(**given)
        form.person.choices = [(one.person_id, one.name) for one in found.choices]
        return form


@bp.get("")
def index(team_id: int) -> ResponseReturnValue:
    return _screen(_found(team_id))


@bp.post("")
def create(team_id: int) -> ResponseReturnValue:
    found, me = _found(team_id), sessions.me()
    form = SubstituteForm.among(found)
    if not form.validate():
        return _screen(found, form, 422)
    chosen = (form.person.data, form.first.data, form.last.data)
    try:
        with transaction(g.db):
            substitutes.name(g.db, team_id, *chosen, by=me.person_id, at=clock.now())
    except Refused as refusal:
        answer = said(refusal)
        form.last.errors = [answer.text]
        return _screen(found, form, answer.status)
    return redirect(url_for(".index", team_id=team_id), 303)


@bp.post("/<id:substitute_id>/end")
def end(team_id: int, substitute_id: int) -> ResponseReturnValue:
    _check(team_id)
    me = sessions.me()
    try:
        with transaction(g.db):
            substitutes.end(g.db, team_id, substitute_id, by=me.person_id, at=clock.now())
    except Refused:
        abort(404)
    return redirect(url_for(".index", team_id=team_id), 303)


def _check(team_id: int) -> None:
    """Whoever stands in names nobody else."""
    if not lead.led_or_404(team_id).names_substitutes(team_id):
        abort(404)


def _found(team_id: int) -> Substitutes:
    _check(team_id)
    return query.of(g.db, team_id, sessions.own().day) or abort(404)


def _screen(
    found: Substitutes, form: SubstituteForm | None = None, status: int = 200
) -> ResponseReturnValue:
    return screen(
        "lead/substitutes.html",
        status=status,
        found=found,
        form=form or SubstituteForm.among(found, first=sessions.own().day),
    )
