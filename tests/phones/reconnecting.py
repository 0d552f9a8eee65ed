"""All phones find the network in the same moment: what arrived, what was heard, how fast."""

import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.phones import queues
from tests.phones.organisation import arrange
from tests.phones.servers import PROJECT, Server, environment, served
from tests.phones.tab import Queue, Tab, Tally
from uplift_pwa import config, create_app
from uplift_pwa.db import make_engine, make_session_factory

WORKERS, TABS = 3, 2
SOME = 0.01  # of the operations may be told to come later
PATIENCE = 5  # seconds a phone, until they give up


@dataclass(frozen=True, slots=True)
class Run:
    """How many phones there are, on which database, and how often a worker is killed."""

    data: Path
    database: str
    phones: int
    kills: int = 0
    seed: int = 1


def measure(run: Run, at: datetime) -> dict[str, Any]:
    """Every queue is sent by two tabs at once; returns the figures, ready to be JSON."""
    told = environment(run.data, run.database)
    settings = config.from_environment(told)
    engine = make_engine(run.database)
    sessions = make_session_factory(engine)
    app = create_app(settings, sessions)
    with sessions() as session:
        place = arrange(app, session, run.phones, at)
        before = queues.found(session)
    waiting, more = queues.fill(place, run.seed)
    wanted = before
    wanted.update(more)
    with served(told, workers=WORKERS) as server:
        began = time.monotonic()
        tallies, killed = _reconnect(server, waiting, run)
        seconds = time.monotonic() - began
    with sessions() as session:
        figures = _compared(queues.found(session), +wanted)
    figures |= _heard(waiting, tallies)
    figures |= _checked(told, sessions)
    engine.dispose()
    operations = sum(len(one.operations) for one in waiting)
    speed = {"seconds": round(seconds, 1), "operations_per_second": round(operations / seconds)}
    return {"phones": run.phones, "operations": operations, "killed": killed} | figures | speed


def wrong(figures: dict[str, Any]) -> dict[str, Any]:
    """What must not be; empty when all is well."""
    answers = {
        status: many
        for status, many in figures["answers"].items()
        if status.startswith(("3", "4", "5")) and status != "503"
    }
    zero = ("lost", "double", "refused", "not_acknowledged", "differences")
    found = {name: figures[name] for name in zero if figures[name]}
    found |= {"answers": answers} if answers else {}
    later = figures["answers"].get("later", 0)
    found |= {"later": later} if later > SOME * figures["operations"] else {}
    return found | ({} if figures["integrity"] == "ok" else {"integrity": figures["integrity"]})


def _reconnect(server: Server, waiting: list[Queue], run: Run) -> tuple[list[Tally], int]:
    chance, until = Random(run.seed), time.monotonic() + PATIENCE * run.phones
    twice = [queue for queue in waiting for _ in range(TABS)]
    tabs = [Tab(server.port, queue, Random(chance.random())) for queue in twice]
    start, over = threading.Barrier(len(tabs)), threading.Event()
    killer = Killer(server, run.kills, len(tabs), chance)

    def reconnect(tab: Tab) -> Tally:
        start.wait()
        return tab.empty(until, killer.note)

    hand = threading.Thread(target=killer.work, args=(over,))
    hand.start()
    with ThreadPoolExecutor(len(tabs)) as threads:
        tallies = list(threads.map(reconnect, tabs))
    over.set()
    hand.join()
    return tallies, killer.killed


class Killer:
    """Ends a worker each time that so many more batches have been answered."""

    def __init__(self, server: Server, kills: int, batches: int, chance: Random) -> None:
        self.server, self.kills, self.chance = server, kills, chance
        self.every = max(1, batches // (kills + 1))
        self.heard = threading.Semaphore(0)
        self.killed = 0

    def note(self) -> None:
        self.heard.release()

    def work(self, over: threading.Event) -> None:
        while self.killed < self.kills and not over.is_set():
            for _ in range(self.every):
                self.heard.acquire(timeout=1)
            time.sleep(self.chance.uniform(0, 0.1))
            if len(self.server.workers()) == WORKERS and not over.is_set():
                with suppress(ProcessLookupError):
                    self.server.kill_one()
                    self.killed += 1


def _compared(found: Counter[queues.Fact], wanted: Counter[queues.Fact]) -> dict[str, Any]:
    lost, double = wanted - found, found - wanted
    return {
        "lost": lost.total(),
        "double": double.total(),
        "which": [str(fact) for fact in [*lost, *double][:5]],
    }


def _heard(waiting: list[Queue], tallies: list[Tally]) -> dict[str, Any]:
    answers = sum((one.answers for one in tallies), Counter[str]())
    seconds = sorted(second for one in tallies for second in one.seconds)
    acknowledged = [
        one.id in tab.acknowledged
        for queue, pair in zip(waiting, _pairs(tallies), strict=True)
        for one in queue.operations
        for tab in pair
    ]
    return {
        "not_acknowledged": acknowledged.count(False),
        "refused": sorted({said for one in tallies for said in one.refused.values()}),
        "answers": dict(sorted(answers.items())),
        "answer_seconds_median": round(statistics.median(seconds), 2),
        "answer_seconds_most": round(seconds[-1], 2),
    }


def _pairs(tallies: list[Tally]) -> list[list[Tally]]:
    return [tallies[at : at + TABS] for at in range(0, len(tallies), TABS)]


def _checked(told: dict[str, str], sessions: sessionmaker[Session]) -> dict[str, Any]:
    """What `uplift verify` finds, and whether SQLite's file is whole."""
    program = [sys.executable, "-m", "uplift_pwa", "verify"]
    done = subprocess.run(program, env=told, cwd=PROJECT, capture_output=True, text=True)
    with sessions() as session:
        on_sqlite = session.get_bind().dialect.name == "sqlite"
        whole = session.scalar(text("PRAGMA integrity_check")) if on_sqlite else "ok"
    return {"differences": done.stdout.splitlines()[:5], "integrity": whole} | (
        {} if done.returncode in (0, 1) else {"differences": [done.stderr[-300:]]}
    )
