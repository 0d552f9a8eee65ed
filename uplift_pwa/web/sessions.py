"""Signing devices in and out: the cookie carries a token, the row behind it decides."""

from datetime import timedelta

from flask import Flask, current_app, g, request, session
from flask_login import LoginManager, current_user, login_user, logout_user

from uplift_pwa import clock
from uplift_pwa.actions import limits, sign_ins
from uplift_pwa.config import Config
from uplift_pwa.db import transaction
from uplift_pwa.web import principal
from uplift_pwa.web.principal import Own, Principal


def init(app: Flask, config: Config) -> None:
    app.config.update(
        SESSION_COOKIE_NAME="session" if config.plain_http else "__Host-session",
        SESSION_COOKIE_SECURE=not config.plain_http,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=180),
    )
    # No context processor: it would load the person for every template, errors included.
    manager = LoginManager()
    manager.init_app(app, add_context_processor=False)
    # 'basic' protection rewrites the cookie whenever the address or the agent changes.
    manager.session_protection = None
    manager.user_loader(_load)


def _load(token: str) -> Principal | None:
    return principal.load(g.db, token, at=clock.now(), pepper=pepper())


def me() -> Principal:
    """The person who is asking. Only behind a guard that has asked for one."""
    found: Principal = current_user._get_current_object()
    return found


def own() -> Own:
    """The person's working day, read once per request."""
    if "own" not in g:
        g.own = Own(g.db, me(), clock.now())
    found: Own = g.own
    return found


def start(person_id: int, *, kind: str = "own", confirmed: bool = False) -> None:
    """Sign this device in. Whatever the cookie held before is gone (SAFETY A2).

    Call it inside the transaction that has established who it is.
    """
    token = sign_ins.begin(
        g.db,
        person_id,
        at=clock.now(),
        pepper=pepper(),
        kind=kind,
        device=request.user_agent.string,
        confirmed=confirmed,
    )
    loaded = principal.load(g.db, token, at=clock.now(), pepper=pepper())
    session.clear()
    session.permanent = kind == "own"
    login_user(loaded)


def end() -> None:
    """Sign this device out: the row first, then the cookie (SAFETY A1)."""
    with transaction(g.db):
        sign_ins.end(g.db, me().sign_in_id)
    logout_user()
    session.clear()


def see() -> None:
    """Note at most once a minute that the device is in use, and that the desk is."""
    now, who = clock.now(), me()
    if now - who.seen_at < principal.SEEN_EVERY:
        return
    with transaction(g.db):
        sign_ins.see(g.db, who.sign_in_id, at=now, confirmed=who.may_desk(now))


def address() -> str:
    """A digest of where the request came from, for limits."""
    return limits.address_key(request.remote_addr, pepper())


def pepper() -> bytes:
    found: bytes = current_app.config["UPLIFT"].pepper
    return found
