"""Makes a message that only one browser can read (RFC 8291): pywebpush does it."""

from base64 import urlsafe_b64decode

from pywebpush import WebPusher

# One for the whole process: a pusher of its own for each copies its subscription deeply, and
# only its two keys are needed, which are set before each message. One thread sends.
_pusher = WebPusher({"endpoint": ""})


class Unreadable(Exception):
    """Nothing can be encrypted with the keys of this subscription."""


def encrypt(text: bytes, p256dh: str, auth: str) -> bytes:
    """The body for one browser, by the two keys that it gave (base64url, unpadded).

    A key and a salt of its own for each message. Raises `Unreadable`.
    """
    try:
        _pusher.receiver_key, _pusher.auth_key = _bytes(p256dh), _bytes(auth)
        body: bytes = _pusher.encode(text)["body"]
    except Exception as error:  # the library raises whatever its parts do
        raise Unreadable from error
    return body


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
