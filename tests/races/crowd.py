"""Many people at once: sixteen threads on eight processes, each process with its own engine."""

import multiprocessing
import os
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from sqlalchemy import event, select

from uplift_pwa.actions import (
    awards,
    completions,
    confirmations,
    covers,
    finalise,
    moving,
    teams,
    thanks,
    votes,
)
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import make_engine, make_session_factory, transaction
from uplift_pwa.models import Completion

PROCESSES, THREADS = 8, 2
SPAWN = multiprocessing.get_context("spawn")


@contextmanager
def gathered():
    """The processes, started once; `act` lets them loose together as often as is wanted."""
    start = SPAWN.Barrier(PROCESSES)
    with SPAWN.Pool(PROCESSES, initializer=_stand_ready, initargs=(start,)) as pool:
        yield lambda engine, jobs, seed=1: _act(pool, engine, jobs, seed)


def _act(pool, engine, jobs, seed):
    """Hand the jobs out in a random order and do them all at once; what became of each."""
    url = engine.url.render_as_string(hide_password=False)
    shuffled = random.Random(seed).sample(jobs, len(jobs))
    hands = [(url, shuffled[number::PROCESSES]) for number in range(PROCESSES)]
    return [told for some in pool.map(work, hands, chunksize=1) for told in some]


def _stand_ready(start):
    global _start
    _start = start


def work(hand):
    """One process's share. The barrier keeps a quick process from taking two of them."""
    url, jobs = hand
    engine = make_engine(url)
    sessions = make_session_factory(engine)
    _start.wait(timeout=60)
    with ThreadPoolExecutor(THREADS) as threads:
        told = list(threads.map(lambda job: tell(sessions, job), jobs))
    engine.dispose()
    return told


def tell(sessions, job):
    """Do a job as the web does, and say how it went in one word."""
    kind, *arguments = job
    with sessions() as session:
        try:
            return JOBS[kind](session, *arguments)
        except Refused as refused:
            return refused.code
        except Exception as error:
            return f"error: {error!r}"


def _record(session, person_id, challenge_id, at, day=None, sentence=None):
    with transaction(session):
        done = completions.record(
            session, person_id, challenge_id, at=at, day=day, sentence=sentence
        )
    return "recorded" if done.outcome else "again"


def _undo(session, person_id, challenge_id, at):
    found = session.scalar(
        select(Completion.id).filter_by(person_id=person_id, challenge_id=challenge_id)
    )
    with transaction(session):
        completions.undo(session, person_id, found or 0, at=at)
    return "undone"


def _finalise(session, at):
    with transaction(session):
        finalise.days(session, at=at)
    return "closed"


def _settle(session, at):
    with transaction(session):
        awards.settle(session, at=at)
    return "settled"


def _lend(session, giver_id, receiver_id, day, by, at):
    with transaction(session):
        covers.lend(session, giver_id, receiver_id, day, by=by, at=at)
    return "lent"


def _merge(session, team_id, into_id, by, at):
    with transaction(session):
        teams.merge(session, team_id, into_id, by=by, at=at)
    return "merged"


def _thank(session, sender_id, receiver_id, at):
    with transaction(session):
        sent = thanks.give(session, sender_id, "person", receiver_id, reason="Kind.", at=at)
    return "lifted" if sent.counts else "arrived"


def _answer(session, completion_id, colleague_id, word, at):
    with transaction(session):
        confirmations.answer(session, completion_id, colleague_id, word, at=at)
    return "answered"


def _vote(session, person_id, completion_id, is_box, at):
    with transaction(session):
        votes.cast(session, person_id, completion_id, is_box=is_box, at=at)
    return "voted"


def _move(session, code, pepper, at):
    with transaction(session):
        found = moving.redeem(session, code, at=at, pepper=pepper)
    return "moved" if found else "shut"


JOBS = {
    "answer": _answer,
    "vote": _vote,
    "thank": _thank,
    "record": _record,
    "undo": _undo,
    "finalise": _finalise,
    "settle": _settle,
    "lend": _lend,
    "merge": _merge,
    "move": _move,
}


def killed_at(url, moment, person_id, challenge_id, at):
    """Record in this process, and be killed before the statement that begins so, before the
    commit, or after it.
    """
    engine = make_engine(url)

    def die(*_):
        os.kill(os.getpid(), signal.SIGKILL)

    def look(_connection, _cursor, statement, *_):
        if statement.startswith(moment):
            die()

    event.listen(engine, "before_cursor_execute", look)
    if moment == "COMMIT":
        event.listen(engine, "commit", die)
    _record(make_session_factory(engine)(), person_id, challenge_id, at)
    die()
