"""What phones did without a network, brought in batches: each goes its usual way, once."""

import contextvars
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, abort, current_app, g, jsonify, request
from flask_babel import gettext as _
from werkzeug.datastructures import Headers
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.test import EnvironBuilder, run_wsgi_app

from uplift_pwa.db import to_disk
from uplift_pwa.web import phone, road_codes, sessions
from uplift_pwa.web.heard import HEARD

bp = Blueprint("sync", __name__)

MOST = 50  # operations a batch
# Forms that may wait on a phone. Everything else needs somebody who looks at the answer.
MAY_WAIT = frozenset(
    {
        *("today.complete", "today.undo", "thanks.create", "votes.create", "huddles.create"),
        *("roadblocks.create", "roadblocks.share", "ideas.create", "ideas.share"),
    }
)
ID = re.compile(r"[0-9A-Za-z-]{8,64}")
LATER = {408, 425, 429, 500, 502, 503, 504, 507}
PASSED_ON = ("Cookie", "User-Agent", "Accept-Language")


@dataclass(frozen=True, slots=True)
class Operation:
    """A form that a phone would have posted, with the id that makes it happen once."""

    id: str
    path: str
    form: tuple[tuple[str, str], ...]


@bp.post("/sync")
def replay() -> Response:
    """Answer each operation by itself: done, refused with the reason, or later.

    409 where they belong to somebody else than who is signed in: they stay on the phone
    (SAFETY D4). Repeats hear what was answered the first time (D5).
    """
    owner, operations = _read(request.get_json(silent=True))
    if owner != phone.owner(sessions.me().person_id):
        abort(409)
    g.db.rollback()  # each operation has a transaction of its own
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    results = [_replayed(app, one) for one in operations]
    to_disk(g.db)
    done = {result["id"] for result in results if result["status"] == "done"}
    road_codes.keep_replayed((one.path, one.id) for one in operations if one.id in done)
    return jsonify(results=results)


def _read(body: Any) -> tuple[str, list[Operation]]:
    """What the phone sent, or 400 where it is not of that shape."""
    try:
        operations = [_operation(one) for one in body["operations"]]
        owner = str(body["owner"])
    except (TypeError, KeyError, ValueError):
        abort(400)
    if not 0 < len(operations) <= MOST:
        abort(400)
    return owner, operations


def _operation(one: Any) -> Operation:
    fields = [(name, value) for name, value in one["form"]]
    texts = [one["id"], one["path"], *(text for field in fields for text in field)]
    if not all(isinstance(text, str) for text in texts) or not ID.fullmatch(one["id"]):
        raise ValueError
    form = [field for field in fields if field[0] != "operation"]
    return Operation(one["id"], one["path"], (*form, ("operation", one["id"])))


def _replayed(app: Flask, one: Operation) -> dict[str, str]:
    if not _may_wait(app, one.path):
        return {"id": one.id, "status": "refused", "said": _("This is not there any more.")}
    status, said = _posted(app, one)
    if status < 400:
        return {"id": one.id, "status": "done"}
    if status in LATER:
        return {"id": one.id, "status": "later"}
    said = said or _("This is not there any more.")
    return {"id": one.id, "status": "refused", "said": said}


def _may_wait(app: Flask, path: str) -> bool:
    try:
        endpoint, _values = app.url_map.bind("").match(path, method="POST")
    except (HTTPException, RequestRedirect):
        return False
    return endpoint in MAY_WAIT


def _posted(app: Flask, one: Operation) -> tuple[int, str]:
    """The form goes through guards and view like any other: its status and what was said."""
    heard: list[str] = []
    headers = Headers([(name, request.headers.get(name, "")) for name in PASSED_ON])
    headers["Sec-Fetch-Site"] = "same-origin"
    builder = EnvironBuilder(
        path=one.path,
        method="POST",
        base_url=request.host_url,
        headers=headers,
        data=urlencode(one.form),
        content_type="application/x-www-form-urlencoded",
        environ_overrides={"REMOTE_ADDR": request.remote_addr or "", HEARD: heard},
    )
    environ = builder.get_environ()
    # A context of its own: this request's person, database and language stay out of it.
    body, status, _headers = contextvars.Context().run(
        run_wsgi_app, app.wsgi_app, environ, buffered=True
    )
    for _part in body:
        pass
    return int(status.split()[0]), " ".join(heard[-1:])
