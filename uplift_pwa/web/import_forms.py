"""What an import asks: which column is what, and which clock a new site runs on."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import abort, g, request

from uplift_pwa.actions.people_plan import Plan
from uplift_pwa.exchange.people_columns import FIELDS
from uplift_pwa.exchange.people_file import PeopleFile
from uplift_pwa.queries import import_files
from uplift_pwa.web import sessions, zones

MOST_NEW_SITES = 20  # whose clocks are asked one by one


def columns(header: list[str]) -> dict[str, str]:
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


def zone_fields(plan: Plan | None) -> dict[str, Any]:
    new_sites = plan.new_sites if plan else []
    return {
        "zone_fields": [(_zone_field(site), site) for site in new_sites[:MOST_NEW_SITES]],
        "more_sites": max(0, len(new_sites) - MOST_NEW_SITES),
        "zone": usual_zone() if new_sites else "",
        "zones": zones.by_region(),
    }


def zones_of(people: PeopleFile) -> Mapping[str, str]:
    """By site, the clock chosen for it; 400 for one that does not exist."""
    chosen = {}
    for site in {person.site for person in people.people}:
        zone = request.form.get(_zone_field(site))
        if zone is not None:
            chosen[site] = zone if zone in zones.known() else abort(400)
    return chosen


def _zone_field(site: str) -> str:
    return "zone-" + hashlib.blake2b(site.casefold().encode(), digest_size=8).hexdigest()


def usual_zone() -> str:
    return import_files.usual_zone(g.db) or sessions.me().place.zone
