"""Taking what is due, once among all senders, and writing down what became of it (W4, W5)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from uplift_pwa.push import statements

MOST = 500
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = statements.MOST_ATTEMPTS


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a delivery: a last state with its reason, or pending again at `due_at`.

    `counts` says whether something was really sent, so that it is an attempt.
    """

    id: int
    state: str
    reason: str | None = None
    due_at: datetime | None = None
    closes_at: datetime | None = None
    counts: bool = False


def is_due(session: Session, *, at: datetime, without: Collection[str] = ()) -> bool:
    """Whether there is anything to claim at `at` (aware). Reads only."""
    given = {"now": at, "without": sorted(without)}
    return bool(session.connection().scalar(statements.IS_DUE, given))


def claim(
    session: Session,
    owner: str,
    *,
    at: datetime,
    most: int = MOST,
    without: Collection[str] = (),
) -> list[int]:
    """Lease the oldest due deliveries to `owner`; returns their ids.

    `without` are origins that have enough in hand. No other sender gets the same rows until
    the lease runs out: on PostgreSQL it steps over rows that another one holds.
    """
    take_back(session, at=at)
    given = {"now": at, "without": sorted(without), "most": most}
    given |= {"until": at + LEASE, "owner": owner}
    return list(session.connection().scalars(statements.CLAIM, given))


def take_back(session: Session, *, at: datetime) -> int:
    """What a sender took and never settled is due again; how many (PUSH 5).

    Whether it was sent nobody knows: it counts as an attempt, so that a message that ends
    every sender ends some day itself (SAFETY G4).
    """
    return session.connection().execute(statements.TAKE_BACK, {"now": at}).rowcount


def end_leases(session: Session, *, at: datetime) -> None:
    """The only sender starts: whatever is leased was its own before, and is due at once."""
    session.connection().execute(statements.END_LEASES, {"now": at})


def settle(session: Session, owner: str, results: Iterable[Result], *, at: datetime) -> None:
    """Write down what became of deliveries that `owner` still holds.

    A lease that somebody else has taken over meanwhile is theirs to settle (SAFETY G5).
    """
    results = list(results)
    _end(session, owner, results, at)
    again = [_row(one, owner) for one in results if one.state == "pending"]
    if again:
        session.connection().execute(statements.AGAIN, again)


def note_windows(session: Session, windows: Mapping[int, datetime]) -> None:
    """For these deliveries, by id: the end of the working window that they leave in."""
    if windows:
        rows = [{"one": one, "closes": closes} for one, closes in windows.items()]
        session.connection().execute(statements.WINDOW, rows)


def end_subscriptions(session: Session, ids: Collection[int]) -> None:
    """Their service says they are gone; what is still owed to them is dropped when due."""
    if ids:
        session.connection().execute(statements.END_SUBSCRIPTIONS, {"ids": sorted(ids)})


def note_reached(session: Session, ids: Collection[int], *, at: datetime) -> None:
    """A service has taken a message for these subscriptions."""
    if ids:
        session.connection().execute(statements.REACHED, {"ids": sorted(ids), "now": at})


def note_refused(session: Session, ids: Collection[int], *, at: datetime) -> None:
    """Their service has begun to answer 401 or 403."""
    if ids:
        session.connection().execute(statements.REFUSED, {"ids": sorted(ids), "now": at})


def _end(session: Session, owner: str, results: Sequence[Result], at: datetime) -> None:
    """One statement for all that ended alike."""
    alike: dict[tuple[str, str | None, bool], list[int]] = {}
    for one in results:
        if one.state != "pending":
            alike.setdefault((one.state, one.reason, one.counts), []).append(one.id)
    for (state, reason, counts), ids in alike.items():
        given = {"ids": ids, "owner": owner, "now": at}
        given |= {"new_state": state, "why": reason, "more": int(counts)}
        session.connection().execute(statements.END, given)


def _row(one: Result, owner: str) -> dict[str, object]:
    return {
        "one": one.id,
        "owner": owner,
        "due": one.due_at,
        "closes": one.closes_at,
        "more": int(one.counts),
    }
