"""A process that does nothing but send, to see how much memory that takes."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from tests.bench import lean  # noqa: F401 before whatever looks for rich
from uplift_pwa import clock
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.dispatch import Dispatch
from uplift_pwa.push import endpoints, origins
from uplift_pwa.push.sender import Sender
from uplift_pwa.push.vapid import Keyring


def main(folder: str, host: str, port: str, certificate: str, number: str) -> None:
    """Send so many to the sink; prints the most MiB this process needed."""
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    clock.now = lambda: noon
    origins.resolve = lambda *_, **__: (host, int(port), "127.0.0.1")  # type: ignore[assignment]
    endpoints.origin = lambda *_, **__: f"https://{host}"
    ring = Keyring(Path(folder), "mailto:it@harbour.io")
    sender = Sender(ring, now=clock.now, ca_file=certificate)
    sessions = make_session_factory(make_engine(f"sqlite:///{folder}/uplift.db"))
    at_work = Dispatch(sessions, sender)
    while at_work.settled < int(number):
        at_work.turn()
    status = Path("/proc/self/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    sys.stdout.write(f"{int(peak.split()[1]) // 1024}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
