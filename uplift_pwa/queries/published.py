"""Where people stand in what is published of a week; read by rules and counting alone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, ScalarSelect, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Cohort,
    CohortUnit,
    Membership,
    Person,
    PublishedPerson,
    PublishedWeek,
    Team,
    UnitCell,
)
from uplift_pwa.rules.published import Step, place

LAST_WEEKDAY = timedelta(days=6)
NEVER = date(9999, 12, 27)


def histories(session: Session) -> dict[int, tuple[Step, ...]]:
    """The units of every cohort from week to week, the oldest first. One SELECT.

    What a cohort was before it parted is what the one was that it came from.
    """
    rows = session.execute(
        select(Cohort.id, Cohort.came_from_id, CohortUnit.monday, CohortUnit.unit_id)
        .join(CohortUnit, CohortUnit.cohort_id == Cohort.id)
        .order_by(Cohort.id, CohortUnit.monday)
    )
    own: dict[int, list[Step]] = defaultdict(list)
    parents: dict[int, int | None] = {}
    for cohort, came_from, monday, unit in rows:
        parents[cohort] = came_from
        own[cohort].append((monday, unit))
    found: dict[int, tuple[Step, ...]] = {}
    for cohort in sorted(own):  # a cohort is younger than the one it came from
        parent = parents[cohort]
        parted = own[cohort][0][0]
        before = found[parent] if parent is not None else ()
        found[cohort] = (*(step for step in before if step[0] < parted), *own[cohort])
    return found


def units(session: Session, monday: date) -> dict[int, int]:
    """The unit of every cohort that was published in a week."""
    stood = {cohort: place(steps, monday) for cohort, steps in histories(session).items()}
    return {cohort: unit for cohort, unit in stood.items() if unit is not None}


def people(monday: date) -> Any:
    """Everybody in a team on the week's Sunday, and all who have ever been published: person,
    cohort, team, department, level; the last three are null or stale without a team.
    """
    sunday = monday + LAST_WEEKDAY
    in_team = and_(
        Membership.person_id == Person.id,
        Membership.from_on <= sunday,
        or_(Membership.until_on.is_(None), Membership.until_on >= sunday),
    )
    return (
        select(
            Person.id.label("person_id"),
            PublishedPerson.cohort_id,
            Membership.team_id,
            Team.department_id,
            Person.level_id,
        )
        .outerjoin(Membership, in_team)
        .outerjoin(Team, Team.id == Membership.team_id)
        .outerjoin(PublishedPerson, PublishedPerson.person_id == Person.id)
        .where(or_(Membership.id.is_not(None), PublishedPerson.cohort_id.is_not(None)))
    )


def since() -> ScalarSelect[Any]:
    """The first week that was published with its people; for another SELECT. Weeks before it
    were counted by an older release and stay as they are.
    """
    first = select(func.coalesce(func.min(PublishedWeek.monday), literal(NEVER, Date)))
    return first.scalar_subquery()


def departments(session: Session) -> dict[int, int]:
    """The department of every unit that lies within one."""
    rows: Sequence[Any] = session.execute(
        select(UnitCell.unit_id, func.min(UnitCell.department_id))
        .group_by(UnitCell.unit_id)
        .having(func.min(UnitCell.department_id) == func.max(UnitCell.department_id))
    ).all()
    return {unit: department for unit, department in rows}
