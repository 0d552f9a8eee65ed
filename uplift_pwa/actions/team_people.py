"""Who leads a team, and one person's way in, out and back; always audited."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, people_moves, sign_ins
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Leadership, Person, Team
from uplift_pwa.queries import diary


def lead(session: Session, team_id: int, person_id: int, *, by: int, at: datetime) -> None:
    """A person leads a team from today on, beside whoever leads it. Twice is once.

    What they may see has changed: every device of theirs signs in anew (SAFETY A3).
    `by` is the admin, `at` aware. Raises `Refused`: not_found.
    """
    _check_team(session, team_id)
    _check_person(session, person_id)
    named = session.execute(
        upsert(session, Leadership)
        .values(person_id=person_id, team_id=team_id, since=diary.today(session, person_id, at))
        .on_conflict_do_nothing()
        .returning(Leadership.team_id)
    )
    if named.first() is not None:
        sign_ins.end_for_other_rights(session, person_id)
        _note(session, "leader.named", team_id, person_id, by, at)


def lead_no_more(
    session: Session, team_id: int, person_id: int, *, by: int, at: datetime
) -> None:
    """A person leads a team no longer, from now on; their devices sign in anew (SAFETY A3).

    Raises `Refused`: not_found.
    """
    gone = session.execute(
        delete(Leadership)
        .filter_by(team_id=team_id, person_id=person_id)
        .returning(Leadership.team_id)
    )
    if gone.first() is None:
        raise Refused("not_found")
    sign_ins.end_for_other_rights(session, person_id)
    _note(session, "leader.ended", team_id, person_id, by, at)


def move(session: Session, person_id: int, team_id: int, *, by: int, at: datetime) -> None:
    """A person belongs to a team from their next service day, or from today if to none yet.

    Whoever left may come back the same way (RULES 6). Raises `Refused`: not_found.
    """
    _check_team(session, team_id)
    _check_person(session, person_id)
    people_moves.move(session, person_id, team_id, today=diary.today(session, person_id, at))
    _note(session, "person.moved", team_id, person_id, by, at)


def leave(session: Session, person_id: int, *, by: int, at: datetime) -> None:
    """A person is in no team after today; what they did stays. Raises `Refused`: not_found."""
    _check_person(session, person_id)
    people_moves.end(session, person_id, today=diary.today(session, person_id, at))
    audit.note(session, "person.left_team", "person", person_id, by=by, at=at)


def _check_team(session: Session, team_id: int) -> None:
    open_team = select(Team.id).filter_by(id=team_id, closed_on=None).with_for_update()
    if session.scalar(open_team) is None:
        raise Refused("not_found")


def _check_person(session: Session, person_id: int) -> None:
    if session.scalar(select(Person.id).filter_by(id=person_id, status="active")) is None:
        raise Refused("not_found")


def _note(
    session: Session, action: str, team_id: int, person_id: int, by: int, at: datetime
) -> None:
    audit.note(session, action, "team", team_id, by=by, at=at, detail={"person": person_id})
