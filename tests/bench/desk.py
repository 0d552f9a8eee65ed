"""How much longer the desk's pages take with 100,000 people than with 300, page by page."""

import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from tests import postgres
from tests.factories import NOON
from tests.organisation import Size, build
from tests.organisation.desk import DOWNLOADS, Work, admin, pages, watch
from uplift_pwa import clock, create_app, migrate
from uplift_pwa.config import Config
from uplift_pwa.db import make_engine, make_session_factory

SMALL = Size(people=300, teams=60, challenges=250)
LARGE = Size(people=100_000, teams=5_000, challenges=500)
ROUNDS, MOST_TIMES = 9, 2.0


@dataclass(frozen=True, slots=True)
class House:
    """An organisation behind a browser that is signed in at its desk."""

    browser: FlaskClient
    work: Work
    pages: list[tuple[str, str]]


def measure() -> dict[str, Any]:
    """By database: the SELECTs of the worst page, and every page's time as a ratio."""
    clock.now = lambda: NOON
    figures = {}
    for kind, urls in _databases():
        with ExitStack() as stack:
            small, large = (
                stack.enter_context(_house(url, size))
                for url, size in zip(urls, (SMALL, LARGE), strict=True)
            )
            figures[kind] = _compared(small, large)
    return figures


def _compared(small: House, large: House) -> dict[str, Any]:
    found: dict[str, Any] = {}
    most_selects = 0
    for endpoint, address in small.pages:
        if endpoint in DOWNLOADS:
            continue
        selects = [_asked(house, address) for house in (small, large)]
        ours, theirs = map(_undisturbed, _interleaved(small, large, address))
        most_selects = max(most_selects, *selects)
        found[address] = {
            "small_ms": round(ours, 1),
            "large_ms": round(theirs, 1),
            "times": round(theirs / ours, 2),
        }
    slow = {path: one["times"] for path, one in found.items() if one["times"] > MOST_TIMES}
    ratios = sorted(one["times"] for one in found.values())
    return {
        "pages": len(found),
        "most_selects": most_selects,
        "median_times": statistics.median(ratios),
        "most_times": ratios[-1],
        f"over_{MOST_TIMES:g}_times": slow,
        "by_page": found,
    }


def _asked(house: House, address: str) -> int:
    """Ask once, so that nothing is new to either house; how many SELECTs it took."""
    house.work.forget()
    house.browser.get(address).data  # noqa: B018
    return house.work.selects


def _interleaved(small: House, large: House, address: str) -> tuple[list[float], list[float]]:
    """Milliseconds of each, turn by turn, so that a busy machine is busy for both."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for house, times in zip((small, large), taken, strict=True):
            began = time.perf_counter()
            house.browser.get(address).data  # noqa: B018
            times.append((time.perf_counter() - began) * 1000)
    return taken


def _undisturbed(taken: list[float]) -> float:
    """The lower quartile: whatever else a machine does only adds to a page of 3 ms."""
    return sorted(taken)[len(taken) // 4]


@contextmanager
def _house(url: str, size: Size) -> Iterator[House]:
    work, engine = Work(), make_engine(url)
    migrate.upgrade(engine)
    sessions = make_session_factory(engine)
    with tempfile.TemporaryDirectory(prefix="uplift-bench-") as folder:
        config = Config(
            data=Path(folder), database_url=url, secret="bench " * 8, plain_http=True
        )
        with sessions() as session:
            build(session, size)
            app = create_app(config, sessions)
            browser = admin(app, session)
        watch(engine, work)
        yield House(browser, work, list(pages(app)))
    engine.dispose()


def _databases() -> Iterator[tuple[str, tuple[str, str]]]:
    with tempfile.TemporaryDirectory(prefix="uplift-bench-") as folder:
        small, large = (Path(folder) / f"{name}.db" for name in ("small", "large"))
        yield "sqlite", (f"sqlite:///{small}", f"sqlite:///{large}")
    if not postgres.missing():
        home = postgres.prepare()
        cluster = postgres.cluster()
        names = ("uplift_bench_small", "uplift_bench_large")
        small, large = (cluster.database(name, lambda _url: None) for name in names)
        yield "postgresql", (small, large)
        postgres.end(home)
