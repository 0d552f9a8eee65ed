"""Changing a starred number: within its bounds, from a day that has begun nowhere, audited."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import SettingChange
from uplift_pwa.queries import rulebook as query
from uplift_pwa.rules.rulebook import CHANGEABLE, fits


def change(session: Session, name: str, value: int, *, by: int, at: datetime) -> date:
    """Give a starred number a value from the next service day on, which is returned.

    `at` is aware. Changing it again before that day replaces the value. Raises `Refused`:
    not_found (no such number, or it cannot be changed), out_of_bounds (RULES intro).
    """
    if name not in CHANGEABLE:
        raise Refused("not_found")
    if not fits(name, value):
        raise Refused("out_of_bounds")
    from_on = query.next_day(session, at=at)
    before = getattr(query.fresh(session).on(from_on), name)
    if before == value:
        return from_on
    values = {"value": value, "changed_by_id": by, "changed_at": at}
    session.execute(
        upsert(session, SettingChange)
        .values(name=name, from_on=from_on, **values)
        .on_conflict_do_update(index_elements=["name", "from_on"], set_=values)
    )
    query.forget(session)
    detail: dict[str, object] = {
        "number": name,
        "before": before,
        "after": value,
        "from": from_on.isoformat(),
    }
    audit.note(session, "setting.changed", "setting", None, by=by, at=at, detail=detail)
    return from_on
