"""Coming aboard: how somebody takes part, and their usual week (RULES 1, 3, 6)."""

from datetime import date, datetime, time, timedelta

from sqlalchemy import distinct, func, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import team_days
from uplift_pwa.db import upsert
from uplift_pwa.models import (
    AccessCard,
    Huddle,
    Membership,
    Participation,
    Person,
    Team,
    WeeklyPattern,
)
from uplift_pwa.queries import diary, rulebook
from uplift_pwa.rules.warming import warm

TOMORROW = timedelta(days=1)


def arrive(session: Session, person_id: int, *, at: datetime) -> None:
    """Somebody has claimed their card: their team may be warm from today on (RULES 6)."""
    own = diary.diary(session, person_id, at.date() - TOMORROW, at.date() + TOMORROW)
    day = own.service_day(at)
    team_id = own.team_on(day)
    if team_id is not None:
        warm_up(session, team_id, day, at)


def warm_up(session: Session, team_id: int, day: date, at: datetime) -> None:
    """The team is warm from `day` on if enough of it is aboard or in a huddle (RULES 6)."""
    if session.scalar(select(Team.warm_from).filter_by(id=team_id)):
        return
    if warm(*_claimed(session, team_id, day), rulebook.book(session).on(day)):
        total = team_days.lock(session, team_id)
        session.execute(
            update(Team)
            .where(Team.id == team_id, Team.warm_from.is_(None))
            .values(warm_from=day)
            .execution_options(synchronize_session=False)
        )
        team_days.recount_streak(session, total, day, at)  # today may be kept already


def join(session: Session, person_id: int, *, at: datetime) -> None:
    """The questions of the first day are answered."""
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.joined_at.is_(None))
        .values(joined_at=at)
        .execution_options(synchronize_session=False)
    )


def choose_mode(session: Session, person_id: int, mode: str, *, on: date) -> None:
    """Play, quiet or look, from the next service day; `on` is today's (RULES 3)."""
    values = {"mode": mode, "chosen_on": on}
    session.execute(
        upsert(session, Participation)
        .values(person_id=person_id, from_on=next_day(session, person_id, on), **values)
        .on_conflict_do_update(index_elements=["person_id", "from_on"], set_=values)
    )


def choose_week(
    session: Session, person_id: int, weekdays: int, starts: time, ends: time, *, on: date
) -> None:
    """The usual week from the next service day; a first one from today, which had none.

    A first choice cannot raise today's `on_shift`: its mode begins tomorrow (RULES 1, 6).
    """
    has_one = session.scalar(select(func.count()).filter(WeeklyPattern.person_id == person_id))
    from_on = next_day(session, person_id, on) if has_one else on
    values = {"weekdays": weekdays, "starts": starts, "ends": ends}
    session.execute(
        upsert(session, WeeklyPattern)
        .values(person_id=person_id, from_on=from_on, **values)
        .on_conflict_do_update(index_elements=["person_id", "from_on"], set_=values)
    )


def next_day(session: Session, person_id: int, on: date) -> date:
    """The next day of a person that has not begun in their team; `on` is today's."""
    own = diary.diary(session, person_id, on, on + TOMORROW)
    return team_days.next_free(session, own.team_on(on + TOMORROW) or own.team_on(on), on)


def _claimed(session: Session, team_id: int, day: date) -> tuple[int, int, int]:
    """Claimed cards, people in the largest huddle, headcount of a team on a day."""
    claimed, headcount = session.execute(
        select(
            func.count(distinct(AccessCard.person_id)),
            func.count(distinct(Membership.person_id)),
        )
        .select_from(Membership)
        .join(Person, (Person.id == Membership.person_id) & (Person.status == "active"))
        .outerjoin(
            AccessCard,
            (AccessCard.person_id == Membership.person_id)
            & AccessCard.redeemed_at.is_not(None),
        )
        .where(
            Membership.team_id == team_id,
            Membership.from_on <= day,
            Membership.until_on.is_(None) | (Membership.until_on >= day),
        )
    ).one()
    largest = session.scalar(select(func.max(Huddle.present)).filter_by(team_id=team_id))
    return claimed, largest or 0, headcount
