"""What teams did besides their run: loans, confirmed acts, roads, a week aboard (RULES 11)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Completion,
    Confirmation,
    Cover,
    Membership,
    Person,
    Roadblock,
    Team,
    TeamDay,
)
from uplift_pwa.queries import days_off, diary
from uplift_pwa.rules import feats, streaks
from uplift_pwa.rules.diary import LOOK, Diary
from uplift_pwa.rules.feats import TeamFeats
from uplift_pwa.rules.team_day import Judged

WEEKS = 5
LOOK_BACK = timedelta(days=14)
READ = timedelta(days=28)  # the whole carried weeks around those days
WEEK = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Aboard:
    """Of one ISO week: members in Play or Quiet, those who worked, those of them who acted."""

    members: int = 0
    working: int = 0
    acted: int = 0

    @property
    def is_everyone(self) -> bool:
        return feats.everyone_aboard(self.members, self.working, self.acted)


def team(session: Session, team_id: int) -> TeamFeats:
    """The feats of a team, of all time; of its last final weeks the best one."""
    counts = session.execute(_counts(team_id)).one()
    confirmed = session.execute(_confirmed(team_id)).all()
    by_unit: dict[int, int] = defaultdict(int)
    for unit, _day in confirmed:
        if unit is not None and unit != team_id:
            by_unit[unit] += 1
    week = _best_week(session, team_id)
    return TeamFeats(
        members=week.members,
        working=week.working,
        acted=week.acted,
        confirmed_by_unit=by_unit,
        covers_lent=counts.lent,
        confirmed_on=[day for _unit, day in confirmed],
        roads_cleared=counts.cleared,
    )


def round_the_clock(session: Session, site_id: int) -> set[date]:
    """The dates of the last weeks on which every team of the site kept its day."""
    newest = session.scalar(
        select(func.max(TeamDay.day))
        .join(Membership, Membership.team_id == TeamDay.team_id)
        .join(Person, Person.id == Membership.person_id)
        .where(Person.site_id == site_id, TeamDay.final_at.is_not(None))
    )
    if newest is None:
        return set()
    teams = _teams_of(session, site_id, newest - LOOK_BACK, newest)
    kept: dict[int, set[date]] = {team_id: set() for team_id in teams}
    for team_id, day, judged in _judged(session, teams, newest):
        if judged is Judged.KEPT and day > newest - LOOK_BACK:
            kept[team_id].add(day)
    return feats.round_the_clock(kept)


def sites(session: Session, team_id: int, day: date) -> list[int]:
    """The sites of a team's members on a day."""
    return list(
        session.scalars(
            select(Person.site_id)
            .join(Membership, Membership.person_id == Person.id)
            .where(
                Membership.team_id == team_id,
                Membership.from_on <= day,
                or_(Membership.until_on.is_(None), Membership.until_on >= day),
            )
            .distinct()
            .order_by(Person.site_id)
        )
    )


def all_final(session: Session, site_id: int, day: date) -> bool:
    """Whether a day is final for every team of a site."""
    teams = _teams_of(session, site_id, day, day)
    final = session.scalar(
        select(func.count()).where(
            TeamDay.team_id.in_(teams), TeamDay.day == day, TeamDay.final_at.is_not(None)
        )
    )
    return final == len(teams)


def _counts(team_id: int) -> Any:
    lent = select(func.count()).where(Cover.giver_id == team_id, Cover.receiver_id != team_id)
    cleared = select(func.count()).where(
        Roadblock.team_id == team_id,
        Roadblock.cleared_on.is_not(None),
        Roadblock.confirmed_on.is_not(None),
    )
    return select(
        lent.scalar_subquery().label("lent"), cleared.scalar_subquery().label("cleared")
    )


