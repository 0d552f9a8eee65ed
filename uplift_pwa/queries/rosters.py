"""Whom a roster speaks of, and which of their days have not begun."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Person, TeamDay
from uplift_pwa.queries import diary
from uplift_pwa.rules.calendar import ONE_DAY
from uplift_pwa.rules.diary import Diary

PEOPLE_A_READ = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody's diary, their service day, and the team whose days they move."""

    diary: Diary
    day: date
    team_id: int | None


def people(session: Session, staff_numbers: Collection[str]) -> dict[str, int]:
    """Who has these staff numbers and has not left."""
    numbers = sorted(staff_numbers)
    found: dict[str, int] = {}
    for start in range(0, len(numbers), PEOPLE_A_READ):
        some = numbers[start : start + PEOPLE_A_READ]
        rows = session.execute(
            select(Person.staff_number, Person.id).where(
                Person.staff_number.in_(some), Person.status != "left"
            )
        )
        found |= {number: id_ for number, id_ in rows if number is not None}
    return found


def standings(
    session: Session, person_ids: Iterable[int], first: date, last: date, at: datetime
) -> dict[int, Standing]:
    """Everybody's diary from `first` to `last` and around the moment `at` (aware)."""
    here, wanted = at.date(), sorted(person_ids)
    found: dict[int, Standing] = {}
    for start in range(0, len(wanted), PEOPLE_A_READ):
        diaries = diary.diaries(
            session,
            wanted[start : start + PEOPLE_A_READ],
            min(first, here - 2 * ONE_DAY),
            max(last, here + 2 * ONE_DAY),
        )
        found |= {who: _standing(own, at) for who, own in diaries.items()}
    return found


def newest_days(session: Session, team_ids: Collection[int], since: date) -> dict[int, date]:
    """The newest day that has begun in each team, of those after `since`."""
    rows = session.execute(
        select(TeamDay.team_id, func.max(TeamDay.day))
        .where(TeamDay.team_id.in_(team_ids), TeamDay.day > since)
        .group_by(TeamDay.team_id)
    )
    return {team_id: day for team_id, day in rows}


def _standing(own: Diary, at: datetime) -> Standing:
    day = own.service_day(at)
    return Standing(own, day, own.team_on(day + timedelta(days=1)) or own.team_on(day))
