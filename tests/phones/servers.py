"""`uplift serve` as it runs in production, with processes that may be killed."""

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
PATIENCE = 60  # seconds until a server answers
SECRET = "phones " * 8


def environment(data: Path, database: str, **more: str) -> dict[str, str]:
    """What an installation in `data` is told; `more` are further UPLIFT_* settings."""
    told = {"UPLIFT_DATA": str(data), "UPLIFT_DATABASE": database, "UPLIFT_SECRET": SECRET}
    return {**os.environ, **told, "UPLIFT_PLAIN_HTTP": "1", **more}


class Server:
    """A running server: its address and the processes that answer."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.process = process

    def workers(self) -> list[int]:
        """The processes that answer, the oldest first."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        return sorted(int(pid) for task in tasks for pid in task.read_text().split())

    def kill_one(self) -> int:
        """End the oldest worker at once; the server replaces it. Answers its number."""
        pid = self.workers()[0]
        os.kill(pid, signal.SIGKILL)
        return pid


@contextmanager
def served(
    told: dict[str, str], *, workers: int = 1, port: int = 0, project: Path = PROJECT
) -> Iterator[Server]:
    """A server for as long as it is needed; `project` is the folder with its code."""
    port = port or free_port()
    program = [sys.executable, "-m", "uplift_pwa", "serve"]
    log = Path(told["UPLIFT_DATA"]) / "server.log"
    with log.open("ab") as said:
        process = subprocess.Popen(
            [*program, "--port", str(port), "--workers", str(workers)],
            env=told,
            cwd=project,
            stdout=said,
            stderr=said,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/health/live", process, log)
        yield Server(port, process)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _wait_for(url: str, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"no server at {url}: {log.read_text()[-2000:]}")
