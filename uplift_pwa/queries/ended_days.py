"""Which days of which teams are over and not yet written down as such (RULES 1, 6)."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Membership, TeamDay
from uplift_pwa.queries import campaign, diary
from uplift_pwa.queries.team_terms import Term, behind
from uplift_pwa.rules.calendar import ONE_DAY, Place, day_end
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.settings import DEFAULTS

TEAMS_A_READ = 50
DAYS_A_READ = 35  # after a standstill the oldest come first, and the rest with the next read
LAST_PLACE = Place("Etc/GMT+12")  # where a day that nobody has ends last
OPEN = timedelta(hours=DEFAULTS.open_hours)

Key = tuple[int, date]


@dataclass(frozen=True, slots=True)
class Ended:
    """A day that is over: to be written if `is_new`, and to be made final if `is_final`."""

    team_id: int
    day: date
    on_shift: int
    is_new: bool
    is_final: bool


def ended(
    session: Session, at: datetime, team_ids: Collection[int] | None = None
) -> Iterator[Ended]:
    """Every day that is owed a row or its final word at `at`, team by team, oldest first.

    `at` is aware. Nothing comes before the launch day or a team's first membership; of a team
    that is far behind only the oldest days come.
    """
    now = campaign.current(session)
    if now is None:
        return
    terms = behind(session, now.launch_on, at, team_ids)
    for start in range(0, len(terms), TEAMS_A_READ):
        yield from _exactly(session, terms[start : start + TEAMS_A_READ], at)


def _exactly(session: Session, terms: Sequence[Term], at: datetime) -> Iterator[Ended]:
    rows = _rows(session, terms)
    wanted = {term.team_id: _wanted(term, rows) for term in terms}
    crews = _crews(session, wanted)
    for team_id, days in wanted.items():
        for day in days:
            crew = crews[team_id, day]
            over = _over(day, crew)
            is_new, is_final = (team_id, day) not in rows, at >= over + OPEN
            if at >= over and (is_new or is_final):
                on_shift = sum(own.was_expected(day) for own in crew)
                yield Ended(team_id, day, on_shift, is_new, is_final)


def _rows(session: Session, terms: Sequence[Term]) -> dict[Key, bool]:
    """The rows there are, and whether each is final: the recent ones and all open ones."""
    found = session.execute(
        select(TeamDay.team_id, TeamDay.day, TeamDay.final_at).where(
            TeamDay.team_id.in_([term.team_id for term in terms]),
            or_(TeamDay.final_at.is_(None), TeamDay.day >= min(term.first for term in terms)),
        )
    )
    return {(team_id, day): final_at is not None for team_id, day, final_at in found}


def _wanted(term: Term, rows: dict[Key, bool]) -> list[date]:
    span = range((term.last - term.first).days + 1)
    days = {term.first + ONE_DAY * number for number in span}
    missing = {day for day in days if (term.team_id, day) not in rows}
    settling = {
        day
        for (team_id, day), is_final in rows.items()
        if team_id == term.team_id and not is_final and day <= term.settled_on
    }
    return sorted(missing | settling)[:DAYS_A_READ]


def _crews(session: Session, wanted: dict[int, list[date]]) -> dict[Key, list[Diary]]:
    """Who was in which team on which day."""
    crews: dict[Key, list[Diary]] = defaultdict(list)
    days = [day for some in wanted.values() for day in some]
    if not days:
        return crews
    first, last = min(days), max(days)
    people = select(Membership.person_id).where(
        Membership.team_id.in_(wanted),
        Membership.from_on <= last,
        or_(Membership.until_on.is_(None), Membership.until_on >= first),
    )
    for own in diary.diaries(session, people, first, last).values():
        for team_id in {team_id for _, _, team_id in own.memberships} & wanted.keys():
            for day in wanted[team_id]:
                if own.team_on(day) == team_id:
                    crews[team_id, day].append(own)
    return crews


def _over(day: date, crew: Sequence[Diary]) -> datetime:
    """When the day has ended at the site of the team's last member (RULES 1)."""
    if not crew:
        return day_end(day, LAST_PLACE)
    return max(
        day_end(day, own.place, shift)
        for own in crew
        for shift in [None, *(one for one in own.shifts(day) if one.day == day)]
    )
