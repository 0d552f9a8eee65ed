"""The tablet that asks: its own cookie carries a token, the station's row decides."""

from datetime import timedelta

from flask import abort, current_app, g, request
from werkzeug.wrappers import Response

from uplift_pwa import clock
from uplift_pwa.actions import codes, stations
from uplift_pwa.db import transaction
from uplift_pwa.queries import station
from uplift_pwa.queries.station import Device, Turn
from uplift_pwa.web import principal, sessions

LASTS = timedelta(days=400)  # browsers keep no cookie longer


def here() -> Device | None:
    """The station that asks, read once per request; None for any other browser."""
    if "device" not in g:
        token = request.cookies.get(_name(), "")
        digest = codes.digest(token, sessions.pepper())
        g.device = station.device(g.db, digest, clock.now()) if token else None
    found: Device | None = g.device
    return found


def asking() -> Device:
    """The station that asks. Only behind its guard."""
    return here() or abort(404)


def turn() -> Turn | None:
    """Who is at it just now."""
    return asking().turn


def see() -> None:
    """Note at most once a minute that the tablet is in use."""
    now, device = clock.now(), asking()
    if now - device.seen_at < principal.SEEN_EVERY:
        return
    with transaction(g.db):
        stations.see(g.db, device.id, at=now)


def keep(response: Response, token: str | None = None) -> Response:
    """Give the tablet its cookie, or the one it has for another while."""
    config = current_app.config["UPLIFT"]
    response.set_cookie(
        _name(),
        token or request.cookies[_name()],
        max_age=LASTS,
        secure=not config.plain_http,
        httponly=True,
        samesite="Lax",
    )
    return response


def _name() -> str:
    return "station" if current_app.config["UPLIFT"].plain_http else "__Host-station"
