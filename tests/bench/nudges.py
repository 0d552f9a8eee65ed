"""Four fortnights round changes of clocks: nobody is touched at a wrong moment, or twice."""

import tempfile
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests import postgres
from tests.factories import Make
from tests.push import fortnight
from uplift_pwa import migrate
from uplift_pwa.db import make_engine, make_session_factory

PEOPLE, DEATHS, STEP = 3000, 10, timedelta(minutes=30)


def measure() -> dict[str, Any]:
    """What left in each fortnight, and what of it should not have; on PostgreSQL if it is
    there, since two workers share everything only there.
    """
    keeper = None if postgres.missing() else postgres.prepare()
    try:
        return {str(first): _live(first) for first in fortnight.FORTNIGHTS}
    finally:
        postgres.end(keeper)


def _live(first: Any) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="uplift-bench-") as name:
        folder = Path(name)
        if postgres.missing():
            url = f"sqlite:///{folder / 'uplift.db'}"
            migrated(url)
        else:
            url = postgres.cluster().database("uplift_bench", migrated)
        engine = make_engine(url)
        with make_session_factory(engine)() as session:
            judged = fortnight.live(
                *(engine, session, Make(session), folder, first),
                people=PEOPLE,
                deaths=DEATHS,
                step=STEP,
            )
        engine.dispose()
        if not postgres.missing():
            postgres.cluster().drop("uplift_bench")
    return {"database": engine.dialect.name, "wrong": judged.wrong, **asdict(judged)}


def migrated(url: str) -> None:
    engine = make_engine(url)
    migrate.upgrade(engine)
    engine.dispose()
