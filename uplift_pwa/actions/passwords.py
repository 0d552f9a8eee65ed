"""Passwords of leaders and admins: asked after the card, hashed with argon2id (SAFETY A10)."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import update
from sqlalchemy.orm import Session

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Person

LEAST, MOST = 15, 128
LEAST_DIFFERENT = 6
_HASHER = PasswordHasher()
# Somebody without a password costs as much time to check as somebody with one.
_NOBODY = _HASHER.hash("nobody has this password")


def set_for(session: Session, person_id: int, password: str, *, names: list[str]) -> None:
    """Keep a person's password. Raises `Refused`: short, long, simple."""
    text = unicodedata.normalize("NFKC", password)
    if len(text) < LEAST:
        raise Refused("password_short")
    if len(text) > MOST:
        raise Refused("password_long")
    if is_simple(text, names):
        raise Refused("password_simple")
    session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(password_hash=_HASHER.hash(text))
        .execution_options(synchronize_session=False)
    )


def fits(password_hash: str | None, password: str) -> bool:
    """Whether it is the password; takes the same time for a person who has none."""
    text = unicodedata.normalize("NFKC", password)[:MOST]
    try:
        return _HASHER.verify(password_hash or _NOBODY, text) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


def is_simple(password: str, names: list[str]) -> bool:
    """Whether somebody would guess it: few signs, a run, or little beyond a known name."""
    text = password.casefold()
    if len(set(text)) < LEAST_DIFFERENT or _is_run(text):
        return True
    known = ["password", "passwort", "contraseña", "qwertyuiop", "1234567890", "uplift"]
    known += [part for name in names for part in name.casefold().split() if len(part) > 2]
    for word in known:
        text = text.replace(word, "")
    return len(text) < LEAST // 2


def _is_run(text: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in zip(text, text[1:], strict=False)}
    return steps <= {1} or steps <= {-1}
