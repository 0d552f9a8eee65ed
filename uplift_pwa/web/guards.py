"""What happens before any view: is it from us, who is it, may they."""

from urllib.parse import urlsplit

from flask import Flask, abort, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from htmx_flask import request as htmx_request

from uplift_pwa import clock
from uplift_pwa.web import devices, sessions
from uplift_pwa.web.permissions import TABLE, Who

SAFE = {"GET", "HEAD", "OPTIONS"}


def init(app: Flask) -> None:
    app.before_request(refuse_other_sites)
    app.before_request(check_permission)


def refuse_other_sites() -> None:
    """Unsafe methods come from our own pages, or not at all (SAFETY C3)."""
    if request.method in SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            abort(403)
    elif request.headers.get("Origin") != request.host_url.rstrip("/"):
        abort(403)


def check_permission() -> ResponseReturnValue | None:
    """Hold the route against the table; a route that nobody listed is shut."""
    if request.endpoint is None:
        return None  # the router's own 404 or 405 answers
    who = TABLE.get(request.endpoint)
    if who is Who.ANYBODY:
        return None
    if who is Who.DEMO:
        return None if current_app.config["UPLIFT"].demo else abort(404)
    if who is Who.DEVICE:
        return _check_device()
    if not current_user.is_authenticated:
        return to_sign_in()
    sessions.see()
    return None if who is Who.SIGNED_IN else _check_role(who)


def _check_device() -> ResponseReturnValue | None:
    """A station asks, or whoever it is learns how a tablet becomes one."""
    if devices.here() is None:
        return _detour(url_for("binding.new"), 401)
    devices.see()
    return None


def _check_role(who: Who | None) -> ResponseReturnValue | None:
    me, now = sessions.me(), clock.now()
    if who is Who.LEADER and (me.leads or me.is_admin):
        return None if me.may_lead(now) else to_password()
    if who is Who.ADMIN and me.is_admin:
        return None if me.may_desk(now) else to_password()
    abort(404)


def to_sign_in() -> ResponseReturnValue:
    if current_app.config["UPLIFT"].demo and request.endpoint == "today.show":
        return _detour(url_for("demo.show"), 401)  # the demo opens on who one can be
    return _detour(url_for("sign_in.new", next=_came_from()), 401)


def to_password() -> ResponseReturnValue:
    return _detour(url_for("password.edit", next=_came_from()), 403)


def local_path(path: str | None, otherwise: str = "/") -> str:
    """`path` if it stays on this site, else `otherwise` (SAFETY A14)."""
    if not path or not path.startswith("/") or path.startswith("//"):
        return otherwise
    if "\\" in path or any(ord(sign) < 33 or ord(sign) == 127 for sign in path):
        return otherwise
    parts = urlsplit(path)
    return otherwise if parts.scheme or parts.netloc else path


def _came_from() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _detour(url: str, htmx_status: int) -> ResponseReturnValue:
    if htmx_request.htmx:
        return "", htmx_status, {"HX-Redirect": url}
    return redirect(url, 303 if request.method not in SAFE else 302)
