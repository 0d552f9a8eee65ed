"""A fan-out whose sender is killed again and again, and what the push service heard of it."""

import os
import signal
import subprocess
import sys
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import insert

from tests.factories import NOON
from tests.push.browsers import b64, keys, signed_in
from uplift_pwa.actions import reminders
from uplift_pwa.models import Subscription

PROJECT = Path(__file__).parents[2]
LEASE_AND_MORE = 90  # seconds by which the next sender's clock is later


@dataclass(frozen=True, slots=True)
class Heard:
    """How many phones heard nothing, how many heard it again, and under how many tags."""

    missing: int
    repeats: int
    tags: int
    status: int  # of the last sender, which ends in peace


def play(service, url, folder, *, phones, kills):
    """Send to so many phones, killing the sender at even distances."""
    for number in range(kills):
        goal = phones * (number + 1) // (kills + 1)
        with sender(folder, url, number * LEASE_AND_MORE) as process:
            service.wait_for(lambda goal=goal: len(service.heard) >= goal, 300)
            process.send_signal(signal.SIGKILL)
    with sender(folder, url, kills * LEASE_AND_MORE) as process:
        service.wait_for(lambda: len({path for _, path, *_ in service.heard}) == phones, 300)
        process.send_signal(signal.SIGTERM)
    heard = Counter(path for _, path, *_ in service.heard)
    missing = {f"/{n}" for n in range(phones)} - set(heard)
    tags = {headers["Topic"] for _, _, headers, _ in service.heard}
    repeats = sum(heard.values()) - len(heard)
    return Heard(len(missing), repeats, len(tags), process.returncode)


def crowd(session, make, service, ring, phones):
    ada = make.person()
    device, (_, point, secret) = signed_in(session, ada), keys()
    rows = [
        {
            "sign_in_id": device,
            "person_id": ada.id,
            "endpoint": f"{service.origin}/{n}",
            "endpoint_digest": f"{n:064}",
            "origin": service.origin,
            "p256dh": point,
            "auth": b64(os.urandom(16)) if n else secret,
            "server_key": ring.current,
            "made_at": NOON,
            "seen_at": NOON,
        }
        for n in range(phones)
    ]
    session.execute(insert(Subscription), rows)
    reminders.begin(session, ada.id, at=NOON)
    session.commit()


@contextmanager
def sender(data, url, seconds):
    program = [sys.executable, "-m", "tests.push.sending", str(data), url, str(seconds)]
    with subprocess.Popen(program, cwd=PROJECT) as process:
        try:
            yield process
        except BaseException:
            process.kill()  # or the test would wait for it instead of saying what is wrong
            raise
