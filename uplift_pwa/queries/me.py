"""What only the person sees: their own days, lift, badges, choices."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import PersonDay, PersonTotal


@dataclass(frozen=True, slots=True)
class Own:
    """Own sums, and the days of the week under way on which there was an act."""

    lift: int
    completions: int
    active_days: frozenset[date]


def own(session: Session, person_id: int, day: date) -> Own:
    """The person's own sums and the days of the ISO week of `day`. One SELECT."""
    monday = day - timedelta(days=day.weekday())
    rows = session.execute(
        select(PersonTotal.lift, PersonTotal.completions, PersonDay.day)
        .outerjoin(
            PersonDay,
            (PersonDay.person_id == PersonTotal.person_id)
            & (PersonDay.day >= monday)
            & (PersonDay.completions > 0),
        )
        .where(PersonTotal.person_id == person_id)
    ).all()
    if not rows:
        return Own(0, 0, frozenset())
    active = frozenset(row.day for row in rows if row.day is not None)
    return Own(rows[0].lift, rows[0].completions, active)
