"""What decides whether thanks give lift: what the two have sent each other lately."""

from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Thanks
from uplift_pwa.queries import rulebook
from uplift_pwa.rules import thanks as rule
from uplift_pwa.rules.thanks import Held, Why

A_DAY = timedelta(days=1)


def held(
    session: Session, new: rule.Thanks, day: date, *, before_id: int | None = None
) -> Held | None:
    """Why `new` gives its sender no lift on their service day `day`; None if it does (RULES 4).

    Of thanks that were sent already `before_id` is the id. `Why.FULL` is a matter of the sender
    alone: who is thanked gets their lift. One SELECT.
    """
    numbers = rulebook.book(session).on(day)
    mine = and_(Thanks.sender_id == new.sender, Thanks.counts)
    theirs = and_(
        Thanks.receiver_kind == "person",
        Thanks.receiver_id == new.sender,
        Thanks.sender_id == new.receiver,
    )
    rows = session.execute(
        select(
            Thanks.sent_at,
            Thanks.sender_id,
            Thanks.receiver_id,
            Thanks.receiver_kind,
            Thanks.service_day,
        ).where(
            or_(mine, theirs) if new.kind == "person" else mine,
            Thanks.sent_at > new.at - timedelta(days=numbers.thanks_same_person_days),
            *([Thanks.id < before_id] if before_id else []),
        )
    ).all()
    found = rule.held(new, [rule.Thanks(*row[:4]) for row in rows], numbers)
    if found:
        return found
    today = [row.sent_at for row in rows if (row[1], row[4]) == (new.sender, day)]
    if len(today) < numbers.thanks_a_day:
        return None
    return Held(Why.FULL, max(today, default=new.at))


def sent_lately(session: Session, sender_id: int, *, at: datetime) -> int:
    """How many thanks somebody has sent in the 24 hours before `at` (aware)."""
    count = select(func.count()).where(
        Thanks.sender_id == sender_id, Thanks.sent_at > at - A_DAY, Thanks.sent_at <= at
    )
    return session.scalar(count) or 0
