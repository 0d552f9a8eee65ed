"""The launch of an organisation that does not exist: planned, gone first for, and cleared."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import first_acts, launches
from uplift_pwa.models import Challenge, LaunchPlan, Leadership, Person
from uplift_pwa.queries import launch_board, pool, rulebook
from uplift_pwa.queries.demo import ADMIN_NUMBER
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.simulation.organisation import NAME

CLEARED_BEFORE = timedelta(days=2)
HOUR = 6
MESSAGE = "You carried the first weeks. Five days, one pack, all of us again: pick one today."
STORY = "Who was surprised that you had thought of them?"
OVER_HOLD = "A few leaders are away until Monday; they go first with their teams that morning."


def plan(session: Session, launch: date, *, goal: int, by: int, at: datetime) -> None:
    """Goal, day and second engine; the challenges are live by now. `at` is aware."""
    plan_id = launches.begin(session, by=by, at=at)
    session.get_one(LaunchPlan, plan_id).name = "First orbit"
    breadth = rulebook.book(session).on(at.date()).breadth_percent
    launches.set_goal(session, plan_id, NAME, goal, breadth)
    launches.set_day(session, plan_id, launch, HOUR, at=at)
    launches.set_pack(session, plan_id, pack(session), MESSAGE, STORY)


def pack(session: Session) -> list[int]:
    """The first challenges that help a colleague and are live, not paused."""
    kind = {"helps": "colleague", "for_leaders": False}
    live = select(Challenge.id).filter_by(state="live", paused_from=None, **kind)
    return list(session.scalars(live.order_by(Challenge.id).limit(DEFAULTS.pack_size)))


def clear(session: Session, *, at: datetime) -> None:
    """Two days before: leaders who are aboard have gone first, and the desk clears it."""
    planned = launch_board.plan(session)
    if planned is None or planned.campaign_id is not None or planned.launch_on is None:
        return
    if at.date() < planned.launch_on - CLEARED_BEFORE:
        return
    _go_first(session, at)
    admin = session.scalar(select(Person.id).filter_by(staff_number=ADMIN_NUMBER))
    launches.clear(session, planned.id, OVER_HOLD, by=admin, at=at)


def _go_first(session: Session, at: datetime) -> None:
    own = select(Challenge.id).filter_by(for_leaders=True, state="live")
    first = session.scalars(own.order_by(Challenge.id).limit(1)).one()
    leaders = select(Person).where(
        Person.id.in_(select(Leadership.person_id)), Person.joined_at.is_not(None)
    )
    for one in session.scalars(leaders.order_by(Person.id)):
        standing = pool.Standing(one.site_id, None, one.level_id, None, leads=True)
        first_acts.record(session, one.id, first, standing, day=at.date(), at=at)
