"""Good news for a person: it waits a little, comes as one bundle a day, or not at all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, literal, or_, select, update
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Confirmation, News, Reminder, Subscription, Thanks
from uplift_pwa.push import messages, outbox
from uplift_pwa.push.kinds import KINDS
from uplift_pwa.push.outbox import Letter
from uplift_pwa.queries import reach
from uplift_pwa.rules import nudges

AT_ONCE = 200
GATHER = timedelta(minutes=10)  # what falls together comes together; an undo is still heard
DROPPED_AFTER = timedelta(hours=24)
ONE_DAY = timedelta(days=1)
SOCIAL = frozenset({"thanks", "question", "badge", "stage"})


def owe(
    session: Session,
    kind: str,
    subject_id: int,
    people: Collection[int] | Select[Any] | None = None,
    *,
    at: datetime,
) -> int:
    """Something good has happened: tell these people (None: everybody) with the next bundle.

    `kind` is thanks, question, badge or stage, with the id of what it is about; each is told
    once. People who cannot be reached or have switched it off are left out. Call it in the
    transaction in which it happens; `at` is aware. Returns how many will hear of it.
    """
    if kind not in SOCIAL:
        raise ValueError(kind)
    who = _listening(kind, people)
    reached = select(
        who.c.person_id, literal(kind), literal(subject_id), literal(at, News.at.type)
    ).where(who.c.person_id.is_not(None))
    made = session.connection().execute(
        upsert(session, News)
        .from_select(["person_id", "kind", "subject_id", "at"], reached)
        .on_conflict_do_nothing(),
        execution_options={"preserve_rowcount": True},
    )
    session.execute(
        update(Reminder)
        .where(Reminder.person_id.in_(select(who.c.person_id)))
        # Never left out: a bundle that is being made just now has not seen this news.
        .values(bundle_at=func.coalesce(Reminder.bundle_at, at + GATHER))
        .execution_options(synchronize_session=False)
    )
    return made.rowcount


def is_due(session: Session, *, at: datetime) -> bool:
    """Whether anybody's news is to be looked at. Reads only; aware."""
    return bool(session.scalar(select(exists().where(Reminder.bundle_at <= at))))


def bundle(session: Session, *, at: datetime, most: int = AT_ONCE) -> int:
    """Look at a batch of people whose news has waited; returns how many were looked at.

    One bundle a day, in working hours and outside quiet ones; what is not true any more is
    left out, and what found no moment within 24 hours is let go (RULES 10). `at` is aware.
    """
    rows = session.execute(
        select(Reminder.person_id, Reminder.bundled_at)
        .where(Reminder.bundle_at <= at)
        .order_by(Reminder.bundle_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    bundled = {row.person_id: row.bundled_at for row in rows}
    if not bundled:
        return 0
    waiting = _waiting(session, bundled, at)
    reaches = reach.around(session, waiting.keys(), at)
    leave: dict[tuple[str, datetime], list[int]] = defaultdict(list)
    again: dict[int, datetime | None] = dict.fromkeys(bundled)
    for person_id, news in waiting.items():
        when = _moment(bundled[person_id], at)
        slot = reaches[person_id].slot(when)
        if slot is not None and slot[0] <= at:
            leave[_kind(news), slot[1]].append(person_id)
        elif slot is not None:
            again[person_id] = slot[0]
    _send(session, leave, at)
    _settle(session, [one for one, when in again.items() if when is None], at)
    _look_again(session, again)
    return len(bundled)


def _moment(bundled_at: datetime | None, at: datetime) -> datetime:
    if bundled_at is None or nudges.may_bundle(at, bundled_at):
        return at
    return bundled_at + ONE_DAY


def _kind(news: Collection[str]) -> str:
    """Its own words where all is of one kind, else those of a bundle."""
    kinds = set(news)
    return kinds.pop() if len(kinds) == 1 else "bundle"


def _listening(kind: str, people: Collection[int] | Select[Any] | None) -> Any:
    reachable = exists().where(Subscription.person_id == Reminder.person_id)
    who = select(Reminder.person_id).where(
        reachable, getattr(Reminder, KINDS[kind].switch or "")
    )
    if people is not None:
        who = who.where(Reminder.person_id.in_(people))
    return who.subquery()


def _waiting(session: Session, people: Iterable[int], at: datetime) -> Mapping[int, list[str]]:
    """The news of these people that is still true, wanted and young."""
    answered = exists().where(
        Confirmation.completion_id == News.subject_id, Confirmation.answered_at.is_(None)
    )
    thanked = exists().where(Thanks.id == News.subject_id, Thanks.seen_at.is_(None))
    switches = [
        and_(News.kind == kind, getattr(Reminder, KINDS[kind].switch or "")) for kind in SOCIAL
    ]
    rows = session.execute(
        select(News.person_id, News.kind)
        .join(Reminder, Reminder.person_id == News.person_id)
        .where(
            News.person_id.in_(list(people)),
            News.settled_at.is_(None),
            News.at > at - DROPPED_AFTER - ONE_DAY,
            or_(*switches),
            or_(News.kind != "question", answered),
            or_(News.kind != "thanks", thanked),
        )
    )
    found: dict[int, list[str]] = defaultdict(list)
    for person_id, kind in rows:
        found[person_id].append(kind)
    return found


def _send(
    session: Session, leave: Mapping[tuple[str, datetime], Collection[int]], at: datetime
) -> None:
    for (kind, closes_at), people in leave.items():
        key = f"{kind}:{at.date()}"
        midnight = datetime.combine(at.date(), datetime.min.time(), at.tzinfo)
        words = messages.payloads(key, kind)
        letter = Letter(key, kind, words, expires_at=midnight + 2 * ONE_DAY)
        outbox.enqueue(session, letter, people, at=at, closes_at=closes_at)
        session.execute(
            update(Reminder)
            .where(Reminder.person_id.in_(people))
            .values(bundled_at=at)
            .execution_options(synchronize_session=False)
        )


def _settle(session: Session, people: Collection[int], at: datetime) -> None:
    session.execute(
        update(News)
        .where(News.person_id.in_(people), News.settled_at.is_(None))
        .values(settled_at=at)
        .execution_options(synchronize_session=False)
    )


def _look_again(session: Session, again: Mapping[int, datetime | None]) -> None:
    rows = [{"one": one, "when": when} for one, when in again.items()]
    session.connection().execute(_LOOK_AGAIN, rows)


_LOOK_AGAIN = (
    update(Reminder)
    .where(Reminder.person_id == bindparam("one"))
    .values(bundle_at=bindparam("when", type_=Reminder.bundle_at.type))
)
