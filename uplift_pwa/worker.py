"""The clockwork's process: every few seconds it gives due badges and closes ended days."""

import logging
import signal
from collections.abc import Callable
from datetime import date
from threading import Event
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from uplift_pwa import clock
from uplift_pwa.actions import awards, finalise, opening, rhythm
from uplift_pwa.config import Config
from uplift_pwa.db import make_engine, make_session_factory, transaction
from uplift_pwa.queries.person_weeks import Batch

log = logging.getLogger(__name__)

TICK_SECONDS = 15.0

T = TypeVar("T")


def main(config: Config) -> int:
    """Run until SIGTERM or SIGINT, finish what is begun, and return the exit status."""
    stop = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    engine = make_engine(config.database_url)
    try:
        run(make_session_factory(engine), stop=stop)
    finally:
        engine.dispose()
    return 0


def run(
    sessions: sessionmaker[Session], *, stop: Event, tick_seconds: float = TICK_SECONDS
) -> None:
    """Tick until `stop` is set. Any number of workers may run beside each other."""
    log.info("the clockwork runs")
    while not stop.is_set():
        tick(sessions, stop)
        stop.wait(tick_seconds)
    log.info("the clockwork has stopped")


def tick(sessions: sessionmaker[Session], stop: Event) -> None:
    """Everything that is due now; what does not work out waits for the next tick."""
    _attempt(sessions, _give_badges)
    while not stop.is_set() and _open_some(sessions, stop):
        pass
    while not stop.is_set() and _close_some(sessions, stop):
        pass
    for batch in _attempt(sessions, lambda session: rhythm.due(session, at=clock.now())) or []:
        if not stop.is_set():
            _attempt(sessions, _weeks(batch))


def _open_some(sessions: sessionmaker[Session], stop: Event) -> bool:
    """The same for days that begin."""
    batch = _attempt(sessions, lambda session: opening.due(session, at=clock.now()))
    opened = [_attempt(sessions, _opening(one)) for one in batch or [] if not stop.is_set()]
    return any(opened)


def _close_some(sessions: sessionmaker[Session], stop: Event) -> bool:
    """A batch of teams, each in its own transaction: short locks, and no team waits for
    another's fault. Whether there was anything to do that worked out.
    """
    batch = _attempt(sessions, lambda session: finalise.teams(session, at=clock.now()))
    closed = [_attempt(sessions, _closing(team)) for team in batch or [] if not stop.is_set()]
    return any(closed)


def _give_badges(session: Session) -> int:
    with transaction(session):
        return awards.settle(session, at=clock.now())


def _opening(team_day: tuple[int, date]) -> Callable[[Session], int]:
    def open_one(session: Session) -> int:
        with transaction(session):
            return opening.days(session, at=clock.now(), only=[team_day])

    return open_one


def _closing(team_id: int) -> Callable[[Session], int]:
    def close(session: Session) -> int:
        with transaction(session):
            return finalise.days(session, at=clock.now(), only=[team_id])

    return close


def _weeks(batch: Batch) -> Callable[[Session], int]:
    def close(session: Session) -> int:
        with transaction(session):
            return rhythm.close_weeks(session, at=clock.now(), only=batch)

    return close


def _attempt(sessions: sessionmaker[Session], job: Callable[[Session], T]) -> T | None:
    """The job in a session of its own; a database that is away is no reason to stop."""
    try:
        with sessions() as session:
            return job(session)
    except DBAPIError as away:
        log.warning("the database did not answer, the next tick tries again: %s", away.orig)
    except Exception:
        log.exception("a job of the clockwork did not work out")
    return None
