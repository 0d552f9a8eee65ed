"""A team's days: made when they are first needed, counted, judged, and summed to a streak."""

from datetime import date, datetime, timedelta

from sqlalchemy import Date, bindparam, func, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, team_reasons
from uplift_pwa.models import Membership, TeamDay, TeamTotal
from uplift_pwa.queries import diary, team_history
from uplift_pwa.queries.team_history import History
from uplift_pwa.rules import badges

ONE_DAY = timedelta(days=1)


def lock(session: Session, team_id: int) -> TeamTotal:
    """Team totals change by read-then-write, so the acts of a team queue up here."""
    return session.get_one(TeamTotal, team_id, with_for_update=True, populate_existing=True)


def on(session: Session, team_id: int, day: date) -> TeamDay:
    """The team's day, made with whoever was expected if nobody has acted on it yet.

    Call it under the team's lock.
    """
    found = session.get(TeamDay, (team_id, day), populate_existing=True)
    if found is None:
        found = TeamDay(
            team_id=team_id, day=day, on_shift=expected(session, team_id, day), done=0, acts=0
        )
        session.add(found)
        session.flush()
    return found


def next_free(session: Session, team_id: int | None, on: date) -> date:
    """The next service day of somebody whose day is `on` that has not begun in their team.

    What changes who is expected begins there (RULES 1, 3, 6): where a member's site is ahead,
    the team's row for tomorrow may already stand. Takes the team's lock.
    """
    if team_id is None:
        return on + ONE_DAY
    lock(session, team_id)
    newest = session.scalar(select(func.max(TeamDay.day)).filter_by(team_id=team_id))
    return max(on, newest or on) + ONE_DAY


def expected(session: Session, team_id: int, day: date) -> int:
    """How many members in Play or Quiet have a working day, as the day began (RULES 6)."""
    given = {"team": team_id, "day": day}
    members = session.connection().execute(_MEMBERS, given).scalars().all()
    return sum(
        own.team_on(day) == team_id and own.was_expected(day)
        for own in diary.diaries(session, members, day, day).values()
    )


def recount_streak(
    session: Session,
    total: TeamTotal,
    day: date,
    at: datetime,
    *,
    history: History | None = None,
) -> None:
    """The team's streak and covers anew from its whole history (RULES 6), and its badges.

    What has changed gets its reason, dated to `day`. Call it under the team's lock; give
    `history` if it has just been read there.
    """
    session.flush()
    history = history or team_history.of(session, total.team_id)
    streak, purse = history.streak(), history.purse()
    team_reasons.note_run(session, total, history, streak, purse, day=day, at=at)
    total.streak = streak.length
    total.streak_since = streak.since
    total.best_streak = streak.best
    total.earlier, total.to_join = streak.earlier, streak.to_join
    total.covers_held, total.towards_cover = purse.held, purse.towards
    for badge in sorted(badges.team_badges(streak)):
        awards.owe(session, badge, "team", total.team_id, day, at)


# Built once: making these statements anew cost more than running them.
_DAY = bindparam("day", type_=Date)
_MEMBERS = select(Membership.person_id).where(
    Membership.team_id == bindparam("team"),
    Membership.from_on <= _DAY,
    Membership.until_on.is_(None) | (Membership.until_on >= _DAY),
)
