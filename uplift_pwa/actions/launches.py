"""The launch: planned step by step, counted, cleared for everybody at once, or called back."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, boosters, founding, rulebook
from uplift_pwa.actions.campaigns import MOST_ACTS, short_names
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Campaign, LaunchCell, LaunchPlan
from uplift_pwa.push import schedule
from uplift_pwa.queries import launch_board, launch_counts
from uplift_pwa.queries import rulebook as numbers
from uplift_pwa.rules import launch
from uplift_pwa.rules.rulebook import fits

FURTHEST = timedelta(days=366)
FRESH = timedelta(minutes=1)
LONGEST_NAME = 60


def begin(session: Session, *, by: int | None, at: datetime) -> int:
    """The plan in hand, or a new empty one. Raises `Refused`: launch_over (it has begun)."""
    found = _newest(session)
    if found is not None:
        return found.id
    if launch_board.launched(session) is not None:
        raise Refused("launch_over")
    plan = LaunchPlan(
        name="", organisation="", launch_hour=6, pack=[], made_at=at, made_by_id=by
    )
    session.add(plan)
    session.flush()
    audit.note(session, "launch.planned", "launch_plan", plan.id, by=by, at=at)
    recount(session, at=at)
    return plan.id


def set_goal(
    session: Session, plan_id: int, organisation: str, acts: int, breadth: int
) -> None:
    """What the organisation is called, and both goals: acts, and per cent of units tipped.

    Raises `Refused`: not_found, launch_cleared, launch_name, launch_goal.
    """
    plan, organisation = _open(session, plan_id), " ".join(organisation.split())
    if not 0 < len(organisation) <= LONGEST_NAME or not organisation.isprintable():
        raise Refused("launch_name")
    if not 0 < acts <= MOST_ACTS or not fits("breadth_percent", breadth):
        raise Refused("launch_goal")
    plan.organisation, plan.goal_acts, plan.goal_breadth = organisation, acts, breadth


def set_stages(session: Session, plan_id: int, names: Sequence[str]) -> None:
    """Own names of the stages, from the ground up; empty ones are the usual.

    Raises `Refused`: not_found, launch_cleared, stage_names.
    """
    _open(session, plan_id).stages = short_names(names)


def set_day(session: Session, plan_id: int, day: date, hour: int, *, at: datetime) -> None:
    """The launch day and its local hour, the same at every site. `at` is aware.

    Raises `Refused`: not_found, launch_cleared, launch_day (it has begun somewhere, or is more
    than a year away), launch_hour.
    """
    plan = _open(session, plan_id)
    _check_day(day, at)
    if not 0 <= hour <= 23:
        raise Refused("launch_hour")
    plan.launch_on, plan.launch_hour = day, hour


def set_pack(
    session: Session, plan_id: int, pack: Collection[int], message: str, story: str
) -> None:
    """The booster that is ready before the first engine burns out (RULES 7). Its challenges
    may be scheduled for after the launch, but none is paused or over by then.

    Raises `Refused`: not_found, launch_cleared, and what `boosters.check_pack` raises.
    """
    plan = _open(session, plan_id)
    until = plan.launch_on or date.min
    boosters.check_pack(session, pack, message, story, begun_by=None, until=until)
    plan.pack, plan.message, plan.story = sorted(set(pack)), message, story


def note_change(session: Session, plan_id: int, step: str, *, by: int, at: datetime) -> None:
    """What one of the four steps says now for the audit, in the transaction that changed it."""
    plan = _open(session, plan_id)
    day = plan.launch_on.isoformat() if plan.launch_on else ""
    said: dict[str, dict[str, object]] = {
        "goal": {
            "name": plan.organisation,
            "acts": plan.goal_acts,
            "breadth": f"{plan.goal_breadth} %",
        },
        "stages": {"words": ", ".join(name for name in plan.stages or () if name)},
        "day": {"day": day, "hour": f"{plan.launch_hour}:00"},
        "pack": {"words": plan.message},
    }
    detail = {"step": step} | said[step]
    audit.note(session, "launch.changed", "launch_plan", plan_id, by=by, at=at, detail=detail)


def recount(session: Session, *, at: datetime) -> None:
    """Count every cell of the board anew. `at` is aware; nothing without an open plan."""
    plan = _newest(session)
    if plan is None or _has_begun(session, plan, at):
        return
    day = at.date()
    found = launch_counts.cells(session, day=day, launch_on=plan.launch_on or day, at=at)
    session.execute(delete(LaunchCell))
    session.add_all(
        LaunchCell(
            department_id=department,
            level_id=level,
            languages=dict(cell.languages),
            **{name: getattr(cell, name) for name in launch.COUNTS},
        )
        for (department, level), cell in found.items()
    )
    plan.counted_at, plan.loose = at, launch_counts.loose(session, day=day)
    session.flush()


def is_stale(session: Session, *, at: datetime) -> bool:
    """Whether the board of an open plan was counted more than a minute ago. Reads only."""
    plan = launch_board.plan(session)
    if plan is None or (plan.campaign_id and plan.launch_on and plan.launch_on <= at.date()):
        return False
    return plan.counted_at is None or at - plan.counted_at >= FRESH


def clear(session: Session, plan_id: int, reason: str, *, by: int | None, at: datetime) -> int:
    """Launch it: the campaign begins on its day at one local hour everywhere. Returns its id.

    Over a hold only with a reason in writing, which everybody on the desk sees. Raises
    `Refused`: not_found, launch_cleared, launch_unfinished, launch_day, launch_hold.
    """
    plan = _open(session, plan_id)
    seen = launch_board.plan(session)
    if seen is None or not seen.is_whole or plan.launch_on is None or plan.goal_acts is None:
        raise Refused("launch_unfinished")
    _check_day(plan.launch_on, at)
    recount(session, at=at)
    held = held_by(session, plan.loose, at)
    if held and not launch.says_why(reason):
        raise Refused("launch_hold")
    plan.campaign_id = _campaign(session, plan, by, at)
    plan.cleared_at, plan.cleared_by_id, plan.holds = at, by, held
    plan.over_hold = reason.strip() if held else None
    session.flush()
    detail: dict[str, object] = {
        "day": plan.launch_on.isoformat(),
        "holds": held,
        "reason": plan.over_hold or "",
    }
    audit.note(session, "launch.cleared", "launch_plan", plan.id, by=by, at=at, detail=detail)
    return plan.campaign_id


def call_back(
    session: Session, plan_id: int, reason: str, *, by: int | None, at: datetime
) -> None:
    """Take a clearance back before anybody has begun; the plan stays as it is.

    Raises `Refused`: not_found, launch_not_cleared, launch_over, launch_why.
    """
    plan = _newest(session)
    if plan is None or plan.id != plan_id:
        raise Refused("not_found")
    if plan.campaign_id is None:
        raise Refused("launch_not_cleared")
    if _has_begun(session, plan, at):
        raise Refused("launch_over")
    if not launch.says_why(reason):
        raise Refused("launch_why")
    schedule.call_off(session, "launch", plan.campaign_id, at=at)
    gone, plan.campaign_id = plan.campaign_id, None
    plan.cleared_at = plan.cleared_by_id = plan.over_hold = None
    plan.holds = 0
    session.flush()
    session.execute(delete(Campaign).where(Campaign.id == gone))
    detail: dict[str, object] = {"reason": reason.strip()}
    audit.note(
        session, "launch.called_back", "launch_plan", plan.id, by=by, at=at, detail=detail
    )


def held_by(session: Session, loose: int, at: datetime) -> int:
    """How many units hold the launch; people without a team count as one more."""
    least = numbers.book(session).on(at.date()).least_people
    return launch_board.board(session, least).holds + bool(loose)


def _campaign(session: Session, plan: LaunchPlan, by: int | None, at: datetime) -> int:
    breadth, acts, day = plan.goal_breadth, plan.goal_acts or 1, plan.launch_on or at.date()
    if by is not None and breadth and breadth != _breadth(session, day):
        rulebook.change(session, "breadth_percent", breadth, by=by, at=at)
    return founding.campaign(
        session,
        plan.name or plan.organisation,
        plan.organisation,
        acts,
        day,
        hour=plan.launch_hour,
        stages=plan.stages,
        breadth=breadth,
        at=at,
    )


def _breadth(session: Session, day: date) -> int:
    return numbers.book(session).on(day).breadth_percent


def _check_day(day: date, at: datetime) -> None:
    if not boosters.next_day(at) <= day <= at.date() + FURTHEST:
        raise Refused("launch_day")


def _open(session: Session, plan_id: int) -> LaunchPlan:
    plan = _newest(session)
    if plan is None or plan.id != plan_id:
        raise Refused("not_found")
    if plan.campaign_id is not None:
        raise Refused("launch_cleared")
    return plan


def _newest(session: Session) -> LaunchPlan | None:
    """The plan in hand, held until the transaction ends."""
    newest: Any = select(LaunchPlan).order_by(LaunchPlan.id.desc()).limit(1)
    plan: LaunchPlan | None = session.scalars(
        newest.with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    return plan


def _has_begun(session: Session, plan: LaunchPlan, at: datetime) -> bool:
    """Whether the launch day has begun anywhere on earth."""
    return (
        plan.campaign_id is not None
        and plan.launch_on is not None
        and plan.launch_on < boosters.next_day(at)
    )
