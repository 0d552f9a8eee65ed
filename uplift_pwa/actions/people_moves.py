"""Who belongs to which team from when: joining, moving with the next day, leaving."""

from datetime import date, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import team_days
from uplift_pwa.db import upsert
from uplift_pwa.models import Leave, Membership, Person
from uplift_pwa.queries.people_import import AWAY_UNTIL

ONE_DAY = timedelta(days=1)


def move(session: Session, person_id: int, team_id: int, *, today: date) -> None:
    """The person belongs to the team from the next day that has begun in neither (RULES 6),
    or from today if to none yet.
    """
    current = _current(session, person_id, today)
    if current and current.team_id == team_id:
        current.until_on = None
    else:
        begins = today
        if current:
            begins = max(
                team_days.next_free(session, known, today)
                for known in sorted((current.team_id, team_id))
            )
            current.until_on = begins - ONE_DAY
        session.add(Membership(person_id=person_id, team_id=team_id, from_on=begins))
    loose(session, person_id, None)
    session.flush()


def end(session: Session, person_id: int, *, today: date) -> None:
    """Today is the person's last day in their team, or tomorrow where that has begun."""
    current = _current(session, person_id, today)
    begins = today
    if current:
        begins = team_days.next_free(session, current.team_id, today)
        current.until_on = begins - ONE_DAY
    loose(session, person_id, begins)
    session.flush()


def loose(session: Session, person_id: int, from_on: date | None) -> None:
    """From that day on the person is in no team; None while one has them without an end."""
    session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(loose_from=from_on)
        .execution_options(synchronize_session=False)
    )


def begin_leave(session: Session, person_id: int, *, first_on: date) -> None:
    """Days off from `first_on` until somebody ends them; no reason is kept (RULES 1)."""
    leave = upsert(session, Leave).values(
        person_id=person_id, first_on=first_on, last_on=AWAY_UNTIL
    )
    session.execute(
        leave.on_conflict_do_update(
            index_elements=["person_id", "first_on"], set_={"last_on": AWAY_UNTIL}
        )
    )


def end_leave(session: Session, person_id: int, *, today: date) -> None:
    """Open leave lasts until today; what has not begun never will."""
    is_open = (Leave.person_id == person_id) & (Leave.last_on == AWAY_UNTIL)
    session.execute(delete(Leave).where(is_open, Leave.first_on > today))
    session.execute(update(Leave).where(is_open).values(last_on=today))


def _current(session: Session, person_id: int, today: date) -> Membership | None:
    """The membership of today; one that has not begun is withdrawn, to let another begin."""
    session.execute(
        delete(Membership).where(Membership.person_id == person_id, Membership.from_on > today)
    )
    return session.scalars(
        select(Membership)
        .where(
            Membership.person_id == person_id,
            Membership.from_on <= today,
            or_(Membership.until_on.is_(None), Membership.until_on >= today),
        )
        .order_by(Membership.from_on.desc())
        .limit(1)
        .with_for_update()
    ).first()
