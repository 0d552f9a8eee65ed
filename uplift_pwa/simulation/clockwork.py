"""What the worker's clockwork does beside the people, at the moment that is played."""

from datetime import datetime

from sqlalchemy.orm import Session

from uplift_pwa.actions import (
    awards,
    boosters,
    campaigns,
    finalise,
    rhythm,
    roadblock_clocks,
    unit_recounts,
    unit_weeks,
)


def look_around(session: Session, *, at: datetime) -> None:
    """Give the badges that are due and propose a booster if one is; `at` is aware."""
    awards.settle(session, at=at)
    boosters.consider(session, at=at)
    for roadblock_id in roadblock_clocks.due(session, at=at):
        roadblock_clocks.ring(session, roadblock_id, at=at)


def close(session: Session, *, at: datetime) -> None:
    """Close the days and the weeks that are over, until nothing is left to close."""
    while finalise.days(session, at=at):
        pass
    while rhythm.close_weeks(session, at=at):
        pass
    while unit_weeks.close(session, at=at):
        pass
    unit_recounts.all_due(session, at=at)
    campaigns.look(session, at=at)
