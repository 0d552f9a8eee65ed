"""A line in the log for each request: what, how it ended, how long, by whom as a digest."""

import hashlib
import logging
import time
import uuid

from flask import Flask, Response, g, request

from uplift_pwa import logs
from uplift_pwa.web import i18n, sessions

log = logging.getLogger(logs.REQUESTS)


def init(app: Flask) -> None:
    app.before_request(_begin)
    app.after_request(_note)


def number() -> str:
    """What a person can quote and the log can be searched for."""
    if "request_number" not in g:
        g.request_number = uuid.uuid4().hex[:8]
    found: str = g.request_number
    return found


def _begin() -> None:
    g.began = time.perf_counter()


def _note(response: Response) -> Response:
    """No address, no query and no name: paths can hold secrets, routes cannot."""
    took = time.perf_counter() - g.began if "began" in g else 0.0
    log.info(
        "request",
        extra={
            "request": number(),
            "method": request.method,
            "route": request.endpoint,
            "status": response.status_code,
            "ms": round(1000 * took),
            "person": _person(),
        },
    )
    return response


def _person() -> str | None:
    """The same digest for the same person; it does not lead back without the secret."""
    if not i18n.is_known():
        return None
    who = str(sessions.me().person_id).encode()
    return hashlib.blake2b(who, key=sessions.pepper(), digest_size=6).hexdigest()
