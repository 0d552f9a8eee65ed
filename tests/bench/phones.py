"""Phones that were in a basement: nothing lost, nothing twice, while workers are killed too."""

import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests import postgres
from tests.phones import reconnecting
from tests.phones.reconnecting import Run
from uplift_pwa import migrate
from uplift_pwa.db import make_engine

PHONES, KILLS = 200, 20


def measure() -> dict[str, Any]:
    """200 phones of 20 operations, sent twice at once, on each database; again with kills.

    Ends the program where anything was lost, doubled, refused or answered by a fault.
    """
    figures = _each("sqlite", lambda folder: f"sqlite:///{folder / 'uplift.db'}")
    if not postgres.missing():
        keeper = postgres.prepare()
        try:
            cluster = postgres.cluster()
            figures |= _each("postgresql", lambda it: cluster.database(it.name, migrated))
        finally:
            postgres.end(keeper)
    if found := {name: reconnecting.wrong(one) for name, one in figures.items()}:
        bad = {name: one for name, one in found.items() if one}
        if bad:
            sys.exit(f"not all is well: {bad}")
    return figures


def _each(kind: str, database: Callable[[Path], str]) -> dict[str, Any]:
    figures = {}
    for name, kills in ((kind, 0), (f"{kind}_killed", KILLS)):
        with tempfile.TemporaryDirectory(prefix="uplift_bench_") as folder:
            url = database(Path(folder))
            migrated(url)
            run = Run(Path(folder), url, PHONES, kills)
            figures[name] = reconnecting.measure(run, datetime.now(UTC))
    return figures


def migrated(url: str) -> None:
    engine = make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
