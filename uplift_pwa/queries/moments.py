"""What is worth a bigger moment and was not seen yet: a badge, a kept day (RULES 6, 11)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, or_, select

from uplift_pwa.models import Award, MomentSeen

FRESH = timedelta(days=3)  # older news is not brought up again
COLUMNS = (
    Award.id.label("award_id"),
    Award.badge,
    Award.tier,
    Award.owner_kind,
    MomentSeen.kept_on.label("seen_kept_on"),
)


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who is looking, and when (aware): decides which badges are news to them."""

    person_id: int
    team_id: int | None
    site_id: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Moments:
    """The oldest badge not seen yet, if any, and the last kept day that was seen."""

    award_id: int | None = None
    badge: str = ""
    tier: int = 0
    owner: str = ""
    seen_kept_on: date | None = None


def of_row(row: Any) -> Moments:
    """From a row with the `COLUMNS`."""
    if row.award_id is None:
        return Moments(seen_kept_on=row.seen_kept_on)
    return Moments(row.award_id, row.badge, row.tier, row.owner_kind, row.seen_kept_on)


def next_award(watcher: Watcher) -> ScalarSelect[int | None]:
    """The id of the oldest fresh badge that the watcher has not seen, for a join."""
    owners = (
        ("person", watcher.person_id),
        ("leader", watcher.person_id),
        ("team", watcher.team_id),
        ("site", watcher.site_id),
        ("everybody", 0),
    )
    seen = select(MomentSeen.award_id).filter_by(person_id=watcher.person_id).scalar_subquery()
    return (
        select(func.min(Award.id))
        .where(
            or_(
                *(and_(Award.owner_kind == kind, Award.owner_id == id_) for kind, id_ in owners)
            ),
            Award.id > func.coalesce(seen, 0),
            Award.given_at > watcher.at - FRESH,
        )
        .scalar_subquery()
    )
