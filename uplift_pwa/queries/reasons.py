"""Why something changed: the reason rows of a person, a team or everybody, newest first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import Case, Reason

PAGE = 20
OWN = ("person", "leader")


@dataclass(frozen=True, slots=True)
class Why:
    """One change with its rule and clock; `asked` and `answer` are the reader's own case."""

    id: int
    kind: str
    detail: dict[str, object]
    paragraph: int
    day: date
    at: datetime
    asked: str | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Why]
    older: int | None  # the id to go on from


@dataclass(frozen=True, slots=True)
class Readable:
    """A change that somebody may ask about."""

    id: int
    owner_kind: str
    kind: str
    detail: dict[str, object]
    day: date


def page(
    session: Session,
    owner_kinds: Collection[str],
    owner_id: int,
    *,
    reader: int,
    before: int | None = None,
) -> Page:
    """The changes of one owner, newest first, older than the id `before`. One SELECT.

    Somebody who leads has changes as a person and as a leader.
    """
    own = aliased(Case)
    newer = aliased(Case)
    is_readers = and_(own.reason_id == Reason.id, own.opened_by_id == reader)
    has_newer = select(newer.id).where(
        newer.reason_id == Reason.id, newer.opened_by_id == reader, newer.id > own.id
    )
    found = session.execute(
        select(*_COLUMNS, own.text.label("asked"), own.answer)
        .outerjoin(own, and_(is_readers, ~has_newer.exists()))
        .where(
            Reason.owner_kind.in_(owner_kinds),
            Reason.owner_id == owner_id,
            *([Reason.id < before] if before else []),
        )
        .order_by(Reason.id.desc())
        .limit(PAGE + 1)
    ).all()
    rows = [Why(*row) for row in found[:PAGE]]
    return Page(rows, rows[-1].id if len(found) > PAGE else None)


def readable(
    session: Session, reason_id: int, *, person_id: int, team_id: int | None
) -> Readable | None:
    """A reason if this person may read it: their own, their team's, everybody's; else None."""
    theirs = [
        Reason.owner_kind == "everybody",
        and_(Reason.owner_kind.in_(OWN), Reason.owner_id == person_id),
    ]
    if team_id is not None:
        theirs.append(and_(Reason.owner_kind == "team", Reason.owner_id == team_id))
    row = session.execute(
        select(Reason.id, Reason.owner_kind, Reason.kind, Reason.detail, Reason.day).where(
            Reason.id == reason_id, or_(*theirs)
        )
    ).one_or_none()
    return Readable(*row) if row else None


_COLUMNS = (Reason.id, Reason.kind, Reason.detail, Reason.paragraph, Reason.day, Reason.at)
