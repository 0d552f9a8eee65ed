"""Leaders first: a team's reminder is held in the morning and released by an own challenge."""

from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from uplift_pwa.actions import announcing, awards, reasons
from uplift_pwa.db import upsert
from uplift_pwa.models import ReminderHold
from uplift_pwa.queries import leaders_first, leading, rulebook


def hold(session: Session, team_id: int, day: date, *, at: datetime) -> bool:
    """Hold the team's reminder of a service day that begins, where it has to wait (RULES 9).

    Says why in the team's reasons, once. Returns whether it was held now; `at` is aware.
    """
    if not leaders_first.waits(session, team_id, day):
        return False
    made = session.execute(
        upsert(session, ReminderHold)
        .values(team_id=team_id, day=day, held_at=at)
        .on_conflict_do_nothing()
        .returning(ReminderHold.team_id)
    ).first()
    if made is None:
        return False
    _note(session, team_id, "reminder.held", day, at)
    announcing.leader_waits(session, team_id, day, at=at)
    return True


def went_first(session: Session, person_id: int, day: date, *, at: datetime) -> None:
    """Somebody who leads has done an own challenge of a service day (RULES 9, 11).

    What waits for them in the 7 days from then is released, and their badge looked at.
    """
    days = rulebook.book(session).on(day).leader_first_days
    released = session.execute(
        update(ReminderHold)
        .where(
            ReminderHold.team_id.in_(leading.teams_of(person_id, day)),
            ReminderHold.day.between(day, day + timedelta(days=days - 1)),
            ReminderHold.released_at.is_(None),
        )
        .values(released_at=at)
        .returning(ReminderHold.team_id, ReminderHold.day)
        .execution_options(synchronize_session=False)
    )
    for team_id, held_on in released.all():
        _note(session, team_id, "reminder.released", held_on, at)
    awards.owe_new(session, "leader", person_id, day, at)


def _note(session: Session, team_id: int, kind: str, day: date, at: datetime) -> None:
    reasons.note(session, "team", team_id, kind, paragraph=9, day=day, at=at)
