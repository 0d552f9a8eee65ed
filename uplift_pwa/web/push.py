"""Push, as a phone asks for it: our key, its subscription, a test, and what was opened."""

from typing import Any

from flask import Blueprint, abort, current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from uplift_pwa import clock
from uplift_pwa.actions import subscriptions
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.actions.subscriptions import Offer
from uplift_pwa.db import transaction
from uplift_pwa.push import devices
from uplift_pwa.push.vapid import Keyring
from uplift_pwa.queries import push_devices
from uplift_pwa.web import sessions
from uplift_pwa.web.refusals import said

bp = Blueprint("push", __name__, url_prefix="/push")


@bp.get("/state")
def state() -> ResponseReturnValue:
    """Our key, and what a phone compares with its browser: wanted here, known by us."""
    phone = push_devices.this_phone(g.db, sessions.me().sign_in_id)
    return {"key": _ring().current, "wanted": phone.wanted, "known": phone.known}


@bp.post("/subscriptions")
def create() -> ResponseReturnValue:
    """Let this browser be reached; with `old` its new address takes over from that one."""
    me, sent = sessions.me(), _sent()
    where = {
        "person_id": me.person_id,
        "sign_in_id": me.sign_in_id,
        "known_keys": _ring().known,
        "loopback": current_app.config["UPLIFT"].push_to_loopback,
        "at": clock.now(),
    }
    old = _text(sent, "old")
    try:
        with transaction(g.db):
            if old:
                made = subscriptions.change(g.db, old, _offer(sent), **where)
            else:
                made = subscriptions.bind(g.db, _offer(sent), **where)
    except Refused as refusal:
        return _refused(refusal)
    return {"id": made}, 201


@bp.delete("/subscriptions")
def destroy() -> ResponseReturnValue:
    """This browser is switched off; doing it twice is the same as doing it once."""
    with transaction(g.db):
        me, endpoint = sessions.me().person_id, _text(_sent(), "endpoint")
        subscriptions.end(g.db, endpoint, person_id=me, at=clock.now())
    return "", 204


@bp.post("/subscriptions/<id:subscription_id>/test")
def test(subscription_id: int) -> ResponseReturnValue:
    """Send this phone of one's own a message that says it works."""
    with transaction(g.db):
        owed = devices.test(
            g.db, subscription_id, person_id=sessions.me().person_id, at=clock.now()
        )
    if not owed and not _is_own(subscription_id):
        abort(404)
    return redirect(url_for("nudges.show", sent=subscription_id), 303)


@bp.post("/subscriptions/<id:subscription_id>/end")
def end(subscription_id: int) -> ResponseReturnValue:
    """Switch one of one's own phones off, from any of them."""
    try:
        with transaction(g.db):
            me = sessions.me().person_id
            subscriptions.end_device(g.db, subscription_id, person_id=me, at=clock.now())
    except Refused:
        abort(404)
    return redirect(url_for("nudges.show"), 303)


@bp.post("/openings")
def opened() -> ResponseReturnValue:
    """A notification was tapped on this device."""
    tag = _text(_sent(), "tag")
    if not 0 < len(tag) <= 32:
        abort(422)
    with transaction(g.db):
        devices.opened(g.db, tag, sign_in_id=sessions.me().sign_in_id, at=clock.now())
    return "", 204


def _ring() -> Keyring:
    """The installation's keys, read when they are first needed."""
    found: Keyring | None = current_app.extensions.get("keyring")
    if found is None:
        config = current_app.config["UPLIFT"]
        found = current_app.extensions["keyring"] = Keyring(config.data, config.contact)
    return found


def _sent() -> dict[str, Any]:
    """What came, as JSON from a script or as a form."""
    sent = request.get_json(silent=True) if request.is_json else request.form.to_dict()
    if not isinstance(sent, dict):
        abort(422)
    return sent


def _text(sent: dict[str, Any], name: str) -> str:
    value = sent.get(name, "")
    return value if isinstance(value, str) else ""


def _offer(sent: dict[str, Any]) -> Offer:
    """A subscription as browsers write it (`PushSubscription.toJSON`), with our key."""
    keys = sent.get("keys")
    keys = keys if isinstance(keys, dict) else sent
    return Offer(
        endpoint=_text(sent, "endpoint"),
        p256dh=_text(keys, "p256dh"),
        auth=_text(keys, "auth"),
        server_key=_text(sent, "key"),
    )


def _is_own(subscription_id: int) -> bool:
    return subscriptions.is_own(g.db, subscription_id, person_id=sessions.me().person_id)


def _refused(refusal: Refused) -> ResponseReturnValue:
    answer = said(refusal)
    return {"problem": answer.text, "code": refusal.code}, answer.status