def _confirmed(team_id: int) -> Any:
    """A row for each confirmed act: the confirming person's team of then, and the day."""
    theirs = and_(
        Membership.person_id == Confirmation.asked_id,
        Membership.from_on <= Confirmation.answered_on,
        or_(Membership.until_on.is_(None), Membership.until_on >= Confirmation.answered_on),
    )
    return (
        select(Membership.team_id, Confirmation.answered_on)
        .select_from(Completion)
        .join(Confirmation, Confirmation.completion_id == Completion.id)
        .outerjoin(Membership, theirs)
        .where(Completion.team_id == team_id, Confirmation.helped.is_(True))
    )


def _best_week(session: Session, team_id: int) -> Aboard:
    """The first of the team's last final weeks with everyone aboard, else the last of them."""
    newest = session.scalars(
        select(TeamDay.day)
        .where(TeamDay.team_id == team_id, TeamDay.final_at.is_not(None))
        .order_by(TeamDay.day.desc())
        .limit(7 * WEEKS)
    )
    mondays = sorted(day - WEEK for day in newest if day.weekday() == 6)
    weeks = _aboard(session, team_id, mondays) if mondays else [Aboard()]
    return next((week for week in weeks if week.is_everyone), weeks[-1])


def _aboard(session: Session, team_id: int, mondays: list[date]) -> list[Aboard]:
    """How many of a team took part, worked and acted in each week. Two SELECTs."""
    first, last = mondays[0], mondays[-1] + WEEK
    acted: dict[int, set[date]] = defaultdict(set)
    for who, day in session.execute(
        select(Completion.person_id, Completion.service_day).where(
            Completion.team_id == team_id, Completion.service_day.between(first, last)
        )
    ):
        acted[who].add(day)
    members = select(Membership.person_id).where(
        Membership.team_id == team_id,
        Membership.from_on <= last,
        or_(Membership.until_on.is_(None), Membership.until_on >= first),
    )
    people = diary.diaries(session, members, first, last).values()
    return [_week(people, team_id, monday, acted) for monday in mondays]


def _week(
    people: Iterable[Diary], team_id: int, monday: date, acted: Mapping[int, Collection[date]]
) -> Aboard:
    weeks = [(_days(own, team_id, monday), own, acted.get(own.person_id, ())) for own in people]
    played = [week for week in weeks if week[0]]
    working = [
        (days, did)
        for days, own, did in played
        if any(
            own.is_working(day) or (day in did and own.counts_when_done(day)) for day in days
        )
    ]
    came = sum(any(day in did for day in days) for days, did in working)
    return Aboard(len(played), len(working), came)


def _days(own: Diary, team_id: int, monday: date) -> list[date]:
    """The days of a week on which somebody was in the team, in Play or Quiet."""
    week = [monday + timedelta(days=number) for number in range(7)]
    return [day for day in week if own.team_on(day) == team_id and own.mode_on(day) != LOOK]


def _teams_of(session: Session, site_id: int, first: date, last: date) -> list[int]:
    return list(
        session.scalars(
            select(Membership.team_id)
            .join(Person, Person.id == Membership.person_id)
            .where(
                Person.site_id == site_id,
                Membership.from_on <= last,
                or_(Membership.until_on.is_(None), Membership.until_on >= first),
            )
            .distinct()
        )
    )


def _judged(
    session: Session, teams: list[int], newest: date
) -> Iterator[tuple[int, date, Judged]]:
    neutral = days_off.neutral_reason(Team.id, TeamDay.day).is_not(None).label("neutral")
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in session.execute(
        select(Team.id, Team.warm_from, TeamDay.day, TeamDay.on_shift, TeamDay.done)
        .add_columns(TeamDay.final_at, neutral)
        .join(TeamDay, TeamDay.team_id == Team.id)
        .where(Team.id.in_(teams), TeamDay.day > newest - READ, TeamDay.day <= newest)
    ):
        rows[row.id].append(row)
    for team_id, some in rows.items():
        days = [
            streaks.TeamDay(
                row.day, row.on_shift, row.done, bool(row.final_at), bool(row.neutral)
            )
            for row in some
        ]
        for day, judged in streaks.judge(days, warm_from=some[0].warm_from):
            yield team_id, day, judged
