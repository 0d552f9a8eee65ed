"""What an answer of a push service means for a delivery and its subscription (SAFETY W4)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from uplift_pwa.push.claims import MOST_ATTEMPTS, Result
from uplift_pwa.push.parcels import Parcel

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=5), timedelta(minutes=15)
LONGEST_HEEDED = timedelta(hours=24)
REFUSED_WAIT, REFUSED_FOR = timedelta(minutes=10), timedelta(days=3)

# Without a status: what became of it before anybody answered.
HOSTILE, UNREADABLE, NO_KEY = "hostile", "unreadable", "no_key"
UNREACHABLE = "unreachable"
TOO_LATE = "outside"  # its window closed while it waited for its origin


@dataclass(frozen=True, slots=True)
class Answer:
    """The status (0: none), seconds of Retry-After if said, and what went wrong before.

    `left` is false for what never left, and so cannot have arrived.
    """

    parcel: Parcel
    status: int
    retry_after: float | None = None
    trouble: str | None = None
    left: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of the delivery, and of the subscription: reached, refused, gone or same."""

    result: Result
    subscription: str = "same"
    alarm: str | None = None


def judge(answer: Answer, at: datetime, chance: Callable[[], float]) -> Verdict:
    """Each answer has one meaning; `at` is aware, `chance` from 0 to 1 spreads repeats."""
    one, status = answer.parcel, answer.status
    if status == 0:
        return _unsent(answer, at, chance)
    if 200 <= status < 300:
        return Verdict(Result(one.id, "sent", counts=True), "reached")
    if status in (404, 410):
        return Verdict(Result(one.id, "gone", "unsubscribed", counts=True), "gone")
    if status in (401, 403):
        return _refused(answer, at)
    if status == 429 or status >= 500:
        return Verdict(_later(answer, at, chance))
    # 400, 413, a redirect that nobody follows, and whatever else will not change by asking.
    return Verdict(
        Result(one.id, "dead", f"status_{status}", counts=True), alarm=f"status {status}"
    )


def _unsent(answer: Answer, at: datetime, chance: Callable[[], float]) -> Verdict:
    trouble = answer.trouble
    if trouble in (HOSTILE, UNREADABLE, NO_KEY):
        return Verdict(Result(answer.parcel.id, "dead", trouble), alarm=trouble)
    if trouble == TOO_LATE:
        return Verdict(Result(answer.parcel.id, "dropped", trouble))
    return Verdict(_later(answer, at, chance))


def _refused(answer: Answer, at: datetime) -> Verdict:
    """Our own fault as a rule, so the subscription stays; after three days it is theirs."""
    one, alarm = answer.parcel, f"status {answer.status}"
    since = one.refused_at
    if since is not None and at - since >= REFUSED_FOR:
        return Verdict(Result(one.id, "gone", "refused", counts=True), "gone", alarm)
    wait = max(REFUSED_WAIT, timedelta(seconds=answer.retry_after or 0))
    subscription = "same" if since else "refused"
    return Verdict(_again(answer, at, wait), subscription, alarm)


def _later(answer: Answer, at: datetime, chance: Callable[[], float]) -> Result:
    """Not before it is asked for; else after a time that grows, spread in full."""
    if answer.retry_after is not None:
        wait = min(timedelta(seconds=answer.retry_after), LONGEST_HEEDED)
        return _again(answer, at, wait + chance() * timedelta(seconds=1))
    longest = min(LONGEST_WAIT, FIRST_WAIT * 2**answer.parcel.attempts)
    return _again(answer, at, timedelta(seconds=1) + chance() * longest)


def _again(answer: Answer, at: datetime, wait: timedelta) -> Result:
    """Once more later, unless it was tried enough or would be worth nothing by then."""
    one, sent = answer.parcel, answer.trouble != UNREACHABLE
    due = at + wait
    if due >= one.words.expires_at:
        return Result(one.id, "dropped", "expired", counts=sent)
    if one.closes_at is not None and due >= one.closes_at:
        return Result(one.id, "dropped", "outside", counts=sent)
    if sent and one.attempts + 1 >= MOST_ATTEMPTS:
        return Result(one.id, "dead", "gave_up", counts=True)
    return Result(one.id, "pending", due_at=due, closes_at=one.closes_at, counts=sent)
