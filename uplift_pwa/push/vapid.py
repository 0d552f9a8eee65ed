"""The keys by which push services know us: made once, kept safe, changed without farewell."""

import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from py_vapid import Vapid02

LASTS = timedelta(hours=12)  # RFC 8292 2 allows 24
FOLDER = "vapid"


class UnknownKey(Exception):
    """A subscription was made with a key that is not in the folder any more."""


@dataclass(frozen=True, slots=True)
class Signed:
    header: str
    renew_at: datetime


class Keyring:
    """Every key there has been, by its public half; the newest one is for new subscriptions.

    `contact` is where a push service may complain: a mailto: or https: address.
    """

    def __init__(self, data: Path, contact: str) -> None:
        self._contact, self._folder = contact, data / FOLDER
        self._keys: dict[str, Vapid02] = {}
        self._signed: dict[tuple[str, str], Signed] = {}
        self.reload()

    @property
    def current(self) -> str:
        """The public key that a browser subscribes with, base64url without padding."""
        self._notice()
        return next(reversed(self._keys))

    @property
    def known(self) -> frozenset[str]:
        """The public keys of every subscription that can still be reached."""
        self._notice()
        return frozenset(self._keys)

    def reload(self) -> None:
        """Read the folder again; a first key is made where there is none."""
        if not _files(self._folder):
            _make(self._folder, 1)
        self._read_at = self._folder.stat().st_mtime_ns
        # By number, so that the newest comes last.
        self._keys = dict(_read(path) for path in _files(self._folder))

    def header(self, public_key: str, origin: str, *, at: datetime) -> str:
        """The Authorization header for an origin, by the key a subscription was made with.

        Signed once per origin and kept for half its life; `at` is aware. Raises `UnknownKey`.
        """
        found = self._signed.get((public_key, origin))
        if found is None or at >= found.renew_at:
            found = Signed(self._sign(public_key, origin, at), at + LASTS / 2)
            self._signed[public_key, origin] = found
        return found.header

    def _notice(self) -> None:
        """Another process may have made a new key since: the folder tells."""
        if self._folder.stat().st_mtime_ns != self._read_at:
            self.reload()

    def _sign(self, public_key: str, origin: str, at: datetime) -> str:
        if public_key not in self._keys:
            self.reload()  # another process may have made one
        key = self._keys.get(public_key)
        if key is None:
            raise UnknownKey(public_key)
        # A dict of its own for each: the signer writes into what it is given.
        claims = {"aud": origin, "exp": int((at + LASTS).timestamp()), "sub": self._contact}
        return str(key.sign(claims)["Authorization"])


def rotate(data: Path) -> str:
    """Make a new key; the old ones stay, for the subscriptions made with them.

    Returns the new public key.
    """
    folder = data / FOLDER
    newest = max((_number(path) for path in _files(folder)), default=0)
    return _make(folder, newest + 1)


def _make(folder: Path, number: int) -> str:
    """Write a key under its number, unless another process was quicker: then take theirs."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    draft, path = folder / f".{os.getpid()}", folder / f"{number:04}.pem"
    with open(os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as file:
        file.write(pem)
    try:
        os.link(draft, path)  # all of it at once, and never over another
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return _read(path)[0]


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("[0-9]*.pem"), key=_number)


def _number(path: Path) -> int:
    return int(path.stem)


def _read(path: Path) -> tuple[str, Vapid02]:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path} holds no key of an elliptic curve")
    raw = key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return urlsafe_b64encode(raw).rstrip(b"=").decode(), Vapid02(key)
