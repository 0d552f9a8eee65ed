"""Whether a team's reminder waits for its leader, by the diaries and acts of who leads it."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Challenge, Completion, ReminderHold
from uplift_pwa.queries import campaign, diary, leading, rulebook
from uplift_pwa.rules import leaders
from uplift_pwa.rules.leaders import Leader


def waits(session: Session, team_id: int, day: date) -> bool:
    """Whether the team's reminder of a service day has to wait (RULES 9).

    Four SELECTs at most, one where the team has no leader. What was decided in the morning
    stands in `reminder_hold`: ask `held` for that.
    """
    acting = leading.acting(team_id, day).where(_has_challenges())
    since = {who: first for who, first in session.execute(acting)}
    now = campaign.current(session) if since else None
    if now is None:
        return False
    numbers = rulebook.book(session).on(day)
    first = day - timedelta(days=numbers.leader_first_days)
    newest = _newest_own(session, list(since), day)
    diaries = diary.diaries(session, list(since), first, day)
    days = [first + timedelta(days=n) for n in range((day - first).days + 1)]
    people = [
        Leader(since[who], newest.get(who), [one for one in days if own.is_working(one)])
        for who, own in diaries.items()
    ]
    return leaders.waits(day, people, launch_on=now.launch_on, settings=numbers)


def held(team_id: Any, day: Any) -> ColumnElement[bool]:
    """A condition on a team and a service day: its reminder still waits for the leader."""
    return exists().where(
        ReminderHold.team_id == team_id,
        ReminderHold.day == day,
        ReminderHold.released_at.is_(None),
    )


def _has_challenges() -> ColumnElement[bool]:
    """Nobody waits for what a leader cannot do: challenges for leaders are live."""
    return exists().where(Challenge.for_leaders, Challenge.state == "live")


def _newest_own(session: Session, people: list[int], day: date) -> dict[int, date]:
    rows = session.execute(
        select(Completion.person_id, func.max(Completion.service_day))
        .join(Challenge, Challenge.id == Completion.challenge_id)
        .where(
            Completion.person_id.in_(people),
            Completion.service_day <= day,
            Challenge.for_leaders,
        )
        .group_by(Completion.person_id)
    )
    return {who: newest for who, newest in rows}
