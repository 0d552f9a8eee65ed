"""A demo of its own, started for as long as it is needed."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
PATIENCE = 600  # seconds until a first demo has been played, on a busy machine too


@contextmanager
def demo_at(running: str | None) -> Iterator[str]:
    """The address of a demo: the one that runs already, or one started for the time being."""
    if running:
        yield running.rstrip("/")
        return
    url = f"http://127.0.0.1:{_free_port()}"
    data = Path(os.environ.get("UPLIFT_DATA", PROJECT / "var" / "screens-data"))
    environment = {**os.environ, "PORT": url.rsplit(":")[-1], "UPLIFT_DATA": str(data)}
    demo = subprocess.Popen(
        [PROJECT / "bin" / "demo"], env=environment, stdout=sys.stderr, start_new_session=True
    )
    try:
        _wait_for(f"{url}/health/ready", demo)
        yield url
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGTERM)
            demo.wait(20)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_for(url: str, demo: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and demo.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise SystemExit(f"the demo is not ready at {url}")
