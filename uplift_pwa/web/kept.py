"""What is kept about me: a copy of all of it, and asking the desk to delete it."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, abort, g, redirect, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import own_data as actions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import transaction
from uplift_pwa.exchange.spreadsheet_safety import write_csv
from uplift_pwa.queries import deletions, own_data
from uplift_pwa.web import navigation, sessions
from uplift_pwa.web.refusals import said
from uplift_pwa.web.render import screen

bp = Blueprint("kept", __name__, url_prefix="/me/kept")

TYPES = {"json": "application/json", "zip": "application/zip"}
Copy = dict[str, list[dict[str, Any]]]


@bp.get("")
def show() -> ResponseReturnValue:
    return _screen()


@bp.post("/copy.<kind>")
def copy(kind: str) -> ResponseReturnValue:
    """Everything as one file. A form, not a link: it is counted, and no other page can ask."""
    me, now = sessions.me(), clock.now()
    if kind not in TYPES or me.kind != "own":
        abort(404)
    try:
        with transaction(g.db):
            actions.take_copy(g.db, me.person_id, at=now)
    except Refused as refusal:
        answer = said(refusal)
        return _screen(answer.status, answer.text)
    found = dict(own_data.everything(g.db, me.person_id))
    body = _zip(found) if kind == "zip" else _json(found)
    name = f"uplift-about-me-{navigation.local(now).date()}.{kind}"
    answer_file = Response(body, content_type=TYPES[kind])
    answer_file.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer_file


@bp.post("/deletion-request")
def ask() -> ResponseReturnValue:
    with transaction(g.db):
        actions.ask_deletion(g.db, sessions.me().person_id, at=clock.now())
    return redirect(url_for(".show"), 303)


@bp.post("/deletion-request/withdrawal")
def take_back() -> ResponseReturnValue:
    with transaction(g.db):
        actions.take_back(g.db, sessions.me().person_id)
    return redirect(url_for(".show"), 303)


def _screen(status: int = 200, refusal: str = "") -> ResponseReturnValue:
    return screen(
        "kept/show.html",
        status=status,
        refusal=refusal,
        is_own=sessions.me().kind == "own",
        asked_at=deletions.asked_at(g.db, sessions.me().person_id),
    )


def _json(found: Copy) -> str:
    whole = {"kept": found, "not_looked_up": dict(own_data.LEFT_OUT)}
    return json.dumps(whole, ensure_ascii=False, default=str, indent=2)


def _zip(found: Copy) -> bytes:
    """A spreadsheet a table; tables without a row have none."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, rows in found.items():
            if rows:
                packed.writestr(f"{name}.csv", write_csv(list(rows[0]), map(_cells, rows)))
        left_out = own_data.LEFT_OUT.items()
        packed.writestr("not-looked-up.csv", write_csv(("field", "reason"), left_out))
    return file.getvalue()


def _cells(row: Mapping[str, Any]) -> Sequence[str]:
    return ["" if value is None else str(value) for value in row.values()]
