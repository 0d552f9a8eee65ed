"""A worker in a process of its own that lives by a clock it is told, until it is to die."""

import itertools
import os
import signal
import sys
from datetime import datetime
from threading import Event

from sqlalchemy import event

from uplift_pwa import clock, rounds
from uplift_pwa.db import make_engine, make_session_factory
from uplift_pwa.dispatch import Dispatch
from uplift_pwa.push.answers import Answer

STOP = Event()


class Wire:
    """Stands where the sender stands: writes down what leaves, and all of it is taken."""

    is_cramped = False

    def __init__(self, log):
        self._log, self._waiting, self.under_way = log, [], 0

    @property
    def waiting(self):
        return len(self._waiting)

    def full(self):
        return set()

    def take(self, parcels):
        self._waiting += parcels

    def give_back(self, ids=None):
        return []

    def written_down(self, parcels):
        pass

    def turn(self, _seconds):
        gone, self._waiting = self._waiting, []
        lines = "".join(
            f"{clock.now().isoformat()} {one.subscription_id} {one.words.topic}\n"
            for one in gone
        )
        os.write(self._log, lines.encode())
        return [Answer(one, 201) for one in gone]


def main(url, path):
    """For each line, a moment and at which statement to die (0: never), work and say so."""
    engine, left = make_engine(url), itertools.repeat(1)

    @event.listens_for(engine, "before_cursor_execute")
    def _count(*_):
        if not next(left, 0):
            os.kill(os.getpid(), signal.SIGKILL)

    sessions = make_session_factory(engine)
    log = os.open(path, os.O_APPEND | os.O_CREAT | os.O_WRONLY)
    for line in sys.stdin:
        moment, last = line.split()
        at = datetime.fromisoformat(moment)
        clock.now = lambda at=at: at
        left = iter([1] * int(last)) if int(last) else itertools.repeat(1)
        rounds.go(lambda job: _attempt(sessions, job), STOP)
        sender = Dispatch(sessions, Wire(log))
        while sender.turn():
            pass
        sender.drain()
        sys.stdout.write("done\n")
        sys.stdout.flush()


def _attempt(sessions, job):
    with sessions() as session:
        return job(session)


if __name__ == "__main__":
    main(*sys.argv[1:])
