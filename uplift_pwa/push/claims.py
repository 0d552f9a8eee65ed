"""Taking what is due, once among all senders, and writing down what became of it (W4, W5)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, bindparam, case, delete, exists, select, update
from sqlalchemy.orm import Session

from uplift_pwa.models import Delivery, Subscription

MOST = 500
LEASE = timedelta(seconds=60)
MOST_ATTEMPTS = 8
QUIETLY = {"synchronize_session": False}


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
    return bool(session.scalar(select(exists(_due(at, without)) | exists(_left_over(at)))))


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
    due = _due(at, without).order_by(Delivery.due_at).limit(most)
    due_rows = due.with_for_update(skip_locked=True).cte("due")
    return list(
        session.scalars(
            update(Delivery)
            .where(Delivery.id.in_(select(due_rows.c.id)))
            .values(state="sending", leased_until=at + LEASE, lease_owner=owner)
            .returning(Delivery.id)
            .execution_options(**QUIETLY)
        )
    )


def take_back(session: Session, *, at: datetime) -> int:
    """What a sender took and never settled is due again; how many (PUSH 5).

    Whether it was sent nobody knows: it counts as an attempt, so that a message that ends
    every sender ends some day itself (SAFETY G4).
    """
    last = Delivery.attempts + 1 >= MOST_ATTEMPTS
    taken = session.execute(
        update(Delivery)
        .where(Delivery.id.in_(_left_over(at)))
        .values(
            state=case((last, "dead"), else_="pending"),
            reason=case((last, "gave_up"), else_=None),
            settled_at=case((last, at), else_=None),
            attempts=Delivery.attempts + 1,
            leased_until=None,
            lease_owner=None,
        )
        .returning(Delivery.id)
        .execution_options(**QUIETLY)
    )
    return len(taken.all())


def end_leases(session: Session, *, at: datetime) -> None:
    """The only sender starts: whatever is leased was its own before, and is due at once."""
    session.execute(
        update(Delivery)
        .where(Delivery.state == "sending")
        .values(leased_until=at)
        .execution_options(**QUIETLY)
    )


def settle(session: Session, owner: str, results: Iterable[Result], *, at: datetime) -> None:
    """Write down what became of deliveries that `owner` still holds.

    A lease that somebody else has taken over meanwhile is theirs to settle (SAFETY G5).
    """
    results = list(results)
    _end(session, owner, results, at)
    again = [_row(one, owner) for one in results if one.state == "pending"]
    if again:
        session.connection().execute(_AGAIN, again)


def note_windows(session: Session, windows: Mapping[int, datetime]) -> None:
    """For these deliveries, by id: the end of the working window that they leave in."""
    if windows:
        rows = [{"one": one, "closes": closes} for one, closes in windows.items()]
        session.connection().execute(_WINDOW, rows)


def end_subscriptions(session: Session, ids: Collection[int]) -> None:
    """Their service says they are gone; what is still owed to them is dropped when due."""
    if ids:
        session.execute(delete(Subscription).where(Subscription.id.in_(sorted(ids))))


def note_reached(session: Session, ids: Collection[int], *, at: datetime) -> None:
    """A service has taken a message for these subscriptions."""
    _note(session, ids, reached_at=at, refused_at=None)


def note_refused(session: Session, ids: Collection[int], *, at: datetime) -> None:
    """Their service has begun to answer 401 or 403."""
    _note(session, ids, refused_at=at)


def _note(session: Session, ids: Collection[int], **values: datetime | None) -> None:
    if ids:
        session.execute(
            update(Subscription)
            .where(Subscription.id.in_(sorted(ids)))
            .values(**values)
            .execution_options(**QUIETLY)
        )


def _due(at: datetime, without: Collection[str]) -> Select[Any]:
    due = select(Delivery.id).where(Delivery.state == "pending", Delivery.due_at <= at)
    return due.where(Delivery.origin.not_in(sorted(without))) if without else due


def _left_over(at: datetime) -> Select[Any]:
    return select(Delivery.id).where(Delivery.state == "sending", Delivery.leased_until <= at)


def _end(session: Session, owner: str, results: Sequence[Result], at: datetime) -> None:
    """One statement for all that ended alike."""
    alike: dict[tuple[str, str | None, bool], list[int]] = {}
    for one in results:
        if one.state != "pending":
            alike.setdefault((one.state, one.reason, one.counts), []).append(one.id)
    for (state, reason, counts), ids in alike.items():
        given = {"ids": ids, "owner": owner, "now": at}
        given |= {"new_state": state, "why": reason, "more": int(counts)}
        session.connection().execute(_END, given)


def _row(one: Result, owner: str) -> dict[str, object]:
    return {
        "one": one.id,
        "owner": owner,
        "due": one.due_at,
        "closes": one.closes_at,
        "more": int(one.counts),
    }


_HELD = (Delivery.state == "sending") & (Delivery.lease_owner == bindparam("owner"))
# Built once: making these statements anew cost more than running them.
_END = (
    update(Delivery)
    .where(Delivery.id.in_(bindparam("ids", expanding=True)), _HELD)
    .values(
        state=bindparam("new_state"),
        reason=bindparam("why"),
        attempts=Delivery.attempts + bindparam("more"),
        settled_at=bindparam("now", type_=Delivery.settled_at.type),
        leased_until=None,
    )
)
_AGAIN = (
    update(Delivery)
    .where(Delivery.id == bindparam("one"), _HELD)
    .values(
        state="pending",
        due_at=bindparam("due", type_=Delivery.due_at.type),
        closes_at=bindparam("closes", type_=Delivery.closes_at.type),
        attempts=Delivery.attempts + bindparam("more"),
        leased_until=None,
        lease_owner=None,
    )
)
_WINDOW = (
    update(Delivery)
    .where(Delivery.id == bindparam("one"))
    .values(closes_at=bindparam("closes", type_=Delivery.closes_at.type))
)
