"""Who has a roadblock to answer: the team's leader, then one level up after the other."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import Leadership, Level, Membership, Person, Roadblock, Team
from uplift_pwa.queries import leading


def holds(person_id: int, day: date) -> ColumnElement[bool]:
    """A condition on Roadblock: the person may answer it on a service day.

    Below it is whoever leads the team, or stands in; above, the people of its level in the
    team's department, on the highest level those of every department.
    """
    with_team = and_(
        Roadblock.above.is_(False), Roadblock.team_id.in_(leading.teams_of(person_id, day))
    )
    team, level = aliased(Team), aliased(Level)
    their_level = select(Person.level_id).where(Person.id == person_id).scalar_subquery()
    in_department = exists().where(
        team.id == Roadblock.team_id, _belongs(person_id, team.department_id, day)
    )
    is_top = exists().where(
        level.id == Roadblock.level_id, level.rank == _highest().scalar_subquery()
    )
    return or_(
        with_team,
        and_(
            Roadblock.above.is_(True),
            Roadblock.level_id == their_level,
            or_(in_department, is_top),
        ),
    )


def first(session: Session, team_id: int, day: date) -> tuple[int | None, bool]:
    """The level that a new roadblock of a team begins on, and whether that is above the team.

    The level of whoever leads it; without a leader one level up (RULES 9). (None, True) where
    nobody is there to answer.
    """
    acting = leading.acting(team_id, day).subquery()
    own = session.scalar(
        select(Level.id)
        .join(Person, Person.level_id == Level.id)
        .join(acting, acting.c.person_id == Person.id)
        .where(Person.status == "active")
        .order_by(Level.rank)
        .limit(1)
    )
    if own is not None:
        return own, False
    ranks = session.scalars(
        select(Level.rank).where(Level.rank > _members_rank(team_id, day)).order_by(Level.rank)
    ).all()
    for rank in ranks[:1]:  # that of the leader whom nobody has named
        found = _above(session, team_id, rank, day)
        if found is not None:
            return found, True
    return _above(session, team_id, (ranks or [1])[0] - 1, day), True


def following(session: Session, team_id: int, level_id: int | None, day: date) -> int | None:
    """The next level up on which somebody can answer for the team; None at the top."""
    rank = session.scalar(select(Level.rank).where(Level.id == level_id))
    return _above(session, team_id, -1 if rank is None else rank, day)


def _above(session: Session, team_id: int, rank: int, day: date) -> int | None:
    department = select(Team.department_id).where(Team.id == team_id).scalar_subquery()
    somebody = exists().where(
        Person.level_id == Level.id,
        Person.status == "active",
        or_(Person.role == "admin", leading.leads(Person.id, day)),
        or_(
            _belongs(Person.id, department, day),
            Level.rank == _highest().scalar_subquery(),
        ),
    )
    return session.scalar(
        select(Level.id).where(Level.rank > rank, somebody).order_by(Level.rank).limit(1)
    )


def _belongs(person_id: Any, department_id: Any, day: date) -> ColumnElement[bool]:
    """In a team of the department, or leading one."""
    here, led = aliased(Team), aliased(Team)
    member = exists().where(
        Membership.person_id == person_id,
        Membership.team_id == here.id,
        here.department_id == department_id,
        Membership.from_on <= day,
        or_(Membership.until_on.is_(None), Membership.until_on >= day),
    )
    leads = exists().where(
        Leadership.person_id == person_id,
        Leadership.team_id == led.id,
        led.department_id == department_id,
    )
    return or_(member, leads)


def _highest() -> Any:
    level = aliased(Level)
    return select(func.max(level.rank))


def _members_rank(team_id: int, day: date) -> Any:
    lowest = (
        select(func.min(Level.rank))
        .join(Person, Person.level_id == Level.id)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.team_id == team_id,
            Membership.from_on <= day,
            or_(Membership.until_on.is_(None), Membership.until_on >= day),
        )
    )
    return func.coalesce(lowest.scalar_subquery(), 0)
