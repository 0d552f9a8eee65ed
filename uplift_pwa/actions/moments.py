"""Putting a bigger moment away: it does not come again, on no device."""

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Award, MomentSeen


def put_away(
    session: Session,
    person_id: int,
    *,
    award_id: int = 0,
    kept_on: date | None = None,
    at: datetime,
) -> None:
    """Every badge up to `award_id` is seen, and the kept day. Twice is once; `at` is aware.

    What was not given yet cannot be put away.
    """
    newest = session.scalar(select(func.coalesce(func.max(Award.id), 0))) or 0
    seen = session.get(MomentSeen, person_id)
    last, kept = (seen.award_id, seen.kept_on) if seen else (0, None)
    values = {
        "award_id": max(last, min(award_id, newest)),
        "kept_on": max(filter(None, (kept, kept_on)), default=None),
        "seen_at": at,
    }
    session.execute(
        upsert(session, MomentSeen)
        .values(person_id=person_id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )
