"""How many people belong where: from the facts, or from what the clockwork has counted."""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, exists, func, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import Headcount, Membership, Person, Snapshot
from uplift_pwa.queries import aboard

NAME = "headcounts"
LIVE_UP_TO = 5_000  # people; more of them are not counted again for every page
KEYS = ("team_id", "site_id", "level_id")
COUNTS = ("people", "claimed", "unclaimed")


def heads(today: date) -> Subquery:
    """Rows of `KEYS` and `COUNTS` for other SELECTs; team 0 are people in none.

    What the clockwork has counted, or, where it has counted nothing, the facts of `today`.
    """
    stored = select(*(getattr(Headcount, name) for name in (*KEYS, *COUNTS)))
    none = ~exists(select(Headcount.team_id))
    return union_all(stored, live(today).where(none)).subquery("heads")


def live(today: date) -> Select[Any]:
    """The same from the facts alone."""
    arrived = aboard.claimed()
    active = Person.status == "active"
    team = func.coalesce(Membership.team_id, 0)
    return (
        select(
            team.label("team_id"),
            Person.site_id,
            Person.level_id,
            func.count().label("people"),
            _sum(and_(active, arrived)).label("claimed"),
            _sum(and_(active, ~arrived)).label("unclaimed"),
        )
        .select_from(Person)
        .outerjoin(Membership, aboard.belongs(today))
        .where(Person.status != "left")
        .group_by(team, Person.site_id, Person.level_id)
    )


def is_large(session: Session) -> bool:
    """Whether there are more people than a page counts by itself. One SELECT, bounded."""
    some = select(Person.id).limit(LIVE_UP_TO + 1).subquery()
    found = session.scalar(select(func.count()).select_from(some)) or 0
    return found > LIVE_UP_TO


def counted_at() -> Any:
    """A column for another SELECT: when the clockwork counted, or null."""
    return select(Snapshot.counted_at).where(Snapshot.name == NAME).scalar_subquery()


def _sum(condition: Any) -> Any:
    return func.sum(case((condition, 1), else_=0))
