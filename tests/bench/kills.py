"""R3 in full: 10,000 messages, a sender that is killed 20 times, nothing lost."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from tests import postgres
from tests.bench.nudges import migrated
from tests.factories import NOON, Make
from tests.push import killing
from tests.push.service import serving
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.models import Delivery
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.origins import MOST_ALONE
from uplift_pwa.push.outbox import Letter
from uplift_pwa.push.vapid import Keyring

PHONES, KILLS = 10_000, 20


def measure() -> dict[str, Any]:
    """By database: how many phones heard nothing, how many again, and the most allowed."""
    with tempfile.TemporaryDirectory(prefix="uplift-bench-") as name:
        folder = Path(name)
        url = f"sqlite:///{folder / 'uplift.db'}"
        migrated(url)
        found = {"sqlite": _play(url, folder)}
        if not postgres.missing():
            with _on_postgresql() as url:
                found["postgresql"] = _play(url, folder)
    return found


def _play(url: str, folder: Path) -> dict[str, Any]:
    engine, ring = make_engine(url), Keyring(folder, "mailto:it@harbour.io")
    with serving() as service, make_session_factory(engine)() as session:
        killing.crowd(session, Make(session), service, ring, PHONES)
        words = messages.payloads("test:1", "test")
        outbox.enqueue(session, Letter("test:1", "test", words, NOON.replace(hour=23)), at=NOON)
        session.commit()
        heard = killing.play(service, url, folder, phones=PHONES, kills=KILLS)
        states = select(Delivery.state, func.count()).group_by(Delivery.state)
        ended = dict(session.execute(states).tuples().all())
    engine.dispose()
    return {**asdict(heard), "most_repeats": KILLS * MOST_ALONE, "states": ended}


@contextmanager
def _on_postgresql() -> Iterator[str]:
    keeper = postgres.prepare()
    try:
        yield postgres.cluster().database("uplift_bench", migrated)
    finally:
        postgres.end(keeper)
