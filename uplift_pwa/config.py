"""What an installation is told by its environment (UPLIFT_*), and what it refuses."""

import hashlib
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

SEAL = "seal.key"  # beside the database; in every backup
NOBODY = "mailto:nobody@uplift.invalid"  # in development no push service can complain
SHORTEST_TOKEN = 20
ADDRESS = re.compile(r"(?:mailto:[^@\s]+@|https://)((?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+)(?:/\S*)?")
NOT_REAL = re.compile(r"(?:.*\.)?(?:example\.(?:com|net|org)|example|invalid|test|local)")


class Unsafe(Exception):
    """The configuration would put people's data at risk; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that differs between installations. Made once, passed along."""

    data: Path
    database_url: str
    secret: str = field(repr=False)
    plain_http: bool = False  # development only: no Secure cookie, no HSTS
    demo: bool = False
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0  # how many reverse proxies may be believed
    worker: bool = True  # off: phones take their service worker away
    contact: str = NOBODY  # where push services may complain (RFC 8292 2.1)
    metrics_token: str = field(default="", repr=False)  # without one there are no metrics
    push_to_loopback: bool = False  # tests only: http://127.0.0.1 counts as a push service

    @property
    def pepper(self) -> bytes:
        """The key under which codes and tokens are digested before they are stored."""
        return hashlib.blake2b(self.secret.encode(), person=b"uplift-pepper").digest()

    @property
    def seal(self) -> bytes:
        """The key of the marks that name nobody. Its file stays for ever: without it people
        could say "me too" again, and lift of reports without a name would not be found.
        """
        return hashlib.blake2b(_kept(self.data / SEAL).encode(), person=b"uplift-seal").digest()


def from_environment(environment: Mapping[str, str] = os.environ) -> Config:
    """Read UPLIFT_*; raises `Unsafe` for a set-up that must not serve people."""
    data = Path(environment.get("UPLIFT_DATA", "var")).resolve()
    data.mkdir(parents=True, exist_ok=True)
    plain_http = environment.get("UPLIFT_PLAIN_HTTP") == "1"
    demo = environment.get("UPLIFT_DEMO") == "1"
    if environment.get("FLASK_DEBUG", "0") not in ("", "0") and not plain_http:
        raise Unsafe("FLASK_DEBUG is set: an installation that serves people runs without it")
    _kept(data / SEAL)
    return Config(
        data=data,
        database_url=_database_url(environment, data),
        secret=environment.get("UPLIFT_SECRET") or _kept(data / "secret"),
        plain_http=plain_http,
        demo=demo,
        trusted_hosts=_hosts(environment, plain_http),
        proxies=_proxies(environment.get("UPLIFT_PROXIES", "0")),
        worker=environment.get("UPLIFT_NO_WORKER") != "1",
        contact=_contact(environment.get("UPLIFT_CONTACT", ""), plain_http),
        metrics_token=_metrics_token(environment.get("UPLIFT_METRICS_TOKEN", "")),
        push_to_loopback=_loopback(environment, plain_http),
    )


def _database_url(environment: Mapping[str, str], data: Path) -> str:
    url = environment.get("UPLIFT_DATABASE", f"sqlite:///{data / 'uplift.db'}")
    if url.startswith(("postgresql://", "postgres://")):
        return "postgresql+psycopg://" + url.split("://", 1)[1]
    return url


def _kept(path: Path) -> str:
    """A secret of the installation, made at first start and readable by its owner alone."""
    try:
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48))
    except FileExistsError:
        pass
    secret = path.read_text().strip()
    if len(secret) < 32:
        raise Unsafe(f"{path} is shorter than 32 characters: delete it to have a new one made")
    return secret


def _hosts(environment: Mapping[str, str], plain_http: bool) -> tuple[str, ...]:
    hosts = tuple(
        h.strip() for h in environment.get("UPLIFT_HOSTS", "").split(",") if h.strip()
    )
    if not hosts and not plain_http:
        raise Unsafe(
            "UPLIFT_HOSTS is missing: name the host people open, for example up.example"
        )
    return hosts


def _proxies(text: str) -> int:
    if not text.isdigit() or int(text) > 5:
        raise Unsafe("UPLIFT_PROXIES is the number of reverse proxies in front, 0 to 5")
    return int(text)


def _contact(address: str, plain_http: bool) -> str:
    host = ADDRESS.fullmatch(address.lower())
    if (host is None or NOT_REAL.fullmatch(host[1])) and not plain_http:
        raise Unsafe(
            "UPLIFT_CONTACT is where push services reach you: mailto:… or https://…, a real one"
        )
    return address or NOBODY


def _loopback(environment: Mapping[str, str], plain_http: bool) -> bool:
    wanted = environment.get("UPLIFT_PUSH_LOOPBACK") == "1"
    if wanted and not plain_http:
        raise Unsafe("UPLIFT_PUSH_LOOPBACK is for tests: push goes to push services alone")
    return wanted


def _metrics_token(token: str) -> str:
    if token and len(token) < SHORTEST_TOKEN:
        raise Unsafe(f"UPLIFT_METRICS_TOKEN needs {SHORTEST_TOKEN} signs, or leave it out")
    return token
