"""The mode somebody takes part in on a day, as one column of a larger statement (RULES 3)."""

from typing import Any

from sqlalchemy import func, select

from uplift_pwa.models import Participation

PLAY = "play"


def mode_on(person_id: Any, day: Any, *correlated: Any) -> Any:
    """As `Diary.mode_on` says it: the very first choice counts from its own day. None: Look.

    `person_id` and `day` are columns or values; `correlated` are the tables they come from.
    """
    theirs = select(Participation.mode).where(Participation.person_id == person_id).limit(1)
    begun = theirs.where(Participation.from_on <= day).order_by(Participation.from_on.desc())
    chosen = theirs.where(Participation.chosen_on <= day).order_by(Participation.from_on)
    return func.coalesce(
        *(one.correlate(*correlated).scalar_subquery() for one in (begun, chosen))
    )
