"""What a completion with all it causes costs, against a bare INSERT into the same file."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from tests.factories import NOON, Make
from uplift_pwa import migrate
from uplift_pwa.actions import completions
from uplift_pwa.db import make_engine, make_session_factory, transaction

PEOPLE, TEAMS, ROUNDS = 120, 12, 3


def measure() -> dict[str, float]:
    """The median of a few rounds, each of one completion by everybody, in acts per second."""
    with _organisation() as (session, people, challenges):
        rates = [_round(session, people, challenge) for challenge in challenges]
        bare = [_bare_round(session) for _ in range(ROUNDS)]
    completion, insert = sorted(rates)[ROUNDS // 2], sorted(bare)[ROUNDS // 2]
    return {
        "completions_per_second": round(completion, 1),
        "bare_inserts_per_second": round(insert, 1),
        "bare_inserts_per_completion": round(insert / completion, 2),
    }


def _round(session: Session, people: list[int], challenge: int) -> float:
    def record(person: int) -> None:
        with transaction(session):
            completions.record(session, person, challenge, at=NOON)

    return _per_second(people, record)


def _bare_round(session: Session) -> float:
    def insert(number: int) -> None:
        with transaction(session):
            session.execute(INSERT, {"person": number})

    with transaction(session):
        session.execute(sa.text("CREATE TABLE IF NOT EXISTS bare (person INTEGER, at TEXT)"))
    return _per_second(list(range(PEOPLE)), insert)


INSERT = sa.text("INSERT INTO bare VALUES (:person, CURRENT_TIMESTAMP)")


def _per_second(over: list[int], act: Callable[[int], None]) -> float:
    began = time.perf_counter()
    for one in over:
        act(one)
    return len(over) / (time.perf_counter() - began)


@contextmanager
def _organisation() -> Iterator[tuple[Session, list[int], list[int]]]:
    with tempfile.TemporaryDirectory(prefix="uplift-bench-") as folder:
        engine = make_engine(f"sqlite:///{Path(folder) / 'uplift.db'}")
        migrate.upgrade(engine)
        with make_session_factory(engine)() as session:
            make = Make(session)
            make.campaign(goal=10_000)
            teams = [make.team(f"Team {number}") for number in range(TEAMS)]
            people = [make.person(f"P{n}", team=teams[n % TEAMS]).id for n in range(PEOPLE)]
            yield session, people, [make.challenge().id for _ in range(ROUNDS)]
        engine.dispose()
