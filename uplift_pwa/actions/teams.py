"""The life of a team: made, renamed, moved, split, merged and closed; always audited."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, locks, people_moves, sign_ins, team_days
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import (
    Department,
    Leadership,
    Membership,
    Substitute,
    Team,
    TeamAlias,
    TeamTotal,
)
from uplift_pwa.queries import diary

LONGEST_NAME = 80
ONE_DAY = timedelta(days=1)


def create(session: Session, department_id: int, name: str, *, by: int, at: datetime) -> int:
    """A new team, warming up until half of its people have come aboard. Returns its id.

    `by` is the admin, `at` aware. Raises `Refused`: not_found (the department), team_name,
    team_taken.
    """
    name = _free_name(session, department_id, name)
    team = Team(name=name, department_id=department_id)
    session.add(team)
    session.flush()
    session.add(TeamTotal(team_id=team.id))
    _note(session, "team.created", team.id, by, at, name=name)
    return team.id


def revise(
    session: Session, team_id: int, department_id: int, name: str, *, by: int, at: datetime
) -> None:
    """Another name, or another department; its days, badges and people stay with it.

    What it was called is remembered, so that an imported file may go on saying it. Raises
    `Refused`: not_found, team_name, team_taken.
    """
    team = _open(session, team_id)
    if (team.department_id, team.name) == (department_id, name.strip()):
        return
    before = (team.department_id, team.name)
    team.name = _free_name(session, department_id, name, but=team_id)
    team.department_id = department_id
    _remember(session, *before, team_id)
    session.flush()
    _note(session, "team.revised", team_id, by, at, before=before[1], name=team.name)


def merge(session: Session, team_id: int, into_id: int, *, by: int, at: datetime) -> date:
    """Everybody of a team belongs to another one from their next service day (RULES 6).

    The team closes with its last day, which is returned; its run, badges and feed stay its
    own, and so do those of the other. Raises `Refused`: not_found, team_itself.
    """
    if team_id == into_id:
        raise Refused("team_itself")
    _lock(session, team_id, into_id)
    team, into = _open(session, team_id), _open(session, into_id)
    _move_all(session, _members(session, team_id), into_id, at)
    last_on = _shut(session, team, diary.today(session, by, at))
    session.execute(
        update(TeamAlias).where(TeamAlias.team_id == team_id).values(team_id=into_id)
    )
    _remember(session, team.department_id, team.name, into_id)
    _note(session, "team.merged", team_id, by, at, name=team.name, into=into.name)
    return last_on


def split(
    session: Session,
    team_id: int,
    name: str,
    people: Collection[int],
    *,
    by: int,
    at: datetime,
) -> int:
    """Some of a team's people make a new team of its department from their next service day.

    Returns the new team's id; it begins without a run. Raises `Refused`: not_found (the team,
    or somebody who is not in it), team_nobody, team_name, team_taken.
    """
    if not people:
        raise Refused("team_nobody")
    _lock(session, team_id)
    team = _open(session, team_id)
    if not set(people) <= set(_members(session, team_id)):
        raise Refused("not_found")
    new_id = create(session, team.department_id, name, by=by, at=at)
    _move_all(session, sorted(set(people)), new_id, at)
    _note(session, "team.split", team_id, by, at, name=team.name, people=len(set(people)))
    return new_id


def close(session: Session, team_id: int, *, by: int, at: datetime) -> None:
    """A team that nobody is in any more closes; everything of it stays readable.

    Raises `Refused`: not_found, team_not_empty.
    """
    _lock(session, team_id)
    team = _open(session, team_id)
    if _members(session, team_id):
        raise Refused("team_not_empty")
    _shut(session, team, diary.today(session, by, at))
    _note(session, "team.closed", team_id, by, at, name=team.name)


def _open(session: Session, team_id: int) -> Team:
    """The team's row, held until the transaction ends. Raises `Refused`: not_found."""
    return locks.row(session, Team, Team.id == team_id, Team.closed_on.is_(None))


def _lock(session: Session, *team_ids: int) -> None:
    """The write paths of these teams, in the order in which everybody takes them."""
    for team_id in sorted(team_ids):
        if session.get(TeamTotal, team_id) is None:
            raise Refused("not_found")
        team_days.lock(session, team_id)


def _free_name(session: Session, department_id: int, name: str, *, but: int = 0) -> str:
    """The name as it is kept. One that a team had before is free for another again."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise Refused("team_name")
    if session.get(Department, department_id) is None:
        raise Refused("not_found")
    others = select(Team.name).where(Team.department_id == department_id, Team.id != but)
    if name.casefold() in {other.casefold() for other in session.scalars(others)}:
        raise Refused("team_taken")
    session.execute(
        delete(TeamAlias).filter_by(department_id=department_id, name=name.casefold())
    )
    return name


def _remember(session: Session, department_id: int, name: str, team_id: int) -> None:
    values = {"team_id": team_id}
    session.execute(
        upsert(session, TeamAlias)
        .values(department_id=department_id, name=name.casefold(), **values)
        .on_conflict_do_update(index_elements=["department_id", "name"], set_=values)
    )


def _members(session: Session, team_id: int) -> list[int]:
    """Who is in the team or about to be, and not about to leave it."""
    return list(
        session.scalars(
            select(Membership.person_id)
            .where(Membership.team_id == team_id, Membership.until_on.is_(None))
            .order_by(Membership.person_id)
        )
    )


def _move_all(session: Session, people: Iterable[int], team_id: int, at: datetime) -> None:
    """Each from the next day of their own that has begun in neither team."""
    here, chosen = at.date(), list(people)
    for who, own in diary.diaries(session, chosen, here - ONE_DAY, here + ONE_DAY).items():
        people_moves.move(session, who, team_id, today=own.service_day(at))


def _shut(session: Session, team: Team, today: date) -> date:
    """The team ends with the last day on which anybody is in it; nobody leads it after that."""
    last = session.scalar(select(func.max(Membership.until_on)).filter_by(team_id=team.id))
    team.closed_on = max(last or today, today)
    led = delete(Leadership).where(Leadership.team_id == team.id)
    for person_id in session.scalars(led.returning(Leadership.person_id)).all():
        sign_ins.end_for_other_rights(session, person_id)
    session.execute(
        delete(Substitute).where(Substitute.team_id == team.id, Substitute.from_on > today)
    )
    session.execute(
        update(Substitute)
        .where(Substitute.team_id == team.id, Substitute.until_on > today)
        .values(until_on=today)
    )
    session.flush()
    return team.closed_on


def _note(
    session: Session, action: str, team_id: int, by: int, at: datetime, **detail: object
) -> None:
    audit.note(session, action, "team", team_id, by=by, at=at, detail=detail)
