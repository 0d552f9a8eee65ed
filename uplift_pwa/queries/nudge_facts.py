"""What is known of people who may be nudged: their last nudges, their day, their team."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Nudge,
    PersonDay,
    Reminder,
    SignIn,
    Subscription,
    TeamDay,
    TeamTotal,
)
from uplift_pwa.queries import leaders_first

REMEMBERED = timedelta(days=60)
TeamDayKey = tuple[int, date]


@dataclass(slots=True)
class Person:
    """How somebody wants to be nudged, and how it has gone so far."""

    id: int
    cue: str
    cue_minutes: int | None
    cue_time: time | None
    ignored: int
    nudged_at: datetime | None
    seen_at: datetime | None
    nudged: list[tuple[date, str, datetime]] = field(default_factory=list)  # oldest first
    done_on: set[date] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """A team's service day: on shift, done, its streak, and whether its nudges wait."""

    on_shift: int
    done: int
    streak: int
    waits: bool


def due(session: Session, *, at: datetime, most: int) -> list[int]:
    """People to look at now, those who have waited longest first; aware.

    On PostgreSQL other workers step over them until the transaction ends.
    """
    return list(
        session.scalars(
            select(Reminder.person_id)
            .where(Reminder.look_at <= at)
            .order_by(Reminder.look_at)
            .limit(most)
            .with_for_update(skip_locked=True)
        )
    )


def people(session: Session, ids: Collection[int], at: datetime) -> dict[int, Person]:
    """Those of them who want nudges and can be reached. Three SELECTs."""
    seen = (
        select(func.max(SignIn.seen_at))
        .where(SignIn.person_id == Reminder.person_id)
        .scalar_subquery()
    )
    reachable = select(Subscription.person_id).where(
        Subscription.person_id == Reminder.person_id
    )
    rows = session.execute(
        select(
            Reminder.person_id,
            Reminder.cue,
            Reminder.cue_minutes,
            Reminder.cue_time,
            Reminder.ignored,
            Reminder.nudged_at,
            seen,
        ).where(Reminder.person_id.in_(ids), Reminder.nudges, reachable.exists())
    )
    found = {row[0]: Person(*row) for row in rows}
    for row in _nudges(session, found, at):
        found[row.person_id].nudged.append((row.day, row.text, row.at))
    for row in _done(session, found, at):
        found[row.person_id].done_on.add(row.day)
    return found


def teams(session: Session, days: Iterable[TeamDayKey]) -> dict[TeamDayKey, TeamFacts]:
    """Those that there are. One SELECT."""
    wanted = sorted(set(days))
    if not wanted:
        return {}
    rows = session.execute(
        select(
            TeamTotal.team_id,
            TeamDay.day,
            TeamDay.on_shift,
            TeamDay.done,
            TeamTotal.streak,
            leaders_first.held(TeamDay.team_id, TeamDay.day),
        )
        .join(TeamDay, TeamDay.team_id == TeamTotal.team_id)
        .where(tuple_(TeamDay.team_id, TeamDay.day).in_(wanted))
    )
    return {(row[0], row[1]): TeamFacts(*row[2:]) for row in rows}


def recent_texts(person: Person) -> list[str]:
    """The texts of somebody's last nudges, the newest last."""
    return [text for _, text, _ in person.nudged]


def _nudges(session: Session, found: Collection[int], at: datetime) -> Any:
    since = (at - REMEMBERED).date()
    return session.execute(
        select(Nudge.person_id, Nudge.day, Nudge.text, Nudge.at)
        .where(Nudge.person_id.in_(found), Nudge.day >= since)
        .order_by(Nudge.at)
    )


def _done(session: Session, found: Collection[int], at: datetime) -> Any:
    days = PersonDay.day.between(at.date() - timedelta(days=2), at.date() + timedelta(days=2))
    return session.execute(
        select(PersonDay.person_id, PersonDay.day).where(
            PersonDay.person_id.in_(found), days, PersonDay.completions > 0
        )
    )
