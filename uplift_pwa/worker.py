"""The clockwork's process: it gives due badges, closes ended days, and sends what is owed."""

import logging
import signal
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from threading import Event, Thread
from typing import TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from uplift_pwa import clock, dispatch, logs, rounds
from uplift_pwa.actions import (
    awards,
    campaigns,
    finalise,
    headcounts,
    heartbeats,
    launches,
    opening,
    rhythm,
    roadblock_clocks,
    roadblock_mixing,
    snapshots,
    unit_recounts,
    unit_weeks,
)
from uplift_pwa.actions import boosters as proposals
from uplift_pwa.actions.unit_recounts import Marked
from uplift_pwa.config import Config
from uplift_pwa.db import make_engine, make_session_factory, transaction
from uplift_pwa.queries import boosters, first_steps, push_counts
from uplift_pwa.queries.person_weeks import Batch
from uplift_pwa.rules.unit_counts import Tally

log = logging.getLogger(__name__)

TICK_SECONDS = 15.0
DESK: dict[str, Callable[..., Mapping[str, object]]] = {
    push_counts.NAME: push_counts.count,
    first_steps.NAME: first_steps.count,
}

T = TypeVar("T")


def main(config: Config) -> int:
    """Run until SIGTERM or SIGINT, finish what is begun, and return the exit status."""
    logs.begin(as_json=not config.plain_http)
    stop = Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    engine = make_engine(config.database_url)
    sessions = make_session_factory(engine)
    sender = Thread(target=dispatch.serve, args=(config, sessions, stop), name="sender")
    sender.start()
    try:
        run(sessions, stop=stop)
    finally:
        stop.set()
        sender.join()
        engine.dispose()
    return 0


def run(
    sessions: sessionmaker[Session], *, stop: Event, tick_seconds: float = TICK_SECONDS
) -> None:
    """Tick until `stop` is set. Any number of workers may run beside each other."""
    log.info("the clockwork runs")
    while not stop.is_set():
        _attempt(sessions, _beat)
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
    while not stop.is_set() and (_count_a_week(sessions) or _recount_a_week(sessions)):
        pass
    _ring_roadblocks(sessions, stop)
    for job in (
        *(_look_at_rings, _propose_booster, _mix_what_is_sealed),
        *(_count_launch, _count_heads, _count_for_desk),
    ):
        if not stop.is_set():
            _attempt(sessions, job)
    rounds.go(lambda job: _attempt(sessions, job), stop)


def _count_launch(session: Session) -> None:
    if launches.is_stale(session, at=clock.now()):
        with transaction(session):
            launches.recount(session, at=clock.now())


def _count_heads(session: Session) -> None:
    now = clock.now()
    if headcounts.is_stale(session, at=now):
        with transaction(session):
            headcounts.recount(session, today=now.date(), at=now)


def _count_for_desk(session: Session) -> None:
    """Counted by reading, so that no writer waits for it."""
    now = clock.now()
    for name, count in DESK.items():
        if snapshots.is_stale(session, name, at=now):
            figures = count(session, at=now)
            with transaction(session):
                snapshots.keep(session, name, figures, at=now)


def _beat(session: Session) -> None:
    with transaction(session):
        heartbeats.beat(session, heartbeats.CLOCKWORK, at=clock.now())


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


def _count_a_week(sessions: sessionmaker[Session]) -> bool:
    """One week of all units: counted by reading, so that writers wait for its rows alone."""
    due = _attempt(sessions, lambda session: unit_weeks.due(session, at=clock.now()))
    monday = _attempt(sessions, _settle_units) if due else None
    if monday is None:
        return False
    tally = _attempt(sessions, lambda session: unit_weeks.count(session, monday))
    return tally is not None and bool(_attempt(sessions, _week_of_units((monday, tally))))


def _settle_units(session: Session) -> date | None:
    with transaction(session):
        return unit_weeks.settle(session, at=clock.now())


def _week_of_units(counted: tuple[date, Tally]) -> Callable[[Session], int]:
    def close(session: Session) -> int:
        with transaction(session):
            return unit_weeks.close(session, at=clock.now(), counted=counted)

    return close


def _recount_a_week(sessions: sessionmaker[Session]) -> bool:
    """The same for a week whose facts have changed since."""
    marked = _attempt(sessions, unit_recounts.due)
    if marked is None:
        return False
    tally = _attempt(sessions, lambda session: unit_weeks.count(session, marked.monday))
    return tally is not None and _attempt(sessions, _anew(marked, tally)) is not None


def _anew(marked: Marked, tally: Tally) -> Callable[[Session], int]:
    def recount(session: Session) -> int:
        with transaction(session):
            return unit_recounts.recount(session, marked, at=clock.now(), tally=tally)

    return recount


def _look_at_rings(session: Session) -> int:
    if not campaigns.is_due(session, at=clock.now()):
        return 0
    with transaction(session):
        return campaigns.look(session, at=clock.now())


def _propose_booster(session: Session) -> int | None:
    now = clock.now()
    if boosters.due(session, at=now) is None:
        return None
    with transaction(session):
        return proposals.consider(session, at=now)


def _ring_roadblocks(sessions: sessionmaker[Session], stop: Event) -> None:
    """The roadblocks whose clock rings, each in its own transaction."""
    last = 0
    while not stop.is_set() and (batch := _attempt(sessions, _ringing(last))):
        for roadblock_id in batch:
            _attempt(sessions, _ring(roadblock_id))
        last = batch[-1]


def _ringing(after: int) -> Callable[[Session], Sequence[int]]:
    return lambda session: roadblock_clocks.due(session, at=clock.now(), after=after)


def _ring(roadblock_id: int) -> Callable[[Session], bool]:
    def ring(session: Session) -> bool:
        with transaction(session):
            return roadblock_clocks.ring(session, roadblock_id, at=clock.now())

    return ring


def _mix_what_is_sealed(session: Session) -> int:
    if not roadblock_mixing.is_due(session, at=clock.now()):
        return 0
    with transaction(session):
        return roadblock_mixing.mix(session, at=clock.now())


def _attempt(sessions: sessionmaker[Session], job: Callable[[Session], T]) -> T | None:
    """The job in a session of its own; a database that is away is no reason to stop."""
    try:
        with sessions() as session:
            return job(session)
    except DBAPIError as away:
        said = logs.first_line(away.orig)
        log.warning("the database did not answer, the next tick tries again: %s", said)
    except Exception:
        log.exception("a job of the clockwork did not work out")
    return None
