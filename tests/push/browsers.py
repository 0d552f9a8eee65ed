"""Browsers as push knows them: an address and two keys, made as a browser makes them."""

import os
from base64 import urlsafe_b64encode
from itertools import count

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.factories import NOON
from uplift_pwa.actions import sign_ins, subscriptions
from uplift_pwa.actions.subscriptions import Offer
from uplift_pwa.models import SignIn

SERVER_KEY = "B" + "A" * 86
PEPPER = b"pepper" * 6
MOZILLA = "https://updates.push.services.mozilla.com/wpush/v2/"
_numbers = count(1)


def b64(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def keys():
    """The private key of a browser, and what it tells: its public half and a secret."""
    private = ec.generate_private_key(ec.SECP256R1())
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return private, b64(point), b64(os.urandom(16))


def offer(endpoint=None, **changes):
    _private, p256dh, auth = keys()
    found = {
        "endpoint": endpoint or f"{MOZILLA}{next(_numbers)}",
        "p256dh": p256dh,
        "auth": auth,
        "server_key": SERVER_KEY,
    }
    return Offer(**found | changes)


def signed_in(session, person, kind="own", at=NOON):
    """A signed-in device of a person, by its number."""
    sign_ins.begin(session, person.id, at=at, pepper=PEPPER, kind=kind)
    session.commit()
    return session.query(SignIn.id).order_by(SignIn.id.desc()).first()[0]


def bound(
    session, person, what=None, *, at=NOON, sign_in_id=None, known_keys=(SERVER_KEY,), **more
):
    """A phone of a person that may be reached, by the number of its subscription."""
    made = subscriptions.bind(
        session,
        what or offer(),
        person_id=person.id,
        sign_in_id=sign_in_id or signed_in(session, person, at=at),
        known_keys=known_keys,
        at=at,
        **more,
    )
    session.commit()
    return made
