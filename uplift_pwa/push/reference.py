"""Our encryption held against pywebpush's, on the machine that is to send (decision 28)."""

import os
from base64 import urlsafe_b64encode
from collections.abc import Callable

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pywebpush import WebPusher

from uplift_pwa.push.encryption import CURVE, SECRET, encrypt


def agrees(text: bytes, encrypts: Callable[[bytes, str, str], bytes] = encrypt) -> bool:
    """Whether a browser reads `text` from us as from pywebpush, out of a body as long."""
    key, auth = ec.generate_private_key(CURVE), os.urandom(SECRET)
    point = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    p256dh, secret = _base64(point), _base64(auth)
    pusher = WebPusher({"endpoint": "", "keys": {"p256dh": p256dh, "auth": secret}})
    ours, theirs = encrypts(text, p256dh, secret), pusher.encode(text)["body"]
    try:
        read = [
            http_ece.decrypt(body, private_key=key, auth_secret=auth) for body in (ours, theirs)
        ]
    except http_ece.ECEException:
        return False
    return read == [text, text] and len(ours) == len(theirs)


def _base64(found: bytes) -> str:
    return urlsafe_b64encode(found).rstrip(b"=").decode()
