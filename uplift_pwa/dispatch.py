"""The sender's own loop: claim what is due, let it leave, write down what became of it."""

import fcntl
import logging
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event
from time import monotonic
from uuid import uuid4

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from uplift_pwa import clock, logs
from uplift_pwa.config import Config
from uplift_pwa.db import transaction
from uplift_pwa.push import answers, claims, parcels
from uplift_pwa.push.answers import Answer, Verdict
from uplift_pwa.push.claims import Result
from uplift_pwa.push.parcels import Parcel
from uplift_pwa.push.sender import Sender
from uplift_pwa.push.vapid import Keyring

log = logging.getLogger(__name__)

SETTLED_AT_ONCE, SETTLED_EVERY = 256, 0.2  # results, seconds
LOOKS_EVERY, REST = 1.0, 0.02  # seconds
MOST_IN_HAND = claims.MOST
DRAIN_SECONDS = 10.0
SAFE = claims.LEASE / 3  # of a lease has to be left for a message to leave


@dataclass(slots=True)
class Dispatch:
    """A sender at work on the outbox, under a name of its own."""

    sessions: sessionmaker[Session]
    sender: Sender
    loopback: bool = False
    owner: str = field(default_factory=lambda: uuid4().hex)
    chance: Callable[[], float] = random.random
    settled: int = 0  # how many deliveries were written down so far
    _verdicts: list[Verdict] = field(default_factory=list)
    _answered: list[Parcel] = field(default_factory=list)
    _leased: dict[int, datetime] = field(default_factory=dict)
    _devices: dict[str, set[int]] = field(default_factory=dict)
    _settled_at: float = 0.0
    _look_at: float = -1.0

    def run(self, stop: Event) -> None:
        """Until `stop` is set, and then until all under way is answered, 10 s at most."""
        while not stop.is_set():
            try:
                busy = self.turn()
            except Exception:
                log.exception("a turn of the sender did not work out")
                busy = False
            if not busy:
                stop.wait(LOOKS_EVERY / 4)
        self.drain()

    def turn(self) -> bool:
        """One round; whether there is anything in hand."""
        if self._may_claim():
            self._guarded(self._claim)
        self._hear(self.sender.turn(REST))
        if self._is_time_to_settle():
            self._guarded(self._settle)
        return bool(self.sender.waiting or self.sender.under_way or self._verdicts)

    def drain(self) -> None:
        """Claim nothing more; what has not left goes back, what has left is waited for."""
        self._give_back(self.sender.give_back())
        until = monotonic() + DRAIN_SECONDS
        while self.sender.under_way and monotonic() < until:
            self._hear(self.sender.turn(REST))
        self._guarded(self._settle)

    def _may_claim(self) -> bool:
        return monotonic() >= self._look_at and self.sender.waiting < MOST_IN_HAND // 2

    def _claim(self, session: Session) -> None:
        at, full, known = clock.now(), self.sender.full(), not self._look_at
        self._look_at = monotonic() + (REST if full else LOOKS_EVERY)
        # Looking first costs no lock; it is left out where the last claim saw more coming.
        if not known and not claims.is_due(session, at=at, without=full):
            return
        with transaction(session):
            ids = claims.claim(session, self.owner, at=at, most=MOST_IN_HAND, without=full)
            found = parcels.look(session, ids, at=at, loopback=self.loopback)
            claims.settle(session, self.owner, found.results, at=at)
        self._leased.update(dict.fromkeys((one.id for one in found.parcels), at + claims.LEASE))
        self.sender.take(found.parcels)
        if len(ids) == MOST_IN_HAND:
            self._look_at = 0.0  # there is more

    def _hear(self, heard: list[Answer]) -> None:
        at = clock.now()
        for answer in heard:
            verdict = answers.judge(answer, at, self.chance)
            if verdict.alarm:
                # No endpoint and no payload: the origin and the reason are enough to act on.
                log.error("push to %s: %s", answer.parcel.origin, verdict.alarm)
            self._note_subscription(answer, verdict)
            self._verdicts.append(verdict)
            if answer.left:
                self._answered.append(answer.parcel)

    def _note_subscription(self, answer: Answer, verdict: Verdict) -> None:
        what = verdict.subscription
        if what != "same" and (what != "reached" or answer.parcel.note_reached):
            self._devices.setdefault(what, set()).add(answer.parcel.subscription_id)

    def _let_go_of_old_leases(self, at: datetime) -> None:
        """What waits too long for its origin is given back before somebody else takes it."""
        soon = at + SAFE
        old = {one for one, until in self._leased.items() if soon > until}
        if old:
            self._give_back(self.sender.give_back(old))

    def _give_back(self, unsent: list[Parcel]) -> None:
        at = clock.now()
        for one in unsent:
            result = Result(one.id, "pending", due_at=at, closes_at=one.closes_at)
            self._verdicts.append(Verdict(result))

    def _is_time_to_settle(self) -> bool:
        waited = monotonic() - self._settled_at
        some = bool(self._verdicts) or (self.sender.waiting > 0 and waited >= LOOKS_EVERY)
        # What is answered and not written down takes room in its window (PUSH 6).
        full = len(self._verdicts) >= SETTLED_AT_ONCE or self.sender.is_cramped
        nothing_else = bool(self._verdicts) and not self.sender.under_way
        return full or nothing_else or (some and waited >= SETTLED_EVERY)

    def _settle(self, session: Session) -> None:
        at, self._settled_at = clock.now(), monotonic()
        self._let_go_of_old_leases(at)
        if not self._verdicts:
            return
        with transaction(session):
            claims.settle(session, self.owner, [one.result for one in self._verdicts], at=at)
            claims.end_subscriptions(session, self._devices.get("gone", set()))
            claims.note_reached(session, self._devices.get("reached", set()), at=at)
            claims.note_refused(session, self._devices.get("refused", set()), at=at)
        for one in self._verdicts:
            self._leased.pop(one.result.id, None)
        self.settled += len(self._verdicts)
        self.sender.written_down(self._answered)
        for done in (self._verdicts, self._answered, self._devices):
            done.clear()

    def _guarded(self, job: Callable[[Session], None]) -> None:
        """A database that is away loses nothing: what was heard waits to be written down."""
        try:
            with self.sessions() as session:
                job(session)
        except DBAPIError as away:
            said = logs.first_line(away.orig)
            log.warning("the database did not answer, push waits: %s", said)
            self._look_at = monotonic() + LOOKS_EVERY


