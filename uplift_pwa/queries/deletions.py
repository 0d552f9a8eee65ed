"""Who asks the desk to delete their account, the oldest request first; and whom it is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import DeletionRequest, Person, Site

PAGE = 30


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody who is not deleted yet; `asked_at` None where they have not asked."""

    person_id: int
    name: str
    staff_number: str | None
    site: str
    asked_at: datetime | None


def page(session: Session, number: int = 1) -> tuple[list[Asked], bool]:
    """The requests of a page, and whether there are more. One SELECT."""
    rows = session.execute(
        select(*_COLUMNS)
        .select_from(DeletionRequest)
        .join(Person, Person.id == DeletionRequest.person_id)
        .join(Site, Site.id == Person.site_id)
        .where(Person.erased_at.is_(None))
        .order_by(DeletionRequest.asked_at, DeletionRequest.person_id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    return [Asked(*row) for row in rows[:PAGE]], len(rows) > PAGE


def one(session: Session, person_id: int) -> Asked | None:
    """Somebody who can be deleted. One SELECT."""
    row = session.execute(_ASKED.where(Person.id == person_id)).first()
    return Asked(*row) if row else None


def asked_at(session: Session, person_id: int) -> datetime | None:
    """When somebody asked, if they did. One SELECT."""
    return session.scalar(select(DeletionRequest.asked_at).filter_by(person_id=person_id))


_COLUMNS: Any = (
    *(Person.id, Person.name, Person.staff_number, Site.name),
    DeletionRequest.asked_at,
)
_ASKED: Any = (
    select(*_COLUMNS)
    .select_from(Person)
    .join(Site, Site.id == Person.site_id)
    .outerjoin(DeletionRequest, DeletionRequest.person_id == Person.id)
    .where(Person.erased_at.is_(None))
)
