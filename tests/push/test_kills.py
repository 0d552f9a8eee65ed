"""R3: a sender that is killed loses nothing, and repeats no more than was under way."""

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from tests.factories import NOON
from tests.push.browsers import b64, keys, signed_in
from uplift_pwa.actions import reminders
from uplift_pwa.models import Delivery, Subscription
from uplift_pwa.push.origins import MOST_ALONE

pytestmark = pytest.mark.both_databases

PROJECT = Path(__file__).parents[2]
PHONES, KILLS = 1000, 3
LEASE_AND_MORE = 90  # seconds by which the next sender's clock is later


def test_a_killed_sender_loses_nothing_and_repeats_little(
    engine, session, make, service, ring, owe, tmp_path
):
    crowd(session, make, service, ring)
    owe("test", expires_at=NOON.replace(hour=23))
    url = engine.url.render_as_string(hide_password=False)

    for number in range(KILLS):
        goal = PHONES * (number + 1) // (KILLS + 1)
        with sender(tmp_path, url, number * LEASE_AND_MORE) as process:
            service.wait_for(lambda goal=goal: len(service.heard) >= goal)
            process.send_signal(signal.SIGKILL)
    with sender(tmp_path, url, KILLS * LEASE_AND_MORE) as process:
        service.wait_for(lambda: len({path for _, path, *_ in service.heard}) == PHONES)
        process.send_signal(signal.SIGTERM)
    assert process.returncode == 0

    heard = Counter(path for _, path, *_ in service.heard)
    assert set(heard) == {f"/{n}" for n in range(PHONES)}
    assert sum(heard.values()) - PHONES <= KILLS * MOST_ALONE
    topics = {headers["Topic"] for _, _, headers, _ in service.heard}
    assert len(topics) == 1  # a repeat replaces the first on the phone
    assert session.scalars(select(Delivery.state).distinct()).all() == ["sent"]


def crowd(session, make, service, ring):
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
        for n in range(PHONES)
    ]
    session.execute(insert(Subscription), rows)
    reminders.begin(session, ada.id, at=NOON)
    session.commit()


def sender(data, url, seconds):
    program = [sys.executable, "-m", "tests.push.sending", str(data), url, str(seconds)]
    return subprocess.Popen(program, cwd=PROJECT)
