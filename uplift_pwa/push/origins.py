"""How much each push service takes just now: a window that grows with trust (PUSH 4)."""

from collections import deque
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field

from uplift_pwa.push.endpoints import Hostile, resolve
from uplift_pwa.push.parcels import Parcel

BEGIN, LEAST, MOST_ALONE = 16.0, 1.0, 64.0
MOST_MULTIPLEXED = 256.0  # each message under way takes 26 KB of memory
CUT, CUT_EVERY, WELL_USED = 0.7, 0.25, 0.75  # factor, seconds, share
LOOKED_AT = 64  # answers
PINNED_FOR = 300.0  # seconds
# When most of the last answers are of one of these sorts, and not only a first few, the
# origin as a whole waits: too many, our key, nobody there.
PAUSING = ({429}, {401, 403}, {0})
FIRST_FEW = 4

Address = tuple[str, int, str]


@dataclass(slots=True)
class Window:
    """How many messages may be under way at once: doubled while all is well, then by one.

    Times are seconds of a monotonic clock.
    """

    size: float = BEGIN
    most: float = MOST_MULTIPLEXED
    _careful: bool = False
    _cut_at: float = -1.0

    def well(self, used: int) -> None:
        """A message was taken while `used` were under way; it grows only where it is short."""
        if used < WELL_USED * self.size:
            return
        self.size = min(self.most, self.size + (1 / self.size if self._careful else 1))

    def too_much(self, now: float) -> None:
        """The service asks for less, or does not answer: x 0.7, at most every 250 ms."""
        if now - self._cut_at >= CUT_EVERY:
            self.size, self._careful, self._cut_at = max(LEAST, self.size * CUT), True, now


@dataclass(slots=True)
class Origin:
    """A push service: what waits for it, what is under way, and how it has answered lately."""

    name: str
    window: Window = field(default_factory=Window)
    waiting: deque[Parcel] = field(default_factory=deque)
    under_way: int = 0  # left and not written down yet: so many may repeat after a kill
    answered: int = 0  # of those under way
    recent: deque[int] = field(default_factory=lambda: deque(maxlen=LOOKED_AT))
    paused_until: float = 0.0
    _pin: "Future[Address] | None" = None
    _pinned_at: float = 0.0

    def may_start(self, now: float) -> bool:
        """Whether one more may leave."""
        has_room = self.under_way < int(self.window.size)
        return bool(self.waiting) and has_room and now >= self.paused_until

    def is_full(self, now: float) -> bool:
        """Whether it has enough in hand, so that nothing more should be claimed for it."""
        return now < self.paused_until or len(self.waiting) >= max(64, 2 * self.window.size)

    @property
    def is_cramped(self) -> bool:
        """Whether what is answered and not written down takes half of the window."""
        return self.answered >= max(1, int(self.window.size) // 2)

    def note(self, status: int, now: float, retry_after: float) -> None:
        """Learn from an answer; 0 stands for none. It may pause the origin as a whole."""
        self.recent.append(status)
        if status in (0, 429, 503):
            self.window.too_much(now)
        elif 200 <= status < 300:
            self.window.well(self.under_way)
        alike = next((some for some in PAUSING if status in some), None)
        if alike and self._most_are(alike):
            self.paused_until = max(self.paused_until, now + retry_after)

    def pin(self, now: float, ask: Executor, *, loopback: bool) -> "Future[Address]":
        """The address to connect to, asked for beside the sender and kept for minutes."""
        found = self._pin
        if found is None or (found.done() and now - self._pinned_at > PINNED_FOR):
            self._pin = found = ask.submit(resolve, self.name, loopback=loopback)
            self._pinned_at = now
        return found

    def forget_pin(self) -> None:
        """Nobody was reached there: ask again."""
        self._pin = None

    def _most_are(self, statuses: set[int]) -> bool:
        some = sum(one in statuses for one in self.recent)
        return some >= FIRST_FEW and 2 * some > len(self.recent)


def address(pin: "Future[Address]") -> Address | str | None:
    """The pinned address; `hostile` or `unreachable` where there is none; None while asking."""
    if not pin.done():
        return None
    error = pin.exception()
    if isinstance(error, Hostile):
        return "hostile"
    return "unreachable" if error else pin.result()
