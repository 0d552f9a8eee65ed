"""Somebody stands in for a team's leader from a day until a day; it ends by itself."""

from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Leadership, Person, Substitute, Team
from uplift_pwa.queries import diary

LONGEST = timedelta(days=60)
ONE_DAY = timedelta(days=1)


def name(
    session: Session,
    team_id: int,
    person_id: int,
    first: date,
    last: date,
    *,
    by: int,
    at: datetime,
) -> int:
    """Let a person lead a team from `first` until `last`, both included; audited.

    Days are service days; `by` is the leader or admin, whose clock says what today is, `at`
    aware. Why, nobody writes down. Returns the id. Raises `Refused`: not_found, wrong_order,
    begun, substitute_too_long, substitute_leads, substitute_already.
    """
    _lock(session, team_id)
    _check_days(first, last, diary.today(session, by, at))
    _check_person(session, team_id, person_id, first, last)
    named = Substitute(
        team_id=team_id,
        person_id=person_id,
        from_on=first,
        until_on=last,
        named_by_id=by,
        named_at=at,
    )
    session.add(named)
    session.flush()
    _note(session, "substitute.named", named, by, at)
    return named.id


def end(session: Session, team_id: int, substitute_id: int, *, by: int, at: datetime) -> None:
    """They stand in no longer, from now on; audited. Raises `Refused`: not_found."""
    _lock(session, team_id)
    found = session.get(Substitute, substitute_id, populate_existing=True)
    today = diary.today(session, by, at)
    if found is None or found.team_id != team_id or found.until_on < today:
        raise Refused("not_found")
    _note(session, "substitute.ended", found, by, at)
    theirs = Substitute.id == substitute_id
    if found.from_on >= today:
        session.execute(delete(Substitute).where(theirs))
    else:
        session.execute(update(Substitute).where(theirs).values(until_on=today - ONE_DAY))


def _lock(session: Session, team_id: int) -> None:
    open_team = select(Team.id).filter_by(id=team_id, closed_on=None).with_for_update()
    if session.scalar(open_team) is None:
        raise Refused("not_found")


def _check_days(first: date, last: date, today: date) -> None:
    if last < first:
        raise Refused("wrong_order")
    if first < today:
        raise Refused("begun")
    if last - first >= LONGEST or first - today > LONGEST:
        raise Refused("substitute_too_long")


def _check_person(
    session: Session, team_id: int, person_id: int, first: date, last: date
) -> None:
    if session.scalar(select(Person.id).filter_by(id=person_id, status="active")) is None:
        raise Refused("not_found")
    leads = select(Leadership.team_id).filter_by(team_id=team_id, person_id=person_id)
    if session.scalar(leads) is not None:
        raise Refused("substitute_leads")
    same = select(Substitute.id).filter_by(team_id=team_id, person_id=person_id)
    if session.scalar(same.where(Substitute.from_on <= last, Substitute.until_on >= first)):
        raise Refused("substitute_already")


def _note(session: Session, action: str, one: Substitute, by: int, at: datetime) -> None:
    detail: dict[str, object] = {
        "person": one.person_id,
        "from": one.from_on.isoformat(),
        "until": one.until_on.isoformat(),
    }
    audit.note(session, action, "team", one.team_id, by=by, at=at, detail=detail)
