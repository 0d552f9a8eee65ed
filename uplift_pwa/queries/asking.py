"""What decides whether somebody is asked about nudges, as columns of another statement."""

from typing import Any

from sqlalchemy import exists, select

from uplift_pwa.models import PersonTotal, Reminder, Subscription
from uplift_pwa.rules.asking import Asked

COLUMNS = (
    PersonTotal.completions.label("own_acts"),
    Reminder.nudges.label("wants_nudges"),
    Reminder.declined_at,
    Reminder.ignored.label("ignored_nudges"),
)


def reachable(person_id: int) -> Any:
    """Whether a phone of theirs takes push, as a column."""
    found = exists(select(Subscription.id).where(Subscription.person_id == person_id))
    return found.label("reachable")


def of_row(row: Any) -> Asked:
    """From a row with the `COLUMNS` and `reachable`."""
    return Asked(
        acts=row.own_acts or 0,
        reachable=bool(row.reachable),
        nudges=row.wants_nudges,
        declined_at=row.declined_at,
        ignored=row.ignored_nudges or 0,
    )
