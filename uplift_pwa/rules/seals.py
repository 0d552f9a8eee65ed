"""Marks that say "this person, once" without saying which person (RULES 9)."""

import hashlib
import hmac

LENGTH = 20  # bytes: 160 bits, so that no two marks ever meet


def mark(seal: bytes, *parts: object) -> str:
    """An opaque mark of these parts in their order, as 40 hexadecimal signs.

    The same under the same `seal`; without it nobody can make one, and so nobody can try
    whose it is.
    """
    return _digest(seal, parts).hex()


def number(seal: bytes, *parts: object) -> int:
    """The same as a number of 160 bits: what secret codes are spelled from."""
    return int.from_bytes(_digest(seal, parts))


def _digest(seal: bytes, parts: tuple[object, ...]) -> bytes:
    # Each part with its length, or ("a", "bc") and ("ab", "c") would be one.
    told = b"".join(b"%d:%s" % (len(text), text) for text in (str(p).encode() for p in parts))
    return hmac.new(seal, told, hashlib.sha256).digest()[:LENGTH]
