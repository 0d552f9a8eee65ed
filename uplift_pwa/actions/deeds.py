"""What colleagues do for each other, as far as it gives lift: thanks and reports."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, person_days
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Thanks
from uplift_pwa.queries import diary
from uplift_pwa.rules import thanks as rule
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.scoring import Deeds
from uplift_pwa.rules.settings import DEFAULTS

MARGIN = timedelta(days=1)
FAR_BACK = timedelta(days=DEFAULTS.thanks_same_person_days)


def thanked(
    session: Session,
    sender_id: int,
    receiver_kind: str,
    receiver_id: int,
    *,
    reason: str,
    kind: str = "thanks",
    at: datetime,
) -> Thanks:
    """Thanks to a person, a team or a department: always kept; lift where it counts (RULES 4).

    Dated to the sender's service day at `at` (aware), for both. Only a person receives lift.
    Raises `Refused`: own_self.
    """
    to_person = receiver_kind == "person"
    if to_person and receiver_id == sender_id:
        raise Refused("own_self")
    people = [sender_id, receiver_id] if to_person else [sender_id]
    person_days.hold(session, *people)
    sent = Thanks(
        sender_id=sender_id,
        receiver_kind=receiver_kind,
        receiver_id=receiver_id,
        kind=kind,
        reason=reason,
        service_day=_own(session, sender_id, at).service_day(at),
        counts=_counts(session, rule.Thanks(at, sender_id, receiver_id, receiver_kind)),
        sent_at=at,
    )
    session.add(sent)
    session.flush()
    if sent.counts:
        _give(session, sender_id, sent.service_day, Deeds(thanks_sent=1), at)
    if sent.counts and to_person:
        _give(session, receiver_id, sent.service_day, Deeds(thanks_received=1), at)
    awards.owe_new(session, "person", sender_id, sent.service_day, at)
    return sent


WHY = {
    "thanks_sent": "lift.thanks_sent",
    "thanks_received": "lift.thanks_received",
}


def _give(session: Session, person_id: int, day: date, more: Deeds, at: datetime) -> None:
    why = next(kind for name, kind in WHY.items() if getattr(more, name))
    person_days.add_deeds(session, person_id, day, more, why=why, at=at)


def _own(session: Session, person_id: int, at: datetime) -> Diary:
    here = at.date()
    return diary.diary(session, person_id, here - MARGIN, here + MARGIN)


def _counts(session: Session, new: rule.Thanks) -> bool:
    """Whether thanks give lift, by what the two have sent each other lately."""
    before = _lately(session, new)
    return new not in before and new in rule.counting([*before, new])


def _lately(session: Session, new: rule.Thanks) -> Collection[rule.Thanks]:
    forth = and_(
        Thanks.sender_id == new.sender, Thanks.receiver_id == new.receiver, Thanks.counts
    )
    back = and_(Thanks.sender_id == new.receiver, Thanks.receiver_id == new.sender)
    rows = session.execute(
        select(Thanks.sent_at, Thanks.sender_id, Thanks.receiver_id, Thanks.receiver_kind)
        .where(Thanks.receiver_kind == new.kind, Thanks.sent_at > new.at - FAR_BACK)
        .where(or_(forth, back) if new.kind == "person" else forth)
    )
    return [rule.Thanks(*row) for row in rows]
