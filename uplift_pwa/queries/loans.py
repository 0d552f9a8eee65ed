"""What a leader needs to lend a cover: whether one is held, and whose day came up short."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Cover, Department, Team, TeamDay, TeamTotal
from uplift_pwa.queries import days_off, rulebook
from uplift_pwa.rules import covers, purse, streaks
from uplift_pwa.rules.rulebook import Rulebook
from uplift_pwa.rules.settings import Settings
from uplift_pwa.rules.team_day import Judged

AT_MOST = 20
READ_TEAMS = 60
READ = timedelta(days=35)  # the carried weeks around the days that count
SHORT_SINCE = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A team with a missed day that a cover would protect."""

    team_id: int
    name: str
    department: str
    day: date


@dataclass(frozen=True, slots=True)
class Lending:
    """A team that may lend, and to whom, by name."""

    team_id: int
    name: str
    department: str
    covers_held: int
    candidates: list[Candidate]
    numbers: Settings

    @property
    def cover_every(self) -> int:
        return self.numbers.cover_every

    @property
    def days(self) -> int:
        """For how many days a missed day can be covered by others."""
        return self.numbers.lend_days


def of(session: Session, team_id: int, today: date) -> Lending | None:
    """What a team may lend on a service day, or None. Whether somebody leads it, others ask.

    Two SELECTs at most; at most 20 teams, by name and without any figure (RULES 6).
    """
    own = session.execute(
        select(Team.name, Department.name.label("department"), TeamTotal.covers_held)
        .join(Department, Department.id == Team.department_id)
        .outerjoin(TeamTotal, TeamTotal.team_id == Team.id)
        .where(Team.id == team_id, Team.closed_on.is_(None))
    ).one_or_none()
    if own is None:
        return None
    held = own.covers_held or 0
    book = rulebook.book(session)
    found = _candidates(session, team_id, today, book) if held else []
    return Lending(team_id, own.name, own.department, held, found, book.on(today))


def _candidates(
    session: Session, giver_id: int, today: date, book: Rulebook
) -> list[Candidate]:
    rows = session.execute(_statement(giver_id, today, book)).all()
    found = [
        Candidate(team_id, days[0].name, days[0].department, day)
        for team_id, some in groupby(rows, key=lambda row: row.id)
        if (day := _newest(giver_id, team_id, days := list(some), today, book))
    ]
    return sorted(found, key=lambda one: (one.name, one.department))[:AT_MOST]


def _statement(giver_id: int, today: date, book: Rulebook) -> Any:
    percents = [book.on(today - SHORT_SINCE).kept_percent]
    percents += [change.value for change in book.changes if change.name == "kept_percent"]
    short = exists().where(
        TeamDay.team_id == Team.id,
        TeamDay.day.between(today - SHORT_SINCE, today),
        TeamDay.final_at.is_not(None),
        100 * TeamDay.done < max(percents) * TeamDay.on_shift,
    )
    # From the giver's number on and round again, so that no team is always the first.
    some = (
        select(Team.id)
        .where(Team.id != giver_id, Team.warm_from.is_not(None), short)
        .order_by(Team.id < giver_id, Team.id)
        .limit(READ_TEAMS)
        .subquery()
    )
    return (
        select(
            Team.id,
            Team.name,
            Team.warm_from,
            Department.name.label("department"),
            TeamDay.day,
            TeamDay.on_shift,
            TeamDay.done,
            TeamDay.final_at.is_not(None).label("final"),
            days_off.neutral_reason(Team.id, TeamDay.day).is_not(None).label("neutral"),
            Cover.id.is_not(None).label("covered"),
        )
        .join(some, some.c.id == Team.id)
        .join(Department, Department.id == Team.department_id)
        .join(TeamDay, and_(TeamDay.team_id == Team.id, TeamDay.day >= today - READ))
        .outerjoin(Cover, and_(Cover.receiver_id == Team.id, Cover.day == TeamDay.day))
        .order_by(Team.id, TeamDay.day)
    )


def _newest(
    giver_id: int, team_id: int, rows: list[Any], today: date, book: Rulebook
) -> date | None:
    """The newest day of a team that the rules would let a cover protect."""
    days = [
        streaks.TeamDay(row.day, row.on_shift, row.done, final=row.final, neutral=row.neutral)
        for row in rows
    ]
    covered = {row.day for row in rows if row.covered}
    verdicts = streaks.judge(days, covers=covered, warm_from=rows[0].warm_from, settings=book)
    one = purse.Purse(held=1)
    for day, judged in reversed(verdicts):
        if judged is Judged.MISSED:
            missed_on = covers.judged_on(day, days, book)
            answer = covers.lend(
                giver_id,
                one,
                team_id,
                verdicts,
                day,
                today=today,
                missed_on=missed_on,
                settings=book,
            )
            if isinstance(answer, purse.Cover):
                return day
    return None
