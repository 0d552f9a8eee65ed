"""The seven steps to the first day, and which of them an organisation has done."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, exists, func, literal, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Campaign,
    Challenge,
    FirstAct,
    LaunchPlan,
    Leadership,
    Membership,
    Person,
    Team,
)
from uplift_pwa.queries import aboard
from uplift_pwa.queries.snapshots import Kept
from uplift_pwa.rules.launch import LIVE_CHALLENGES

NAME = "first_steps"


@dataclass(frozen=True, slots=True)
class Steps:
    """In the order in which they are done; each is true once nothing of it is missing."""

    people: bool
    cards: bool
    leaders: bool
    challenges: bool
    plan: bool
    first_acts: bool
    cleared: bool


def of(session: Session, day: date, *, at: datetime, kept: Kept | None = None) -> Steps:
    """Where the organisation stands. `day` is the desk's date, `at` aware. One SELECT.

    Whether everybody has a card is told as it was `kept`, where it was.
    """
    everybody = _everybody_has_card(at) if kept is None else literal(kept.figures["cards"])
    row = session.execute(
        select(
            _anybody(day).label("people"),
            and_(_anybody(day), everybody).label("cards"),
            and_(_anybody(day), ~_without_leader(day)).label("leaders"),
            _enough_to_do().label("challenges"),
            _is_planned().label("plan"),
            and_(exists(select(FirstAct.person_id)), ~_waits_for_leader()).label("first_acts"),
            exists(select(Campaign.id)).label("cleared"),
        )
    ).one()
    return Steps(**{name: bool(done) for name, done in row._mapping.items()})


def is_cleared(session: Session) -> bool:
    """Whether all of it is behind them. One SELECT of the one row that says so."""
    return bool(session.scalar(select(exists(select(Campaign.id)))))


def count(session: Session, *, at: datetime) -> dict[str, object]:
    """What is to be kept of a large organisation: it looks at everybody. One SELECT or two."""
    cards = is_cleared(session) or bool(session.scalar(select(_everybody_has_card(at))))
    return {"cards": cards}


def _anybody(day: date) -> ColumnElement[bool]:
    return exists(select(Membership.person_id).where(*aboard.lasts(day)))


def _everybody_has_card(at: datetime) -> ColumnElement[bool]:
    return ~exists(select(Person.id).where(Person.status == "active", *aboard.lacks(at)))


def _without_leader(day: date) -> ColumnElement[bool]:
    peopled = exists().where(Membership.team_id == Team.id, *aboard.lasts(day))
    led = exists().where(Leadership.team_id == Team.id)
    return exists(select(Team.id).where(Team.closed_on.is_(None), peopled, ~led))


def _enough_to_do() -> ColumnElement[bool]:
    """As many live challenges as the board asks for, and one for those who lead."""
    live = select(func.count(Challenge.id)).where(
        Challenge.state == "live", Challenge.for_leaders.is_(False)
    )
    own = exists().where(Challenge.state == "live", Challenge.for_leaders)
    return and_(live.scalar_subquery() >= LIVE_CHALLENGES, own)


def _is_planned() -> ColumnElement[bool]:
    return exists().where(
        LaunchPlan.goal_acts.is_not(None),
        LaunchPlan.launch_on.is_not(None),
        LaunchPlan.message.is_not(None),
    )


def _waits_for_leader() -> ColumnElement[bool]:
    went = exists().where(FirstAct.person_id == Leadership.person_id)
    return exists(select(Leadership.team_id).where(~went))
