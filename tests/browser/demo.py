"""A demo of its own, started for as long as it is needed."""

import os
import signal
import socket
import ssl
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
    url = f"http://127.0.0.1:{free_port()}"
    told = {"PORT": url.rsplit(":")[-1], "UPLIFT_DATA": str(data_of_demo())}
    environment = os.environ | told
    demo = subprocess.Popen(
        [PROJECT / "bin" / "demo"], env=environment, stdout=sys.stderr, start_new_session=True
    )
    try:
        wait_for(f"{url}/health/ready", demo)
        yield url
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGTERM)
            demo.wait(20)


def data_of_demo() -> Path:
    """Where the demo of photographs and measurements lies."""
    return Path(os.environ.get("UPLIFT_DATA", PROJECT / "var" / "screens-data"))


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def wait_for(url: str, demo: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    anybody = ssl._create_unverified_context()  # our own certificate
    while time.monotonic() < until and demo.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5, context=anybody):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.3)
    raise SystemExit(f"the demo is not ready at {url}")
