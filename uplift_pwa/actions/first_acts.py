"""A leader goes first, before everybody starts: their own challenge, done for the board."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import FirstAct
from uplift_pwa.queries import pool


def record(
    session: Session,
    person_id: int,
    challenge_id: int,
    standing: pool.Standing,
    *,
    day: date,
    at: datetime,
) -> None:
    """Once a leader, whichever challenge for leaders it was; it counts for nothing else.

    `day` is the leader's service day, `at` aware. Raises `Refused`: not_found (they lead
    nobody), not_offered.
    """
    if not standing.leads:
        raise Refused("not_found")
    fitting = pool.fitting(session, standing, day, challenge_id)
    if fitting is None or not fitting.for_leaders:
        raise Refused("not_offered")
    session.execute(
        upsert(session, FirstAct)
        .values(person_id=person_id, challenge_id=challenge_id, done_at=at)
        .on_conflict_do_nothing()
    )
