"""Makes a message that only one browser can read (RFC 8291), as one record (RFC 8188)."""

import hmac
import os
from binascii import a2b_base64

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

CURVE, EXCHANGE = ec.SECP256R1(), ec.ECDH()
POINT, SECRET = 65, 16  # bytes of a browser's two keys (RFC 8291 3.1, 3.2)
MOST = 3993  # bytes of text: one record of 4096 holds all of it (RFC 8291 4)
RECORD = (4096).to_bytes(4, "big")
LAST = b"\x02"  # no padding, and no record after this one (RFC 8188 2)


class Unreadable(Exception):
    """Nothing can be encrypted with the keys of this subscription, or the text is too long."""


def encrypt(
    text: bytes,
    p256dh: str,
    auth: str,
    *,
    key: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """The body for one browser, by the two keys that it gave (base64url, unpadded).

    `key` and `salt` are given only to compare with others: they are new for each message.
    Raises `Unreadable`.
    """
    key, salt = key or ec.generate_private_key(CURVE), salt or os.urandom(16)
    try:
        theirs, secret = _bytes(p256dh, POINT), _bytes(auth, SECRET)
        point = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, theirs)
    except ValueError as error:
        raise Unreadable from error
    if len(text) > MOST:
        raise Unreadable(f"{len(text)} bytes")
    ours = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    about = b"WebPush: info\0" + theirs + ours  # RFC 8291 3.4
    seed = _extracted(salt, _expanded(_extracted(secret, key.exchange(EXCHANGE, point)), about))
    content_key = _expanded(seed, b"Content-Encoding: aes128gcm\0")[:16]
    nonce = _expanded(seed, b"Content-Encoding: nonce\0")[:12]
    header = salt + RECORD + bytes((POINT,)) + ours  # RFC 8188 2.1
    return header + AESGCM(content_key).encrypt(nonce, text + LAST, None)


def _extracted(salt: bytes, secret: bytes) -> bytes:
    return hmac.digest(salt, secret, "sha256")  # RFC 5869 2.2


def _expanded(seed: bytes, about: bytes) -> bytes:
    return hmac.digest(seed, about + b"\x01", "sha256")  # its first block, 32 bytes (2.3)


def _bytes(text: str, size: int) -> bytes:
    found = a2b_base64(text.replace("-", "+").replace("_", "/") + "==")
    if len(found) != size:
        raise ValueError(f"{len(found)} bytes")
    return found
