"""People from a file: brought, looked at line by line, adjusted, and only then taken in."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from uplift_pwa import clock
from uplift_pwa.actions import import_files, people_import
from uplift_pwa.actions.people_plan import Plan
from uplift_pwa.db import transaction
from uplift_pwa.exchange.cell_text import clean, visible
from uplift_pwa.exchange.people_columns import FIELDS
from uplift_pwa.exchange.people_file import PeopleFile, missing, read_people, suggest_mapping
from uplift_pwa.exchange.tables import MAX_BYTES, Table, Unreadable, read_table
from uplift_pwa.queries import import_files as query
from uplift_pwa.queries.import_files import Stored
from uplift_pwa.web import import_rows, import_words, sessions, zones
from uplift_pwa.web.navigation import local
from uplift_pwa.web.people import number_in
from uplift_pwa.web.render import screen

bp = Blueprint("imports", __name__, url_prefix="/desk/people/imports")

PAGE, FIRST = 50, 10
LAST_PAGE = 10_000
PARTS = ("refused", "warnings", "planned", "left_out")
MOST_NEW_SITES = 20  # whose clocks are asked one by one


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it is read now; without a plan where needed columns are missing."""

    file: Stored
    table: Table
    missing: tuple[str, ...]
    people: PeopleFile | None = None


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
    return _show(_reading(import_id))


@bp.post("/<id:import_id>/mapping")
def update(import_id: int) -> ResponseReturnValue:
    reading = _reading(import_id)
    mapping = _chosen_columns(reading.table.header)
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
    reading = _reading(import_id)
    if reading.people is None:
        return _show(reading, 422)
    chosen, now, me = _chosen_zones(reading.people), clock.now(), sessions.me()
    with transaction(g.db):
        if import_files.claim(g.db, import_id, at=now):
            made = people_import.bring_in(
                g.db,
                reading.people,
                today=local(now).date(),
                by=me.person_id,
                at=now,
                zone=_usual_zone(),
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


def _reading(import_id: int) -> Reading:
    file = query.find(g.db, import_id) or abort(404)
    table = read_table(file.data)
    lacking = missing(file.mapping, table.header)
    if lacking:
        return Reading(file, table, lacking)
    return Reading(file, table, (), read_people(table, file.mapping))


def _show(reading: Reading, status: int = 200) -> Response:
    made = _plan(reading)
    part = request.args.get("part")
    if part not in (*PARTS, None):
        abort(404)
    return screen(
        "imports/show.html",
        status=status,
        file=reading.file,
        lines=len(reading.table.rows),
        columns=[(at, visible(name)) for at, name in enumerate(reading.table.header)],
        mapping=_positions(reading),
        fields=import_words.fields(),
        missing=reading.missing,
        plan=made,
        counts=_counts(reading.file, made),
        part=part,
        **(_lists(made, part) if made else {}),
        **_zone_fields(made),
    )


def _plan(reading: Reading) -> Plan | None:
    if reading.people is None:
        return None
    return people_import.plan(g.db, reading.people, today=local(clock.now()).date())


def _counts(file: Stored, plan: Plan | None) -> dict[str, int]:
    if file.applied_at:
        return query.result(g.db, file)
    return plan.counts() if plan else {}


def _lists(plan: Plan, part: str | None) -> dict[str, Any]:
    """What each section shows: the first few of everything, or one part page by page."""
    found: dict[str, tuple[list[Any], Any]] = {
        "refused": (plan.refused, import_words.refused),
        "warnings": (plan.warnings, import_words.warned),
        "planned": (import_rows.entries(plan), import_rows.row),
        "left_out": (plan.left_out, import_rows.left_out),
    }
    totals = {name: len(entries) for name, (entries, _say) in found.items()}
    page = number_in("page", LAST_PAGE) or 1
    shown = {}
    for name, (entries, say) in found.items():
        if part == name:
            entries = entries[(page - 1) * PAGE : page * PAGE]
        else:
            entries = import_rows.some(plan) if name == "planned" else entries[:FIRST]
        shown[name] = [say(entry) for entry in entries]
    return {"shown": shown, "totals": totals, "page": page, "per_page": PAGE}


def _positions(reading: Reading) -> dict[str, int]:
    """By field, which column holds it: forms carry the number, names can be anything."""
    header = reading.table.header
    return {
        field: header.index(name)
        for field, name in reading.file.mapping.items()
        if name in header
    }


def _chosen_columns(header: list[str]) -> dict[str, str]:
    chosen = {}
    for field in FIELDS:
        text = request.form.get(f"column-{field}", "")
        if not text:
            continue
        if not (
            text.isascii() and text.isdigit() and len(text) < 4 and int(text) < len(header)
        ):
            abort(400)
        chosen[field] = header[int(text)]
    return chosen


def _zone_fields(plan: Plan | None) -> dict[str, Any]:
    new_sites = plan.new_sites if plan else []
    return {
        "zone_fields": [(_zone_field(site), site) for site in new_sites[:MOST_NEW_SITES]],
        "more_sites": max(0, len(new_sites) - MOST_NEW_SITES),
        "zone": _usual_zone() if new_sites else "",
        "zones": zones.by_region(),
    }


def _chosen_zones(people: PeopleFile) -> Mapping[str, str]:
    """By site, the clock chosen for it; 400 for one that does not exist."""
    chosen = {}
    for site in {person.site for person in people.people}:
        zone = request.form.get(_zone_field(site))
        if zone is not None:
            chosen[site] = zone if zone in zones.known() else abort(400)
    return chosen


def _zone_field(site: str) -> str:
    return "zone-" + hashlib.blake2b(site.casefold().encode(), digest_size=8).hexdigest()


def _usual_zone() -> str:
    return query.usual_zone(g.db) or sessions.me().place.zone
