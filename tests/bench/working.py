"""`uplift worker` as an operator runs it: how much memory the clockwork and the sender take."""

import os
import signal
import sqlite3
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

from tests.bench import lean  # noqa: F401 before whatever looks for rich
from uplift_pwa import clock
from uplift_pwa.__main__ import main as uplift
from uplift_pwa.push import endpoints, origins, sender


def main(folder: str, host: str, port: str, certificate: str, _number: str) -> None:
    """Let the clockwork tick and what is owed leave; prints the most MiB it needed."""
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    clock.now = lambda: noon
    origins.resolve = lambda *_, **__: (host, int(port), "127.0.0.1")  # type: ignore[assignment]
    endpoints.origin = lambda *_, **__: f"https://{host}"
    sender._certificates = lambda: certificate  # type: ignore[assignment]
    os.environ |= {"UPLIFT_DATA": folder, "UPLIFT_PLAIN_HTTP": "1"}
    Thread(target=_end_when_all_are_sent, args=(folder,)).start()
    try:
        uplift(["worker"])
    finally:
        status = Path("/proc/self/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        sys.stdout.write(f"{int(peak.split()[1]) // 1024}\n")


def _end_when_all_are_sent(folder: str) -> None:
    data = sqlite3.connect(f"file:{folder}/uplift.db?mode=ro", uri=True)
    owed = "SELECT count(*) FROM delivery WHERE state IN ('pending', 'sending')"
    while data.execute(owed).fetchone()[0]:
        time.sleep(0.5)
    data.close()
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main(*sys.argv[1:])
