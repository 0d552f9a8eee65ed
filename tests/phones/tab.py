"""One tab of a phone: it sends what waits as static/js/phone/replay.js does."""

import http.client
import json
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

BATCH = 20
RETRIES = (0.2, 0.8, 3.0)  # seconds; a phone waits five times as long
DROPPED = 0.1  # of the answers
TIMEOUT = 300  # seconds, as browsers wait


@dataclass(frozen=True, slots=True)
class Operation:
    """A form that waits, with the id that makes it happen once."""

    id: str
    path: str
    form: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits on one phone, for whom, and the cookie of its sign-in."""

    owner: str
    cookie: str
    operations: tuple[Operation, ...]


@dataclass(slots=True)
class Tally:
    """What a tab has heard, and how long it took."""

    answers: Counter[str] = field(default_factory=Counter)
    acknowledged: set[str] = field(default_factory=set)
    refused: dict[str, str] = field(default_factory=dict)
    left: int = 0
    seconds: list[float] = field(default_factory=list)


class Tab:
    """Sends a queue in an order of its own; some answers never reach it."""

    def __init__(self, port: int, queue: Queue, chance: Random) -> None:
        self.port, self.queue, self.chance = port, queue, chance
        self.waiting = chance.sample(queue.operations, len(queue.operations))
        self.tally = Tally()

    def empty(self, until: float, heard: Callable[[], None] = lambda: None) -> Tally:
        """Send until nothing waits or `until` (monotonic) is over; `heard` after an answer."""
        tries = 0
        while self.waiting and time.monotonic() < until:
            if self._send(self.waiting[:BATCH]):
                tries = 0
            else:
                time.sleep(RETRIES[min(tries, len(RETRIES) - 1)] * self.chance.uniform(0.5, 1))
                tries += 1
            heard()
        self.tally.left = len(self.waiting)
        return self.tally

    def _send(self, batch: list[Operation]) -> bool:
        """Whether each of these was answered for good."""
        began = time.monotonic()
        try:
            status, body = self._ask(batch)
        except (OSError, http.client.HTTPException) as gone:
            self.tally.answers[f"none: {type(gone).__name__}"] += 1
            return False
        self.tally.seconds.append(time.monotonic() - began)
        self.tally.answers[str(status)] += 1
        if status != 200:
            return False
        return self._settle(json.loads(body)["results"])

    def _ask(self, batch: list[Operation]) -> tuple[int, bytes]:
        body = {
            "owner": self.queue.owner,
            "operations": [
                {"id": one.id, "path": one.path, "form": [list(pair) for pair in one.form]}
                for one in batch
            ],
        }
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        try:
            headers = {"Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
            headers["Cookie"] = self.queue.cookie
            line.request("POST", "/sync", json.dumps(body), headers)
            fate = self.chance.random() / DROPPED
            if fate < 0.5:
                raise ConnectionAbortedError  # the phone was gone before it was answered
            reply = line.getresponse()
            text = reply.read()
            if fate < 1:
                raise ConnectionResetError  # answered, and the answer never came
            return reply.status, text
        finally:
            line.close()

    def _settle(self, results: list[dict[str, str]]) -> bool:
        settled = {one["id"] for one in results if one["status"] != "later"}
        refused = {one["id"]: one["said"] for one in results if one["status"] == "refused"}
        self.tally.refused |= refused
        self.tally.acknowledged |= settled - refused.keys()
        self.tally.answers["later"] += len(results) - len(settled)
        self.waiting = [one for one in self.waiting if one.id not in settled]
        return len(settled) == len(results)
