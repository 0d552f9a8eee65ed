"""The page of one file: what it would change, or what it has changed, in bounded pieces."""

from dataclasses import dataclass
from typing import Any

from flask import Response, abort, g, request

from uplift_pwa import clock
from uplift_pwa.actions import people_import
from uplift_pwa.actions.people_plan import Plan
from uplift_pwa.exchange.cell_text import visible
from uplift_pwa.exchange.people_file import PeopleFile, missing, read_people
from uplift_pwa.exchange.tables import Table, read_table
from uplift_pwa.queries import import_files as query
from uplift_pwa.queries.import_files import Stored
from uplift_pwa.web import import_forms, import_rows, import_words
from uplift_pwa.web.navigation import local
from uplift_pwa.web.people import number_in
from uplift_pwa.web.render import screen

PAGE, FIRST = 50, 10
LAST_PAGE = 10_000
PARTS = ("refused", "warnings", "planned", "left_out")


@dataclass(frozen=True, slots=True)
class Reading:
    """A file as it is read now; without a plan where needed columns are missing."""

    file: Stored
    table: Table
    missing: tuple[str, ...]
    people: PeopleFile | None = None


def read(import_id: int) -> Reading:
    file = query.find(g.db, import_id) or abort(404)
    table = read_table(file.data)
    lacking = missing(file.mapping, table.header)
    if lacking:
        return Reading(file, table, lacking)
    return Reading(file, table, (), read_people(table, file.mapping))


def screen_of(reading: Reading, status: int = 200) -> Response:
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
        **import_forms.zone_fields(made),
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
