"""Makes a message that only one browser can read (RFC 8291), with a key of its own for each."""

import hmac
import os
from base64 import urlsafe_b64decode
from functools import partial

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE, EXCHANGE = ec.SECP256R1(), ec.ECDH()
RECORD = (4096).to_bytes(4, "big")  # one record holds all of it (RFC 8188 2.1)
LAST = b"\x02"
_new_key = partial(ec.generate_private_key, CURVE)


class Unreadable(Exception):
    """Nothing can be encrypted with the keys of this subscription."""


def encrypt(
    text: bytes,
    p256dh: str,
    auth: str,
    *,
    key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body for one browser, by the two keys that it gave (base64url, unpadded).

    `key` and `salt` are for the RFC's example alone: they are new for each message. Raises
    `Unreadable`.
    """
    key, salt = key or _new_key(), salt or os.urandom(16)
    try:
        theirs, secret = _bytes(p256dh), _bytes(auth)
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs)
        shared = key.exchange(EXCHANGE, point)
    except ValueError as error:
        raise Unreadable from error
    ours = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    seed = _derived(secret, shared, b"WebPush: info\0" + theirs + ours)
    content_key = _derived(salt, seed, b"Content-Encoding: aes128gcm\0")[:16]
    nonce = _derived(salt, seed, b"Content-Encoding: nonce\0")[:12]
    header = salt + RECORD + bytes([len(ours)]) + ours
    return header + AESGCM(content_key).encrypt(nonce, text + LAST, None)


def _derived(salt: bytes, secret: bytes, about: bytes) -> bytes:
    """HKDF with SHA-256, as far as one block goes (RFC 5869 2)."""
    return hmac.digest(hmac.digest(salt, secret, "sha256"), about + b"\x01", "sha256")


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
