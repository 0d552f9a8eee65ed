"""A team as its members and its leader see it: days, streak, badges; never a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Award,
    Cheer,
    Cover,
    Department,
    Huddle,
    Membership,
    Team,
    TeamDay,
    TeamTotal,
)
from uplift_pwa.queries import days_off, rulebook
from uplift_pwa.queries.standing import TeamNow
from uplift_pwa.rules import streaks
from uplift_pwa.rules.settings import InForce
from uplift_pwa.rules.team_day import Judged

SHOWN = 28
READ = 56  # enough to judge the carried weeks among those shown


@dataclass(frozen=True, slots=True)
class DayMark:
    """One day of the strip: what it turned out to be, or that nobody was on shift."""

    day: date
    state: str
    why: str | None = None  # of a neutral day


@dataclass(frozen=True, slots=True)
class TeamScreen:
    """A team on a day. `earlier` days are joined again by `to_join` kept ones (RULES 6).

    `present` and `did_it` are of the day's huddle, `cheer` says which words its leader chose
    today; None without one.
    """

    now: TeamNow
    department: str
    headcount: int
    streak_since: date | None
    marks: list[DayMark]
    earlier: int = 0
    to_join: int = 0
    covers_held: int = 0
    towards_cover: int = 0
    present: int | None = None
    did_it: int | None = None
    cheer: str | None = None

    @property
    def cover_every(self) -> int:
        return self.now.numbers.cover_every

    @property
    def waiting(self) -> int | None:
        """How many on shift have not acted; None for fewer than 5 or where none may be told."""
        waiting = (self.now.on_shift or 0) - self.now.done
        enough = self.may_tell and waiting >= self.now.numbers.least_people
        return waiting if enough else None

    @property
    def may_tell(self) -> bool:
        """Whether a leader may see figures: they are of 5 people who tap, or more (RULES 8)."""
        tapping = (self.now.on_shift or 0) - (self.did_it or 0)
        return min(self.headcount, tapping) >= self.now.numbers.least_people


def of(session: Session, team_id: int, day: date) -> TeamScreen | None:
    """The team on a service day with its last 28 days, or None. One SELECT."""
    rows = session.execute(statement(team_id, day)).all()
    return read(session, rows, day) if rows else None


def read(session: Session, rows: Sequence[Any], day: date) -> TeamScreen:
    """What the rows of `statement` say, which another screen may have added columns to."""
    head, book = rows[0], rulebook.book(session)
    today = next((row for row in rows if row.day == day), None)
    now = TeamNow(
        head.id,
        head.name,
        head.department_id,
        head.warm_from is not None and head.warm_from <= day,
        head.streak or 0,
        head.best_streak or 0,
        today.on_shift if today else None,
        today.done if today else 0,
        book.on(day),
    )
    return TeamScreen(
        now,
        head.department,
        head.headcount,
        head.streak_since,
        _marks(rows, day, head.warm_from, head.streak_since, book),
        earlier=head.earlier or 0,
        to_join=head.to_join or 0,
        covers_held=head.covers_held or 0,
        towards_cover=head.towards_cover or 0,
        present=head.present,
        did_it=head.did_it,
        cheer=head.cheer,
    )


def awards(session: Session, owner_kind: str, owner_id: int) -> dict[str, date]:
    """When each badge was earned, by its key; of tiers the first."""
    rows = session.execute(
        select(Award.badge, func.min(Award.earned_on))
        .where(Award.owner_kind == owner_kind, Award.owner_id == owner_id)
        .group_by(Award.badge)
    )
    return {badge: earned_on for badge, earned_on in rows}


def statement(team_id: int, day: date) -> Any:
    """Of a team, a row for each of its last days; the same head in all of them."""
    headcount = (
        select(func.count())
        .where(
            Membership.team_id == Team.id,
            Membership.from_on <= day,
            Membership.until_on.is_(None) | (Membership.until_on >= day),
        )
        .scalar_subquery()
    )
    recent = and_(
        TeamDay.team_id == Team.id,
        TeamDay.day > day - timedelta(days=READ),
        TeamDay.day <= day,
    )
    return (
        select(
            Team.id,
            Team.name,
            Team.department_id,
            Team.warm_from,
            Department.name.label("department"),
            TeamTotal.streak,
            TeamTotal.streak_since,
            TeamTotal.best_streak,
            TeamTotal.earlier,
            TeamTotal.to_join,
            TeamTotal.covers_held,
            TeamTotal.towards_cover,
            Huddle.present,
            Huddle.did_it,
            Cheer.words.label("cheer"),
            TeamDay.day,
            TeamDay.on_shift,
            TeamDay.done,
            TeamDay.final_at,
            days_off.neutral_reason(Team.id, TeamDay.day).label("neutral"),
            Cover.id.is_not(None).label("covered"),
            headcount.label("headcount"),
        )
        .join(Department, Department.id == Team.department_id)
        .outerjoin(TeamTotal, TeamTotal.team_id == Team.id)
        .outerjoin(TeamDay, recent)
        .outerjoin(Cover, and_(Cover.receiver_id == Team.id, Cover.day == TeamDay.day))
        .outerjoin(Huddle, and_(Huddle.team_id == Team.id, Huddle.day == day))
        .outerjoin(Cheer, and_(Cheer.team_id == Team.id, Cheer.day == day))
        .where(Team.id == team_id)
        .order_by(TeamDay.day)
    )


def _marks(
    rows: Any,
    day: date,
    warm_from: date | None,
    streak_since: date | None,
    book: InForce,
) -> list[DayMark]:
    played = [
        streaks.TeamDay(
            row.day,
            row.on_shift,
            row.done,
            final=row.final_at is not None,
            neutral=row.neutral is not None,
        )
        for row in rows
        if row.day is not None
    ]
    covers = {row.day for row in rows if row.covered}
    judged = dict(streaks.judge(played, covers=covers, warm_from=warm_from, settings=book))
    days = [day - timedelta(days=back) for back in range(SHOWN - 1, -1, -1)]
    why = {row.day: row.neutral for row in rows}
    return [
        DayMark(one, _state(one, judged.get(one), streak_since), why.get(one)) for one in days
    ]


def _state(day: date, judged: Judged | None, streak_since: date | None) -> str:
    if judged is None:
        return "off"
    if judged is Judged.KEPT and (streak_since is None or day < streak_since):
        return "old"
    return str(judged)
