"""The cards that somebody has received, newest first, and the one they have just sent."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, exists, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    ContentReport,
    Department,
    Membership,
    Person,
    Team,
    Thanks,
    ThanksKind,
    ThanksPutAway,
)
from uplift_pwa.queries import rulebook

PAGE = 12


@dataclass(frozen=True, slots=True)
class Card:
    """Thanks as they are kept. `to` says whether a person, their team or department got them.

    `named` and `picture` None: the kind is called and drawn as usual.
    """

    id: int
    kind: str
    named: str | None
    picture: str | None
    reason: str
    day: date
    to: str
    sender: str
    sender_team: str | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Page:
    cards: list[Card]
    older: int | None  # the id to go on from


@dataclass(frozen=True, slots=True)
class Sent:
    """Thanks as their sender may look at them, and to whom they went."""

    id: int
    kind: str
    named: str | None
    picture: str | None
    reason: str
    day: date
    to: str
    receiver_id: int
    receiver: str
    counts: bool
    sent_at: datetime
    seen_at: datetime | None
    undo_minutes: int

    def undo_until(self) -> datetime:
        """The last moment at which it can be taken back (RULES 2)."""
        return self.sent_at + timedelta(minutes=self.undo_minutes)


def received(
    session: Session, person_id: int, team_id: int | None, *, before: int | None = None
) -> Page:
    """The cards for a person, their team and its department, older than the id `before`.

    Not those they have put away or reported, nor their own thanks to their team. One SELECT;
    each of the three asks for a page at most, so it costs the same with a million cards.
    """
    older = [Thanks.id < before] if before else []
    newest = [
        select(
            select(Thanks.id)
            .where(_to(kind, receiver), *_shown(person_id), *older)
            .order_by(Thanks.id.desc())
            .limit(PAGE + 1)
            .subquery()
        )
        for kind, receiver in _receivers(person_id, team_id)
    ]
    ids = union_all(*newest).subquery()
    rows = session.execute(
        _cards().join(ids, ids.c.id == Thanks.id).order_by(Thanks.id.desc()).limit(PAGE + 1)
    ).all()
    cards = [Card(*row) for row in rows[:PAGE]]
    return Page(cards, cards[-1].id if len(rows) > PAGE else None)


def card(
    session: Session, thanks_id: int, *, person_id: int, team_id: int | None
) -> Card | None:
    """One received card, or None if it is not theirs, put away, reported or hidden."""
    theirs = or_(*(_to(kind, who) for kind, who in _receivers(person_id, team_id)))
    row = session.execute(
        _cards().where(Thanks.id == thanks_id, theirs, *_shown(person_id))
    ).one_or_none()
    return Card(*row) if row else None


def last_sent(session: Session, sender_id: int) -> Sent | None:
    """What somebody has sent last, or None if nothing yet. One SELECT."""
    receiver = aliased(Person)
    name = case(
        (Thanks.receiver_kind == "person", receiver.name),
        (Thanks.receiver_kind == "team", Team.name),
        else_=Department.name,
    )
    row: Any = session.execute(
        select(
            *_WORDS,
            Thanks.receiver_kind,
            Thanks.receiver_id,
            name,
            Thanks.counts,
            Thanks.sent_at,
            Thanks.seen_at,
        )
        .outerjoin(ThanksKind, ThanksKind.key == Thanks.kind)
        .outerjoin(receiver, receiver.id == Thanks.receiver_id)
        .outerjoin(Team, Team.id == Thanks.receiver_id)
        .outerjoin(Department, Department.id == Thanks.receiver_id)
        .where(Thanks.sender_id == sender_id)
        .order_by(Thanks.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    minutes = rulebook.book(session).on(row.service_day).undo_minutes
    return Sent(*(*row, minutes))


def waits(person_id: Any) -> Any:
    """Whether a card waits to be seen by a person: a column for another SELECT."""
    new = and_(_to("person", person_id), Thanks.seen_at.is_(None), Thanks.hidden_at.is_(None))
    return exists(select(Thanks.id).where(new))


def _cards() -> Any:
    place = and_(
        Membership.person_id == Thanks.sender_id,
        Membership.from_on <= Thanks.service_day,
        or_(Membership.until_on.is_(None), Membership.until_on >= Thanks.service_day),
    )
    return (
        select(
            *_WORDS,
            Thanks.receiver_kind,
            Person.name,
            Team.name,
            and_(Thanks.receiver_kind == "person", Thanks.seen_at.is_(None)),
        )
        .join(Person, Person.id == Thanks.sender_id)
        .outerjoin(ThanksKind, ThanksKind.key == Thanks.kind)
        .outerjoin(Membership, place)
        .outerjoin(Team, Team.id == Membership.team_id)
    )


def _receivers(person_id: int, team_id: int | None) -> list[tuple[str, Any]]:
    department = select(Team.department_id).where(Team.id == team_id).scalar_subquery()
    groups: list[tuple[str, Any]] = [("team", team_id), ("department", department)]
    return [("person", person_id), *(groups if team_id else [])]


def _to(kind: str, receiver: Any) -> Any:
    return and_(Thanks.receiver_kind == kind, Thanks.receiver_id == receiver)


def _shown(person_id: int) -> list[Any]:
    away = exists().where(
        ThanksPutAway.thanks_id == Thanks.id, ThanksPutAway.person_id == person_id
    )
    reported = exists().where(
        ContentReport.kind == "thanks",
        ContentReport.subject_id == Thanks.id,
        ContentReport.reporter_id == person_id,
    )
    return [Thanks.hidden_at.is_(None), Thanks.sender_id != person_id, ~away, ~reported]


_WORDS = (
    Thanks.id,
    Thanks.kind,
    ThanksKind.name,
    ThanksKind.picture,
    Thanks.reason,
    Thanks.service_day,
)
