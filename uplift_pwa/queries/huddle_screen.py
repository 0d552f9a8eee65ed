"""The huddle's sheets: the newest story and thanks of a team's feed, the climb, the count."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Integer, Select, and_, case, cast, func, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    Campaign,
    FeedItem,
    Huddle,
    Membership,
    Sentence,
    Team,
    TeamTotal,
    Thanks,
    UnitWeek,
)
from uplift_pwa.queries import momentum, rulebook
from uplift_pwa.queries.campaign import Current
from uplift_pwa.queries.standing import Climb


@dataclass(frozen=True, slots=True)
class Words:
    """A colleague's words without their name; `origin` is the team they come from."""

    text: str
    language: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class HuddleScreen:
    """What a team holds up at shift start. `present` and `did_it`: the day's count so far."""

    name: str
    department_id: int
    story: Words | None
    thanks: Words | None
    climb: Climb | None
    present: int | None
    did_it: int | None


def of(session: Session, team_id: int, day: date) -> HuddleScreen | None:
    """A team's huddle on a service day, or None. One SELECT."""
    least = rulebook.book(session).on(day).least_people
    row = session.execute(_statement(team_id, day, least)).one_or_none()
    if row is None:
        return None
    return HuddleScreen(
        row.name,
        row.department_id,
        Words(row.story, row.story_language) if row.story else None,
        Words(row.thanks, origin=row.thanks_from) if row.thanks else None,
        _climb(session, row),
        row.present,
        row.did_it,
    )


def _statement(team_id: int, day: date, least: int) -> Select[Any]:
    total = select(func.coalesce(func.sum(TeamTotal.acts), 0)).scalar_subquery()
    campaign = select(func.max(Campaign.id)).scalar_subquery()
    counted = select(func.max(UnitWeek.monday)).filter_by(kind="organisation").scalar_subquery()
    of_week = and_(UnitWeek.kind == "organisation", UnitWeek.monday == counted)
    theirs = aliased(Team)
    sender = and_(
        Membership.person_id == Thanks.sender_id,
        Membership.from_on <= Thanks.service_day,
        Membership.until_on.is_(None) | (Membership.until_on >= Thanks.service_day),
    )
    return (
        select(
            Team.name,
            Team.department_id,
            Sentence.text.label("story"),
            Sentence.language.label("story_language"),
            Thanks.reason.label("thanks"),
            theirs.name.label("thanks_from"),
            Huddle.present,
            Huddle.did_it,
            total.label("all_acts"),
            *(column.label(f"campaign_{column.key}") for column in _CAMPAIGN),
            *momentum.COLUMNS,
            _breadth(counted, least).label("breadth"),
        )
        .select_from(Team)
        .outerjoin(Sentence, Sentence.completion_id == _newest("story"))
        .outerjoin(Thanks, Thanks.id == _newest("thanks"))
        .outerjoin(Membership, sender)
        .outerjoin(theirs, theirs.id == Membership.team_id)
        .outerjoin(Huddle, and_(Huddle.team_id == Team.id, Huddle.day == day))
        .outerjoin(Campaign, Campaign.id == campaign)
        .outerjoin(UnitWeek, of_week)
        .where(Team.id == team_id)
    )


def _newest(kind: str) -> Any:
    """What the newest entry of this kind in the team's feed shows, unless it is hidden."""
    return (
        select(FeedItem.subject_id)
        .where(FeedItem.team_id == Team.id, FeedItem.kind == kind, FeedItem.hidden_at.is_(None))
        .order_by(FeedItem.id.desc())
        .limit(1)
        .correlate(Team)
        .scalar_subquery()
    )


def _breadth(counted: Any, least: int) -> Any:
    """Per cent of the map's units that have tipped, for the lit town of the picture."""
    cell = aliased(UnitWeek)
    tipped = func.sum(case((cell.tipped, 100), else_=0))
    return (
        select(cast(tipped / func.count(), Integer))
        .where(cell.kind == "cell", cell.monday == counted)
        .where(cell.headcount >= least)
        .scalar_subquery()
    )


def _climb(session: Session, row: Any) -> Climb | None:
    if row.campaign_id is None:
        return None
    current = Current(*(getattr(row, f"campaign_{column.key}") for column in _CAMPAIGN))
    week = [row] if row.monday is not None else []
    shown = momentum.shown(week, rulebook.book(session))
    value = shown[-1].value if shown else None
    return Climb(current, int(row.all_acts), value, int(row.breadth or 0))


_CAMPAIGN = (
    Campaign.id,
    Campaign.organisation,
    Campaign.goal_acts,
    Campaign.goal_breadth,
    Campaign.launch_on,
    Campaign.launch_hour,
)
