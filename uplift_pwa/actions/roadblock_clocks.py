"""The clocks of roadblocks: an answer that is late, the time to clear that has run out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import announcing, roadblock_levels
from uplift_pwa.models import Roadblock, RoadblockHolding
from uplift_pwa.queries import roadblock_days
from uplift_pwa.queries.roadblock_days import TeamClock
from uplift_pwa.rules import roadblocks as rule

BATCH = 200


def due(session: Session, *, at: datetime, after: int = 0) -> Sequence[int]:
    """Open roadblocks whose clock rings at `at` (aware), or whom nobody has, by number.

    One SELECT of at most 200; `after` is the last number of those before.
    """
    holding = RoadblockHolding
    has_it = and_(holding.roadblock_id == Roadblock.id, holding.level_id == Roadblock.level_id)
    return session.scalars(
        select(Roadblock.id)
        .outerjoin(holding, has_it)
        .where(
            Roadblock.id > after,
            Roadblock.cleared_on.is_(None),
            or_(Roadblock.level_id.is_(None), holding.rings_at <= at),
        )
        .order_by(Roadblock.id)
        .limit(BATCH)
    ).all()


def ring(session: Session, roadblock_id: int, *, at: datetime) -> bool:
    """What the clocks of one roadblock say at `at` (aware); whether anything changed (RULES 9).

    The last day belongs to whoever has it. After it a missing answer is marked as late, and
    what is not cleared goes one level up by itself; each happens once, however many look.
    """
    roadblock = session.scalars(
        select(Roadblock)
        .where(Roadblock.id == roadblock_id, Roadblock.cleared_on.is_(None))
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if roadblock is None:
        return False
    since = roadblock.reported_on
    clock = roadblock_days.of_team(session, roadblock.team_id, at=at, since=since)
    holding = roadblock_levels.of(session, roadblock)
    if holding is None:
        roadblock_levels.begin(session, roadblock, clock)
        return roadblock.level_id is not None
    if holding.rings_at is None or holding.rings_at > at:
        return False
    was_late, was_above = holding.late_on is not None, roadblock.above
    _ring(session, roadblock, holding, clock)
    session.flush()
    if holding.late_on is not None and not (was_late or was_above):
        announcing.roadblock_late(session, roadblock.id, roadblock.team_id, at=at)
    return True


def _ring(
    session: Session, roadblock: Roadblock, holding: RoadblockHolding, clock: TeamClock
) -> None:
    # A day may have turned out to count for nobody since the clock was set.
    holding.answer_due_on = rule.moved(holding.answer_due_on, clock.site)
    holding.clear_due_on = rule.moved(holding.clear_due_on, clock.site)
    if holding.answered_on is None and holding.late_on is None:
        late = holding.answer_due_on < clock.today
        holding.late_on = clock.today if late else None
    if holding.clear_due_on >= clock.today:
        roadblock_levels.wind(holding, clock)
    elif not roadblock_levels.pass_up(session, roadblock, clock, by=None):
        holding.rings_at = None  # nobody is above: it stays where it is, marked as late
