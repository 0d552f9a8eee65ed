"""The campaign's rings: what is said when they are full, and raising the goal (RULES 7)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import announcing, audit, breadth, reasons
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Campaign, Reason
from uplift_pwa.queries import boosters, campaign
from uplift_pwa.queries.ended_days import LAST_PLACE
from uplift_pwa.rules import campaign as rules
from uplift_pwa.rules import tipping
from uplift_pwa.rules.calendar import service_day

LONGEST_STAGE = 24  # of a paper tag at the edge of the climb
MOST_ACTS = 2**31 - 1
EVERYBODY = "everybody", 0
Said = tuple[str, Any]  # a reason's kind, and its stage if it has one


def look(session: Session, *, at: datetime) -> int:
    """Follow a changed share of units, and write down each stage and each ring reached since;
    returns how much is new.

    `at` is aware. Each is said once an orbit; running it again changes nothing.
    """
    if not is_due(session, at=at):
        return 0
    row = _newest(session)  # workers take turns here; no act waits for this row
    if row is None:
        return 0
    moved = breadth.follow(session, row, at=at)
    news = unsaid(session)
    day = service_day(at, LAST_PLACE, [])
    for kind, numbers in news:
        named = _named(row, numbers)
        reasons.note(session, *EVERYBODY, kind, paragraph=7, day=day, at=at, **named)
        if kind == "stage.reached":
            announcing.stage_reached(session, at=at, **numbers)
    return moved + len(news)


def is_due(session: Session, *, at: datetime) -> bool:
    """Whether `look` would write anything at `at` (aware). Reads only."""
    now = campaign.current(session)
    return now is not None and bool(unsaid(session) or breadth.due(session, now.id, at=at))


def unsaid(session: Session) -> list[tuple[str, dict[str, Any]]]:
    """The stages and rings that are reached and not written down yet. Reads only."""
    row, acts = campaign.climb(session)
    if row is None:
        return []
    goal = rules.Goal(row.goal_acts, row.goal_breadth)
    percent = tipping.tipped_percent(boosters.tipped_cells(session))
    reached: list[tuple[str, dict[str, Any]]] = [
        ("stage.reached", {"stage": key, "orbit": row.orbit})
        for share, key in rules.STAGES
        if share and 100 * acts >= share * goal.acts
    ]
    if acts >= goal.acts:
        reached.append(("ring.acts", {"acts": acts, "orbit": row.orbit}))
    if percent >= goal.breadth:
        reached.append(("ring.breadth", {"percent": int(percent), "orbit": row.orbit}))
    said = _said(session, row.orbit)
    return [one for one in reached if (one[0], one[1].get("stage")) not in said]


def raise_goal(
    session: Session,
    campaign_id: int,
    goal_acts: int,
    *,
    by: int | None,
    at: datetime,
    day: date,
) -> None:
    """The next orbit: a higher goal. Nothing else changes, every act stays (RULES 7).

    `day` is the admin's service day. Raises `Refused`: not_found, rings_open, goal_lower.
    """
    row = _newest(session)
    if row is None or row.id != campaign_id:
        raise Refused("not_found")
    _, acts = campaign.climb(session)
    percent = tipping.tipped_percent(boosters.tipped_cells(session))
    if not rules.reached(acts, percent, rules.Goal(row.goal_acts, row.goal_breadth)):
        raise Refused("rings_open")
    if not row.goal_acts < goal_acts <= MOST_ACTS:
        raise Refused("goal_lower")
    detail: dict[str, Any] = {
        "before": row.goal_acts,
        "goal": goal_acts,
        "orbit": row.orbit + 1,
    }
    row.goal_acts, row.orbit = goal_acts, row.orbit + 1
    audit.note(session, "campaign.raised", "campaign", row.id, by=by, at=at, detail=detail)
    reasons.note(session, *EVERYBODY, "orbit.raised", paragraph=7, day=day, at=at, **detail)


def name_stages(
    session: Session,
    campaign_id: int,
    names: Sequence[str],
    *,
    by: int | None,
    at: datetime,
) -> None:
    """The organisation's own names of the stages, from the ground up; empty is the usual.

    Raises `Refused`: not_found, stage_names (six of at most 24 signs).
    """
    row = _newest(session)
    if row is None or row.id != campaign_id:
        raise Refused("not_found")
    row.stages = short_names(names)
    detail: dict[str, object] = {"stages": row.stages or []}
    audit.note(session, "campaign.stages", "campaign", row.id, by=by, at=at, detail=detail)


def short_names(names: Sequence[str]) -> list[str] | None:
    """Own names, tidied; None where all are empty. Raises `Refused`: stage_names."""
    tidied = [" ".join(name.split()) for name in names]
    if len(tidied) != len(rules.STAGES) or any(not _is_short(name) for name in tidied):
        raise Refused("stage_names")
    return tidied if any(tidied) else None


def _named(row: Campaign, numbers: dict[str, Any]) -> dict[str, Any]:
    """A stage with the organisation's own name, as it is called on the day it is reached."""
    keys = [key for _, key in rules.STAGES]
    own = dict(zip(keys, row.stages or (), strict=False)).get(numbers.get("stage", ""))
    return {**numbers, "name": own} if own else numbers


def _is_short(name: str) -> bool:
    return len(name) <= LONGEST_STAGE and all(sign.isprintable() for sign in name)


def _newest(session: Session) -> Campaign | None:
    return session.scalars(
        select(Campaign)
        .order_by(Campaign.id.desc())
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()


def _said(session: Session, orbit: int) -> set[Said]:
    rows = session.execute(
        select(Reason.kind, Reason.detail).where(
            Reason.owner_kind == EVERYBODY[0],
            Reason.owner_id == EVERYBODY[1],
            Reason.kind.in_(("stage.reached", "ring.acts", "ring.breadth")),
        )
    )
    return {(kind, detail.get("stage")) for kind, detail in rows if detail["orbit"] == orbit}
