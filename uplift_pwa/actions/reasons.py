"""Why something changed: one row with the rule and its numbers, for plain words later."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from uplift_pwa.models import Reason


def note(
    session: Session,
    owner_kind: str,
    owner_id: int,
    kind: str,
    *,
    paragraph: int,
    day: date,
    at: datetime,
    **numbers: object,
) -> None:
    """Keep why a streak, badge, ring or somebody's lift changed (RULES 12).

    `owner_kind` is team, person or everybody (id 0); `paragraph` is of RULES; `day` the service
    day it belongs to, `at` the clock used (aware). A team's reason names no person.
    """
    session.connection().execute(
        _INSERT,
        {
            "owner_kind": owner_kind,
            "owner_id": owner_id,
            "kind": kind,
            "paragraph": paragraph,
            "day": day,
            "at": at,
            "detail": numbers,
        },
    )


def note_days(
    session: Session,
    owner_kind: str,
    owner_id: int,
    kind: str,
    days: Mapping[date, Mapping[str, object]],
    *,
    paragraph: int,
    at: datetime,
) -> None:
    """The same for many service days at once, each with its numbers, in one statement."""
    if not days:
        return
    same = {"owner_kind": owner_kind, "owner_id": owner_id, "kind": kind, "at": at}
    rows = [
        {**same, "paragraph": paragraph, "day": day, "detail": dict(numbers)}
        for day, numbers in sorted(days.items())
    ]
    session.connection().execute(_INSERT, rows)


# Built once: making this statement anew cost more than running it.
_INSERT = insert(Reason)
