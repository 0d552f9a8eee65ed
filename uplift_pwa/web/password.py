"""The password that opens leader and admin pages on a device that a card has bound."""

from flask import Blueprint, abort, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from uplift_pwa import clock
from uplift_pwa.actions import limits, passwords, sign_ins
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.models import Person
from uplift_pwa.web import sessions
from uplift_pwa.web.guards import local_path
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("password", __name__)


@bp.get("/password")
def edit() -> ResponseReturnValue:
    return _form()


@bp.post("/password")
def update() -> ResponseReturnValue:
    password = request.form.get("password", "")
    return _confirm(password) if sessions.me().has_password else _set(password)


def _set(password: str) -> ResponseReturnValue:
    me = sessions.me()
    try:
        with transaction(g.db):
            passwords.set_for(g.db, me.person_id, password, names=[me.name])
            sign_ins.confirm(g.db, me.sign_in_id, at=clock.now())
    except Refused as refusal:
        return _form(422, said(refusal).text)
    return _on()


def _confirm(password: str) -> ResponseReturnValue:
    me, now, address = sessions.me(), clock.now(), sessions.address()
    with transaction(g.db):
        if limits.reached(g.db, address, at=now, person_id=me.person_id):
            return _form(429, _("Too many tries for now. Wait a quarter of an hour."))
        kept = g.db.scalar(select(Person.password_hash).filter_by(id=me.person_id))
        if not passwords.fits(kept, password):
            limits.note_failure(g.db, address, at=now, person_id=me.person_id)
            return _form(422, _("That is not your password."))
        sign_ins.confirm(g.db, me.sign_in_id, at=now)
    return _on()


def _on() -> ResponseReturnValue:
    return redirect(local_path(request.form.get("next")), 303)


def _form(status: int = 200, error: str | None = None) -> ResponseReturnValue:
    me = sessions.me()
    if not (me.leads or me.is_admin):
        abort(404)
    next_path = local_path(request.values.get("next"), "/desk" if me.is_admin else "/lead")
    return screen(
        "password/edit.html",
        status=status,
        error=error,
        next_path=next_path,
        has_password=me.has_password,
        least=passwords.LEAST,
    )