def serve(config: Config, sessions: sessionmaker[Session], stop: Event) -> None:
    """Send until `stop` is set. On SQLite one sender works, and a second one stands by."""
    alone = config.database_url.startswith("sqlite")
    with _turn(config.data, stop) if alone else nullcontext(True) as is_mine:
        if not is_mine:
            return
        if alone:
            with suppress(DBAPIError), sessions() as session, transaction(session):
                claims.end_leases(session, at=clock.now())
        sender = Sender(
            Keyring(config.data, config.contact),
            now=clock.now,
            site=_site(config),
            loopback=config.push_to_loopback,
        )
        try:
            Dispatch(sessions, sender, config.push_to_loopback).run(stop)
        finally:
            sender.close()


def _site(config: Config) -> str:
    """Our own address, where it is known; a link without it is read by the page's worker."""
    hosts = [one for one in config.trusted_hosts if not one.startswith(".")]
    return f"https://{hosts[0]}" if hosts and not config.plain_http else ""


@contextmanager
def _turn(data: Path, stop: Event) -> Iterator[bool]:
    """Wait to be the only sender of this folder; the lock goes with the process that has it."""
    with (data / "sender.lock").open("w") as handle:
        while not stop.is_set():
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                stop.wait(LOOKS_EVERY)
            else:
                break
        yield not stop.is_set()
