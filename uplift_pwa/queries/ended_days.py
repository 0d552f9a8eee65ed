"""Which days of which teams are over and not yet written down as such (RULES 1, 6)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Membership, TeamDay
from uplift_pwa.queries import campaign, diary, rulebook
from uplift_pwa.queries.team_terms import Term, behind
from uplift_pwa.rules import calendar
from uplift_pwa.rules.calendar import ONE_DAY, Place, Shift
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.settings import InForce

TEAMS_A_READ = 50
DAYS_A_READ = 35  # after a standstill the oldest come first, and the rest with the next read
LAST_PLACE = Place("Etc/GMT+12")  # where a day that nobody has ends last

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
    crews, book = _crews(session, wanted), rulebook.book(session)
    for team_id, days in wanted.items():
        for day in days:
            crew = crews[team_id, day]
            over = _last(calendar.day_end, day, crew, book)
            is_new = (team_id, day) not in rows
            is_final = at >= _last(calendar.open_until, day, crew, book)
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


def _last(
    moment: Callable[[date, Place, Shift | None, InForce], datetime],
    day: date,
    crew: Sequence[Diary],
    book: InForce,
) -> datetime:
    """When the day has ended, or is final, for the last of the team's members (RULES 1, 2)."""
    if not crew:
        return moment(day, LAST_PLACE, None, book)
    return max(
        moment(day, own.place, shift, book)
        for own in crew
        for shift in [None, *(one for one in own.shifts(day) if one.day == day)]
    )
