"""How many people belong where: from the facts, or from what the clockwork has counted."""

from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, and_, case, exists, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Headcount, Membership, Person, Snapshot
from uplift_pwa.queries import aboard

NAME = "headcounts"
LIVE_UP_TO = 5_000  # people; more of them are not counted again for every page
KEYS = ("team_id", "site_id", "level_id")
LAST_ID = 2**31 - 1
COUNTS = ("people", "claimed", "unclaimed")


def heads(today: date) -> list[Subquery]:
    """Two sources of `KEYS` and `COUNTS` for other SELECTs, one of which is empty: what the
    clockwork has counted, and, where it has counted nothing, the facts of `today`.

    Team 0 are people in none. Two, so that neither has to be read before it is summed up.
    """
    stored = select(*(getattr(Headcount, name) for name in (*KEYS, *COUNTS)))
    counted = exists(select(Headcount.team_id))
    # PostgreSQL asks the first only once; SQLite would look at everybody but for the second.
    nobody = case((counted, LAST_ID), else_=0)
    facts = live(today).where(~counted, Person.id > select(nobody).scalar_subquery())
    return [stored.subquery("counted"), facts.subquery("facts")]


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
