"""What a push costs: the outbox and its sender, pywebpush's own loop, encryption alone.

Interleaved in one run, in CPU time of this process; the sink is nginx with TLS and HTTP/2.
"""

import gc
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pywebpush import WebPusher, webpush
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from tests import postgres
from tests.bench.sink import Sink, sink
from tests.factories import NOON, Make
from tests.push.browsers import b64
from uplift_pwa import clock, migrate
from uplift_pwa.actions import reminders, sign_ins
from uplift_pwa.db import make_engine, make_session_factory, transaction
from uplift_pwa.dispatch import Dispatch
from uplift_pwa.models import Delivery, SignIn, Subscription
from uplift_pwa.push import endpoints, messages, origins, outbox
from uplift_pwa.push.outbox import Letter
from uplift_pwa.push.sender import Sender
from uplift_pwa.push.vapid import Keyring

HOST = "updates.push.services.mozilla.com"
ROUNDS, LOOP, PHONES, FAN_OUT = 5, 60, 4000, 100_000
CONTACT = "mailto:it@harbour.io"


def measure() -> dict[str, Any]:
    """CPU per message of each way, their ratios, memory, and what a fan-out takes."""
    if not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        return {"skipped": "nginx is not installed"}
    with tempfile.TemporaryDirectory(prefix="uplift-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        there = stack.enter_context(sink(folder, HOST))
        _lead_to(there.port, there.certificate)
        figures = _interleaved(folder, there)
        figures["fan_out_sqlite_seconds"] = _fan_out(f"sqlite:///{folder / 'fan.db'}")
    if not postgres.missing():
        figures["fan_out_postgresql_seconds"] = _on_postgresql()
    return figures


def _interleaved(folder: Path, there: Sink) -> dict[str, Any]:
    clock.now = lambda: NOON
    ring = Keyring(folder, CONTACT)
    engine = make_engine(f"sqlite:///{folder / 'uplift.db'}")
    migrate.upgrade(engine)
    sessions = make_session_factory(engine)
    with sessions() as session:
        people = _crowd(session, PHONES, ring.current, there.port)
    pem = next((folder / "vapid").glob("*.pem"))
    loop, alone, whole, last = [], [], [], ""
    for number in range(ROUNDS):
        loop.append(_cpu(lambda: _readme_loop(people[:LOOP], pem), LOOP))
        alone.append(_cpu(lambda: _encrypt(people), PHONES))
        with sessions() as session:
            _owe(session, f"test:{number}")
        before = time.perf_counter()
        whole.append(_cpu(lambda: _send(sessions, ring, there.certificate), PHONES))
        last = f"{PHONES / (time.perf_counter() - before):.0f}"
    words = [folder, HOST, there.port, there.certificate]
    memory = {}
    for program in ("sending", "working"):
        with sessions() as session:
            _owe(session, program)
        memory[program] = _peak(program, [*words, PHONES])
    with sessions() as session:
        states = dict(
            session.execute(select(Delivery.state, func.count()).group_by(Delivery.state))
            .tuples()
            .all()
        )
    engine.dispose()
    one = {"loop": median(loop), "alone": median(alone), "whole": median(whole)}
    return {
        "readme_loop_us": round(one["loop"] * 1e6),
        "encryption_alone_us": round(one["alone"] * 1e6),
        "outbox_and_sender_us": round(one["whole"] * 1e6),
        "times_cheaper_than_the_loop": round(one["loop"] / one["whole"], 1),
        "share_of_encryption_alone": round(one["alone"] / one["whole"], 2),
        "cpu_seconds_per_100000": round(one["whole"] * 1e5, 1),
        "messages_per_second": int(last),
        "memory_mib": memory["sending"],
        "memory_of_a_worker_mib": memory["working"],
        "states": states,
    }


def _peak(program: str, words: list[Any]) -> int:
    """The most MiB that a process of its own needed to send what is owed."""
    command = [sys.executable, "-m", f"tests.bench.{program}", *map(str, words)]
    return int(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def _lead_to(port: int, certificate: Path) -> None:
    """The resolver of this process sends that host to the sink, with its port."""
    ask = socket.getaddrinfo
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    socket.getaddrinfo = lambda host, *rest, **more: (  # type: ignore[assignment]
        found if host == HOST else ask(host, *rest, **more)
    )
    origins.resolve = lambda *_, **__: (HOST, port, "127.0.0.1")  # type: ignore[assignment]
    endpoints.origin = lambda *_, **__: f"https://{HOST}"
    os.environ["REQUESTS_CA_BUNDLE"] = str(certificate)


def _crowd(session: Session, number: int, server_key: str, port: int) -> list[dict[str, Any]]:
    """So many phones of one person who is on shift."""
    make = Make(session)
    ada = make.person()
    sign_ins.begin(session, ada.id, at=NOON, pepper=b"x" * 32)
    device = session.scalars(select(SignIn.id)).one()
    found = [_phone(n, ada.id, device, server_key, port) for n in range(number)]
    session.execute(insert(Subscription), found)
    reminders.begin(session, ada.id, at=NOON)
    session.commit()
    return found


def _phone(
    number: int, person_id: int, device: int, server_key: str, port: int
) -> dict[str, Any]:
    key = ec.generate_private_key(ec.SECP256R1()).public_key() if number < PHONES else None
    point = key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint) if key else b""
    return {
        "sign_in_id": device,
        "person_id": person_id,
        "endpoint": f"https://{HOST}:{port}/wpush/v2/{number:0180}",
        "endpoint_digest": f"{number:064}",
        "origin": f"https://{HOST}",
        "p256dh": b64(point),
        "auth": b64(os.urandom(16)),
        "server_key": server_key,
        "made_at": NOON,
        "seen_at": NOON,
    }


def _owe(session: Session, key: str) -> int:
    letter = Letter(
        key, "launch", messages.payloads(key, "launch"), expires_at=NOON + timedelta(days=1)
    )
    closes_at = NOON + timedelta(hours=3)
    with transaction(session):
        return outbox.enqueue(session, letter, at=NOON, closes_at=closes_at)


def _readme_loop(people: list[dict[str, Any]], pem: Path) -> None:
    """As its README shows it."""
    text = messages.payloads("test", "launch")["en"]
    for one in people:
        keys = {"p256dh": one["p256dh"], "auth": one["auth"]}
        webpush(
            {"endpoint": one["endpoint"], "keys": keys},
            text,
            vapid_private_key=str(pem),
            vapid_claims={"sub": CONTACT},
        )


def _encrypt(people: list[dict[str, Any]]) -> None:
    text = messages.payloads("test", "launch")["en"].encode()
    for one in people:
        keys = {"p256dh": one["p256dh"], "auth": one["auth"]}
        WebPusher({"endpoint": one["endpoint"], "keys": keys}).encode(text)


def _send(sessions: Any, ring: Keyring, certificate: Path) -> None:
    sender = Sender(ring, now=clock.now, ca_file=str(certificate))
    at_work, done = Dispatch(sessions, sender), 0
    while done < PHONES:
        at_work.turn()
        done = at_work.settled
    at_work.drain()
    sender.close()


def _cpu(act: Callable[[], None], number: int) -> float:
    gc.collect()
    began = _used()
    act()
    return (_used() - began) / number


def _used() -> float:
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def _fan_out(url: str) -> float:
    """Seconds to owe a message to 100,000 phones, in one statement and one transaction."""
    engine = make_engine(url)
    migrate.upgrade(engine)
    with make_session_factory(engine)() as session:
        _crowd(session, FAN_OUT, "B" * 87, 443)
        began = time.perf_counter()
        made = _owe(session, "fan-out")
        seconds = time.perf_counter() - began
    engine.dispose()
    if made != FAN_OUT:
        raise RuntimeError(f"{made} were owed")
    return round(seconds, 2)


def _on_postgresql() -> float:
    keeper = postgres.prepare()
    try:
        return _fan_out(postgres.cluster().database("uplift_bench", _migrate))
    finally:
        postgres.end(keeper)


def _migrate(url: str) -> None:
    engine = make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
