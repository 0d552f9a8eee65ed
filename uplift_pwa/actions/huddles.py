"""A leader's count for the people without a phone: it adds to the day, and only helps."""

from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import joining, reasons, team_days
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import Huddle, Membership, Person
from uplift_pwa.queries import campaign, diary, rulebook
from uplift_pwa.queries.ended_days import ended
from uplift_pwa.rules.diary import LOOK
from uplift_pwa.rules.team_day import huddle_fits

ONE_DAY = timedelta(days=1)


def count(
    session: Session,
    team_id: int,
    day: date,
    present: int,
    did_it: int,
    *,
    by: int,
    at: datetime,
) -> None:
    """Count a huddle of a team's open day, or correct what was counted (RULES 6, 7).

    `day` is a service day of the leader `by`, `at` is aware. Raises `Refused`: before_launch,
    future, too_late, huddle_too_many.
    """
    today = diary.today(session, by, at)
    _check_day(session, day, today)
    total = team_days.lock(session, team_id)
    if any(one.day == day and one.is_final for one in ended(session, at, [team_id])):
        raise Refused("too_late")
    row = team_days.on(session, team_id, day)
    if row.final_at:
        raise Refused("too_late")
    if not huddle_fits(did_it, present, *_bounds(session, team_id, day)):
        raise Refused("huddle_too_many")

    more = did_it - _keep(session, team_id, day, present, did_it, by, at)
    row.on_shift, row.done, row.acts = row.on_shift + more, row.done + more, row.acts + more
    total.acts += more
    session.flush()
    _note(session, team_id, day, did_it, at)
    joining.warm_up(session, team_id, today, at)
    team_days.recount_streak(session, total, day, at)
    session.flush()


def _check_day(session: Session, day: date, today: date) -> None:
    now = campaign.current(session)
    if now is None or day < now.launch_on:
        raise Refused("before_launch")
    if day > today:
        raise Refused("future")


def _bounds(session: Session, team_id: int, day: date) -> tuple[int, int]:
    """How many people the team has on a day, and how many of them are in Play or Quiet."""
    members = (
        select(Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            Person.status == "active",
            Membership.team_id == team_id,
            Membership.from_on <= day,
            Membership.until_on.is_(None) | (Membership.until_on >= day),
        )
    )
    people = diary.diaries(session, members, day, day).values()
    return len(people), sum(own.mode_on(day) != LOOK for own in people)


def _keep(
    session: Session,
    team_id: int,
    day: date,
    present: int,
    did_it: int,
    by: int,
    at: datetime,
) -> int:
    """Write the count; returns how many had done it by the one before."""
    before = session.scalar(select(Huddle.did_it).filter_by(team_id=team_id, day=day)) or 0
    values = {"present": present, "did_it": did_it, "counted_by_id": by, "counted_at": at}
    session.execute(
        upsert(session, Huddle)
        .values(team_id=team_id, day=day, **values)
        .on_conflict_do_update(index_elements=["team_id", "day"], set_=values)
    )
    return before


def _note(session: Session, team_id: int, day: date, did_it: int, at: datetime) -> None:
    """Small counts are kept without their figure: it would speak of few people (RULES 8)."""
    least = rulebook.book(session).on(day).least_people
    figure = {"did_it": did_it} if did_it >= least else {}
    reasons.note(session, "team", team_id, "day.huddle", paragraph=6, day=day, at=at, **figure)
