"""Which phones may be reached, and as whom: bound to a sign-in and gone with it (SAFETY W2)."""

import hashlib
import hmac
from base64 import urlsafe_b64decode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import reminders
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Delivery, PushHost, SignIn, Subscription
from uplift_pwa.push import endpoints

MOST = 10  # devices a person


@dataclass(frozen=True, slots=True)
class Offer:
    """What a browser hands over: its address, its two keys, and which key of ours it took."""

    endpoint: str
    p256dh: str
    auth: str
    server_key: str


def bind(
    session: Session,
    offer: Offer,
    *,
    person_id: int,
    sign_in_id: int,
    known_keys: Collection[str],
    loopback: bool = False,
    at: datetime,
) -> int:
    """Let this browser be reached as this person; returns the subscription's id.

    An endpoint belongs to one person: bound to another one it leaves the first, with what was
    owed to it. `at` is aware. Raises `Refused`: push_endpoint, push_keys, push_server_key,
    push_shared, push_taken (it is there with other keys).
    """
    _check_device(session, sign_in_id)
    found = _values(session, offer, known_keys, loopback)
    found |= {"person_id": person_id, "sign_in_id": sign_in_id, "seen_at": at}
    _leave_others(session, offer, person_id)
    subscription_id: int | None = session.execute(
        upsert(session, Subscription)
        .values(**found, made_at=at)
        .on_conflict_do_update(
            index_elements=["endpoint_digest"],
            set_=found,
            where=_is_same(offer) & (Subscription.person_id == person_id),
        )
        .returning(Subscription.id)
    ).scalar()
    if subscription_id is None:
        raise Refused("push_taken")
    _keep_newest(session, person_id, subscription_id)
    _wants(session, SignIn.id == sign_in_id, True)
    reminders.begin(session, person_id, at=at)
    return subscription_id


def change(
    session: Session,
    old_endpoint: str,
    offer: Offer,
    *,
    person_id: int,
    sign_in_id: int,
    known_keys: Collection[str],
    loopback: bool = False,
    at: datetime,
) -> int:
    """The browser has a new address in place of an old one: what is owed goes there.

    As `bind`; an old endpoint that is not this person's is left alone.
    """
    to = {
        "person_id": person_id,
        "sign_in_id": sign_in_id,
        "known_keys": known_keys,
        "loopback": loopback,
        "at": at,
    }
    old_id = session.scalar(
        select(Subscription.id).filter_by(
            endpoint_digest=digest(old_endpoint), person_id=person_id
        )
    )
    new_id = bind(session, offer, **to)  # type: ignore[arg-type]
    if old_id is not None and old_id != new_id:
        _hand_over(session, old_id, new_id)
        session.execute(delete(Subscription).where(Subscription.id == old_id))
    return new_id


def end(session: Session, endpoint: str, *, person_id: int, at: datetime) -> bool:
    """The person switches this browser off; whether there was anything to switch off.

    The app does not ask about it again for a while: `at` is aware.
    """
    this = Subscription.endpoint_digest == digest(endpoint)
    return _switch_off(session, this & (Subscription.person_id == person_id), at)


def end_device(session: Session, subscription_id: int, *, person_id: int, at: datetime) -> None:
    """The same for one of their devices by its number. Raises `Refused`: not_found."""
    this = Subscription.id == subscription_id
    if not _switch_off(session, this & (Subscription.person_id == person_id), at):
        raise Refused("not_found")


def is_own(session: Session, subscription_id: int, *, person_id: int) -> bool:
    """Whether it is there and this person's. Reads only."""
    mine = select(Subscription.id).filter_by(id=subscription_id, person_id=person_id)
    return session.scalar(mine) is not None


def digest(endpoint: str) -> str:
    """How an endpoint is looked up, and how logs name it."""
    return hashlib.sha256(endpoint.encode()).hexdigest()


def _switch_off(session: Session, which: ColumnElement[bool], at: datetime) -> bool:
    """The phone itself finds out at its next open, and leaves its push service."""
    row = session.execute(
        delete(Subscription)
        .where(which)
        .returning(Subscription.sign_in_id, Subscription.person_id)
    ).first()
    if row is None:
        return False
    _wants(session, SignIn.id == row.sign_in_id, False)
    reminders.decline(session, row.person_id, at=at)
    return True


def _wants(session: Session, which: ColumnElement[bool], wants: bool) -> None:
    session.execute(
        update(SignIn)
        .where(which, SignIn.wants_push.is_not(wants))
        .values(wants_push=wants)
        .execution_options(synchronize_session=False)
    )


def _check_device(session: Session, sign_in_id: int) -> None:
    kind = session.scalar(select(SignIn.kind).where(SignIn.id == sign_in_id))
    if kind != "own":
        raise Refused("push_shared")


def _values(
    session: Session, offer: Offer, known_keys: Collection[str], loopback: bool
) -> dict[str, object]:
    try:
        hosts = session.scalars(select(PushHost.host)).all()
        origin = endpoints.origin(offer.endpoint, hosts, loopback=loopback)
    except endpoints.Hostile as hostile:
        raise Refused("push_endpoint") from hostile
    if not _are_keys(offer):
        raise Refused("push_keys")
    if not any(hmac.compare_digest(offer.server_key, one) for one in known_keys):
        raise Refused("push_server_key")
    return {
        "endpoint": offer.endpoint,
        "endpoint_digest": digest(offer.endpoint),
        "origin": origin,
        "p256dh": offer.p256dh,
        "auth": offer.auth,
        "server_key": offer.server_key,
    }


def _are_keys(offer: Offer) -> bool:
    """A point on the curve and 16 secret bytes: what encryption needs (RFC 8291 3.1, 3.2)."""
    point, secret = _bytes(offer.p256dh), _bytes(offer.auth)
    if len(point) != 65 or len(secret) != 16:
        return False
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return True


def _bytes(text: str) -> bytes:
    """Base64url without padding, as browsers write it; nothing for anything else."""
    if len(text) > 90 or not all(
        sign.isascii() and (sign.isalnum() or sign in "-_") for sign in text
    ):
        return b""
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return b""


def _is_same(offer: Offer) -> ColumnElement[bool]:
    return (Subscription.p256dh == offer.p256dh) & (Subscription.auth == offer.auth)


def _leave_others(session: Session, offer: Offer, person_id: int) -> None:
    """Whoever holds the very same browser leaves it; only the browser knows its keys."""
    session.execute(
        delete(Subscription).where(
            Subscription.endpoint_digest == digest(offer.endpoint),
            Subscription.person_id != person_id,
            _is_same(offer),
        )
    )


def _keep_newest(session: Session, person_id: int, newest: int) -> None:
    kept = (
        select(Subscription.id)
        .filter_by(person_id=person_id)
        .order_by((Subscription.id == newest).desc(), Subscription.seen_at.desc())
        .limit(MOST)
    )
    session.execute(
        delete(Subscription).where(
            Subscription.person_id == person_id, Subscription.id.not_in(kept)
        )
    )


def _hand_over(session: Session, old_id: int, new_id: int) -> None:
    """What is still owed to the old address is owed to the new one."""
    has = select(Delivery.message_id).where(Delivery.subscription_id == new_id)
    session.execute(
        update(Delivery)
        .where(
            Delivery.subscription_id == old_id,
            Delivery.state == "pending",
            Delivery.message_id.not_in(has),
        )
        .values(subscription_id=new_id)
        .execution_options(synchronize_session=False)
    )
