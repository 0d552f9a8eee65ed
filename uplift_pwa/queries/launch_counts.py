"""How far every cell is on the way to the launch, counted from the facts."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Challenge,
    ChallengeText,
    FirstAct,
    Leadership,
    Membership,
    Person,
    Subscription,
    Team,
)
from uplift_pwa.queries import aboard, audiences, tongues
from uplift_pwa.queries.audiences import Audience
from uplift_pwa.queries.unit_people import CellKey
from uplift_pwa.rules.launch import Cell


def cells(session: Session, *, day: date, launch_on: date, at: datetime) -> dict[CellKey, Cell]:
    """Every cell that has active people in a team on `day`. Four SELECTs.

    A challenge counts for a cell when it is live, for everybody there whatever their site and
    team, not for leaders alone, and runs on `launch_on`.
    """
    counts = _people(session, day, at)
    teams = _teams(session, day)
    spoken = _spoken(session, day)
    live = _live(session, launch_on)
    return {
        key: replace(
            cell,
            teams=teams[key][0],
            led=teams[key][1],
            languages={one: _count(live, key, one) for one in spoken[key]},
        )
        for key, cell in counts.items()
    }


def loose(session: Session, *, day: date) -> int:
    """How many active people stand in no team. One SELECT."""
    return session.scalar(select(func.count(Person.id)).where(*aboard.loose(day))) or 0


def _people(session: Session, day: date, at: datetime) -> dict[CellKey, Cell]:
    leads = exists().where(Leadership.person_id == Person.id)
    started = exists().where(FirstAct.person_id == Person.id)
    reached = exists().where(Subscription.person_id == Person.id)
    rows = session.execute(
        select(
            Team.department_id,
            Person.level_id,
            func.count(Person.id),
            _how_many(or_(aboard.claimed(), aboard.waits(at))),
            _how_many(aboard.claimed()),
            _how_many(reached),
            _how_many(leads),
            _how_many(and_(leads, started)),
        )
        .select_from(Person)
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(Person.status == "active", *aboard.lasts(day))
        .group_by(Team.department_id, Person.level_id)
    )
    return {
        (department, level): Cell(
            people=people,
            carded=carded,
            claimed=claimed,
            reachable=reachable,
            leaders=leaders,
            started=begun,
        )
        for department, level, people, carded, claimed, reachable, leaders, begun in rows
    }


def _teams(session: Session, day: date) -> dict[CellKey, tuple[int, int]]:
    """Teams with people in the cell, and how many of them have an active leader."""
    leader = (
        select(Leadership.team_id)
        .join(Person, Person.id == Leadership.person_id)
        .where(Person.status == "active")
    )
    rows = session.execute(
        select(
            Team.department_id,
            Person.level_id,
            func.count(Team.id.distinct()),
            func.count(case((Team.id.in_(leader), Team.id)).distinct()),
        )
        .join(Membership, Membership.team_id == Team.id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.status == "active", *aboard.lasts(day))
        .group_by(Team.department_id, Person.level_id)
    )
    found: dict[CellKey, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for department, level, teams, led in rows:
        found[department, level] = teams, led
    return found


def _spoken(session: Session, day: date) -> dict[CellKey, set[str]]:
    """The languages that people of a cell read; who has not said reads the usual one."""
    here = tongues.known(session)
    spoken = case((Person.locale.in_(here.offered), Person.locale), else_=here.usual)
    rows = session.execute(
        select(Team.department_id, Person.level_id, spoken)
        .distinct()
        .join(Membership, Membership.person_id == Person.id)
        .join(Team, Team.id == Membership.team_id)
        .where(Person.status == "active", *aboard.lasts(day))
    )
    found: dict[CellKey, set[str]] = defaultdict(set)
    for department, level, language in rows:
        found[department, level].add(language)
    return found


def _live(session: Session, launch_on: date) -> list[tuple[Audience, set[str]]]:
    """For whom each challenge of the launch is, and in which languages it is written."""
    words = (
        select(func.aggregate_strings(ChallengeText.locale, "\n"))
        .where(
            ChallengeText.challenge_id == Challenge.id,
            ChallengeText.version == Challenge.version,
        )
        .correlate(Challenge)
        .scalar_subquery()
    )
    rows = session.execute(
        select(audiences.ids_column(), words).where(
            Challenge.state == "live",
            Challenge.paused_from.is_(None),
            Challenge.for_leaders.is_(False),
            or_(Challenge.from_on.is_(None), Challenge.from_on <= launch_on),
            or_(Challenge.until_on.is_(None), Challenge.until_on >= launch_on),
        )
    )
    return [(audiences.read_ids(ids), set((texts or "").splitlines())) for ids, texts in rows]


def _count(live: list[tuple[Audience, set[str]]], key: CellKey, language: str) -> int:
    return sum(language in texts and _is_for(audience, key) for audience, texts in live)


def _is_for(audience: Audience, key: CellKey) -> bool:
    department, level = key
    return (
        not (audience.site or audience.team)
        and (not audience.department or department in audience.department)
        and (not audience.level or level in audience.level)
    )


def _how_many(condition: ColumnElement[bool]) -> Any:
    return func.sum(case((condition, 1), else_=0))
