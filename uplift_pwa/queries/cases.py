"""The desk's cases: what people say looks wrong, with the change it is about."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Case, Reason, Team

PAGE = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """One case. Nobody's name: the desk answers the change, not the person."""

    id: int
    text: str
    opened_at: datetime
    answer: str | None
    closed_at: datetime | None
    owner_kind: str
    team: str | None
    kind: str
    detail: dict[str, object]
    paragraph: int
    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Asked]
    waiting: int
    has_more: bool


def page(session: Session, number: int = 1) -> Page:
    """The cases, those without an answer first, the oldest of them on top. Two SELECTs."""
    found = session.execute(
        _CASES.order_by(
            Case.closed_at.is_not(None),
            Case.closed_at.desc(),
            Case.opened_at,
            Case.id,
        )
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    waiting = session.scalar(
        select(func.count()).select_from(Case).where(Case.closed_at.is_(None))
    )
    return Page([Asked(*row) for row in found[:PAGE]], waiting or 0, len(found) > PAGE)


_CASES: Any = (
    select(
        Case.id,
        Case.text,
        Case.opened_at,
        Case.answer,
        Case.closed_at,
        Reason.owner_kind,
        Team.name,
        Reason.kind,
        Reason.detail,
        Reason.paragraph,
        Reason.day,
        Reason.at,
    )
    .join(Reason, Reason.id == Case.reason_id)
    .outerjoin(Team, (Reason.owner_kind == "team") & (Team.id == Reason.owner_id))
)
