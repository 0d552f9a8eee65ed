"""Choosing a privacy profile: its numbers change together, from the next service day on."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, rulebook
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.queries import rulebook as query
from uplift_pwa.rules.privacy import PROFILES, profile_of


def choose(session: Session, profile: str, *, by: int, at: datetime) -> date:
    """Give the numbers of `profile` force from the next service day on, which is returned.

    `at` is aware. Each number that differs is audited, and the choice itself (RULES 12).
    Choosing what holds already changes nothing. Raises `Refused`: not_found.
    """
    if profile not in PROFILES:
        raise Refused("not_found")
    from_on = query.next_day(session, at=at)
    if profile_of(query.fresh(session).on(from_on)) == profile:
        return from_on
    for name, value in PROFILES[profile].items():
        rulebook.change(session, name, value, by=by, at=at)
    detail: dict[str, object] = {"profile": profile, "from": from_on.isoformat()}
    audit.note(session, "privacy.chosen", "setting", None, by=by, at=at, detail=detail)
    return from_on
