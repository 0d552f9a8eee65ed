"""A sender in a process of its own, for tests that kill it."""

import signal
import sys
from datetime import timedelta
from pathlib import Path
from threading import Event
from time import monotonic

from tests.factories import NOON
from uplift_pwa import clock, dispatch
from uplift_pwa.config import Config
from uplift_pwa.db import make_engine, make_session_factory


def main(data: str, url: str, seconds: str) -> None:
    """Send until stopped or killed; the clock begins so many seconds after noon."""
    began, stop = monotonic(), Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    clock.now = lambda: NOON + timedelta(seconds=float(seconds) + monotonic() - began)
    config = Config(Path(data), url, "x" * 40, plain_http=True, push_to_loopback=True)
    dispatch.serve(config, make_session_factory(make_engine(url)), stop)


if __name__ == "__main__":
    main(*sys.argv[1:])
