"""Where a long list goes on: an id in an address, in a form that nobody counts by."""

import base64
import binascii

from flask import abort, request

from uplift_pwa.web.urls import LARGEST

BYTES = 4


def token(id_: int) -> str:
    """The id as it stands in an address."""
    return base64.urlsafe_b64encode(id_.to_bytes(BYTES)).decode().rstrip("=")


def asked_for(name: str = "before") -> int | None:
    """The id that the address goes on from; None without one, else 404 for what is none."""
    text = request.args.get(name)
    if text is None:
        return None
    try:
        id_ = int.from_bytes(base64.b64decode(text + "==", altchars=b"-_", validate=True))
    except (binascii.Error, ValueError):
        abort(404)
    return id_ if 0 < id_ <= LARGEST and token(id_) == text else abort(404)
