"""Codes and tokens: made at random, handed out once, stored as a keyed digest only."""

import hashlib
import secrets

# 32 signs without I, L, O and U: read aloud, typed by hand, 5 bits each.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CARD_LENGTH = 12  # 60 bits (SAFETY A5)
MOVING_LENGTH = 6  # 30 bits, for ten minutes
_MEANT = str.maketrans("OIL", "011", " -\t\n\r\u00a0\u2010\u2011\u2013")


def card_code() -> str:
    return _signs(CARD_LENGTH)


def moving_code() -> str:
    return _signs(MOVING_LENGTH)


def in_groups(code: str) -> str:
    """The code as it is printed: K7MP 4QXR 9T2C; a moving code reads K7M 4QP."""
    size = 3 if len(code) == MOVING_LENGTH else 4
    return " ".join(code[at : at + size] for at in range(0, len(code), size))


def meant(typed: str) -> str:
    """The code that somebody meant to type: case, spaces and look-alikes do not matter."""
    return typed[:64].upper().translate(_MEANT)


def token() -> str:
    return secrets.token_urlsafe(32)


def digest(secret: str, pepper: bytes) -> str:
    """What is stored of a code or a token; without the pepper it cannot be guessed back."""
    return hashlib.blake2b(secret.encode(), key=pepper[:64], digest_size=32).hexdigest()


def _signs(number: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(number))
