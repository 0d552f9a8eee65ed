"""People from a file: brought, looked at line by line, adjusted, and only then taken in."""

from flask import Blueprint, Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import import_files, people_import
from uplift_pwa.db import transaction
from uplift_pwa.exchange.cell_text import clean, visible
from uplift_pwa.exchange.people_file import suggest_mapping
from uplift_pwa.exchange.tables import MAX_BYTES, Table, Unreadable, read_table
from uplift_pwa.queries import import_files as query
from uplift_pwa.web import import_forms, import_page, import_words, sessions
from uplift_pwa.web.navigation import local
from uplift_pwa.web.render import screen

bp = Blueprint("imports", __name__, url_prefix="/desk/people/imports")


@bp.get("/new")
def new() -> ResponseReturnValue:
    return _upload_form()


@bp.post("")
def create() -> ResponseReturnValue:
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _upload_form(422, _("Choose a file first."))
    data = sent.stream.read(MAX_BYTES + 1)
    try:
        table = read_table(data)
    except Unreadable as error:
        return _upload_form(422, import_words.unreadable(error))
    mapping = _mapping_for(table)
    with transaction(g.db):
        import_id = import_files.keep(
            g.db,
            visible(clean(sent.filename)),
            data,
            mapping,
            by=sessions.me().person_id,
            at=clock.now(),
        )
    return redirect(url_for(".show", import_id=import_id), 303)


@bp.get("/<id:import_id>")
def show(import_id: int) -> ResponseReturnValue:
    return import_page.screen_of(import_page.read(import_id))


@bp.post("/<id:import_id>/mapping")
def update(import_id: int) -> ResponseReturnValue:
    reading = import_page.read(import_id)
    mapping = import_forms.columns(reading.table.header)
    with transaction(g.db):
        import_files.read_by(
            g.db,
            import_id,
            reading.table.header,
            mapping,
            by=sessions.me().person_id,
            at=clock.now(),
        )
    return redirect(url_for(".show", import_id=import_id), 303)


@bp.post("/<id:import_id>/application")
def apply(import_id: int) -> ResponseReturnValue:
    reading = import_page.read(import_id)
    if reading.people is None:
        return import_page.screen_of(reading, 422)
    chosen, now, me = import_forms.zones_of(reading.people), clock.now(), sessions.me()
    with transaction(g.db):
        if import_files.claim(g.db, import_id, at=now):
            made = people_import.bring_in(
                g.db,
                reading.people,
                today=local(now).date(),
                by=me.person_id,
                at=now,
                zone=import_forms.usual_zone(),
                zones=chosen,
            )
            import_files.note_applied(g.db, import_id, made, by=me.person_id, at=now)
    return redirect(url_for(".show", import_id=import_id), 303)


def _upload_form(status: int = 200, error: str = "") -> Response:
    return screen("imports/new.html", status=status, error=error, latest=query.latest(g.db))


def _mapping_for(table: Table) -> dict[str, str]:
    """As somebody saved it for these headers, else as the header's words suggest."""
    digest = import_files.header_digest(table.header)
    return query.saved_mapping(g.db, digest) or suggest_mapping(table.header)
