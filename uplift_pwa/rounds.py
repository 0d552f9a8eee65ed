"""What the clockwork does for phones with each tick: who is to hear what, and what is over."""

from collections.abc import Callable
from threading import Event
from typing import Any

from sqlalchemy.orm import Session

from uplift_pwa import clock
from uplift_pwa.actions import retention, sign_ins
from uplift_pwa.db import transaction
from uplift_pwa.push import news, nudging, outbox, schedule
from uplift_pwa.push.schedule import Due

Attempt = Callable[[Callable[[Session], Any]], Any]


def go(attempt: Attempt, stop: Event) -> None:
    """Everything that is due now, in small transactions; `attempt` runs one and may fail.

    Any number of workers may go their rounds at once.
    """
    if stop.is_set():
        return
    for one in attempt(lambda session: schedule.due(session, at=clock.now())) or []:
        if not stop.is_set():
            attempt(_say(one))
    for job in (_nudge_some, _bundle_some, _prune_some, _forget_some):
        while not stop.is_set() and attempt(job):
            pass
    if not stop.is_set():
        attempt(_end_sign_ins)


def _say(one: Due) -> Callable[[Session], int]:
    def fire(session: Session) -> int:
        with transaction(session):
            return schedule.fire(session, one, at=clock.now())

    return fire


def _nudge_some(session: Session) -> int:
    if not nudging.is_due(session, at=clock.now()):
        return 0
    with transaction(session):
        return nudging.nudge(session, at=clock.now())


def _bundle_some(session: Session) -> int:
    if not news.is_due(session, at=clock.now()):
        return 0
    with transaction(session):
        return news.bundle(session, at=clock.now())


def _prune_some(session: Session) -> int:
    if not outbox.is_old(session, at=clock.now()):
        return 0
    with transaction(session):
        return outbox.prune(session, at=clock.now())


def _forget_some(session: Session) -> int:
    if not retention.is_due(session, at=clock.now()):
        return 0
    with transaction(session):
        return retention.forget(session, at=clock.now())


def _end_sign_ins(session: Session) -> int:
    if not sign_ins.any_expired(session, at=clock.now()):
        return 0
    with transaction(session):
        return sign_ins.end_expired(session, at=clock.now())
