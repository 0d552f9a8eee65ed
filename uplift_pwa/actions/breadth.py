"""The share of units that the goal asks for follows the number that an admin has changed."""

from datetime import datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, reasons
from uplift_pwa.models import Campaign
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.ended_days import LAST_PLACE
from uplift_pwa.rules.calendar import service_day


def due(session: Session, campaign_id: int, *, at: datetime) -> int:
    """The percent that the campaign should ask for at `at` (aware); 0 where it does already.

    A change counts once its day has begun everywhere, for campaigns that were there before it
    (RULES 7). Reads only.
    """
    row = session.get_one(Campaign, campaign_id)
    today = service_day(at, LAST_PLACE)
    begun = [
        one.value
        for one in rulebook.book(session).of("breadth_percent")
        if row.created_at.date() < one.from_on <= today
    ]
    return begun[-1] if begun and begun[-1] != row.goal_breadth else 0


def follow(session: Session, row: Campaign, *, at: datetime) -> int:
    """Give the campaign that share, if it is due; returns how many changes were made.

    `at` is aware. Call it with the campaign's row locked.
    """
    percent = due(session, row.id, at=at)
    if not percent:
        return 0
    detail: dict[str, object] = {"before": row.goal_breadth, "after": percent}
    row.goal_breadth = percent
    audit.note(session, "campaign.breadth", "campaign", row.id, by=None, at=at, detail=detail)
    day = service_day(at, LAST_PLACE)
    reasons.note(session, "everybody", 0, "ring.goal", paragraph=7, day=day, at=at, **detail)
    session.flush()
    return 1
