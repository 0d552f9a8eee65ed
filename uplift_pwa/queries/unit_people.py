"""What a week was for everybody, as far as units count it; read in chunks, shown nowhere."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Challenge,
    Completion,
    Confirmation,
    Membership,
    Person,
    PersonDay,
    Team,
    Thanks,
)
from uplift_pwa.queries import diary, person_weeks, published, rulebook
from uplift_pwa.rules import rhythm, tipping
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.unit_counts import Member

PEOPLE_A_READ = 500
ONE_DAY, ONE_WEEK = timedelta(days=1), timedelta(weeks=1)
CellKey = tuple[int, int]  # department, level


@dataclass(slots=True)
class _Deeds:
    """What these people did: days by person, acts and felt acts, who gave or got thanks."""

    days: dict[int, set[date]] = field(default_factory=lambda: defaultdict(set))
    acts: dict[int, tuple[int, int]] = field(default_factory=dict)
    thanked: set[int] = field(default_factory=set)


def members(session: Session, monday: date) -> Iterator[Member]:
    """Everybody in a team on the Sunday and everybody whom the week's figures count, with the
    week and the two before it (RULES 8).

    500 people at a time, so memory does not grow with the organisation; seven SELECTs a chunk.
    """
    units = published.units(session, monday)
    departments = published.departments(session)
    after = 0
    while chunk := session.execute(_chunk(monday, after)).all():
        known = [row for row in chunk if row.team_id or row.cohort_id in units]
        for row, seen in zip(known, _members(session, monday, known), strict=True):
            unit = units.get(row.cohort_id)
            yield replace(seen, cell=unit, department=departments.get(unit or 0))
        after = chunk[-1].person_id


def headcounts(session: Session, day: date) -> dict[CellKey, int]:
    """How many people stand in each cell of the map on a day."""
    rows = session.execute(
        select(Team.department_id, Person.level_id, func.count(Membership.person_id.distinct()))
        .join(Team, Team.id == Membership.team_id)
        .join(Person, Person.id == Membership.person_id)
        .where(*_in_team(day))
        .group_by(Team.department_id, Person.level_id)
    )
    return {(department, level): people for department, level, people in rows}


def _chunk(monday: date, after: int) -> Any:
    people = published.people(monday).where(Person.id > after)
    return people.order_by(Person.id).limit(PEOPLE_A_READ)


def _in_team(day: date) -> tuple[Any, Any]:
    ended = or_(Membership.until_on.is_(None), Membership.until_on >= day)
    return Membership.from_on <= day, ended


def _members(session: Session, monday: date, chunk: Sequence[Any]) -> Iterator[Member]:
    people = [row.person_id for row in chunk]
    mondays = [monday - 2 * ONE_WEEK, monday - ONE_WEEK, monday]
    launch_on = person_weeks.launched_on(session) or mondays[0]
    owns = diary.diaries(session, people, mondays[0], monday + 6 * ONE_DAY)
    deeds = _deeds(session, people, mondays[0], monday)
    weeks = {
        who: [person_weeks.week(own, start, deeds.days[who], launch_on) for start in mondays]
        for who, own in owns.items()
    }
    book = rulebook.book(session)
    kept = [
        {
            who
            for who in people
            if rhythm.judge(weeks[who][place], book) is rhythm.WeekJudged.KEPT
        }
        for place in range(len(mondays))
    ]
    steady = tipping.steady_people(kept)
    for row in chunk:
        who = row.person_id
        acts, felt = deeds.acts.get(who, (0, 0))
        yield Member(
            row.team_id,
            working=bool(row.team_id) and _works(owns[who], deeds.days[who], monday),
            in_rhythm=who in kept[-1],
            steady=who in steady,
            active=_active(deeds.days[who], monday),
            was_active=_active(deeds.days[who], monday - ONE_WEEK),
            thanked=who in deeds.thanked,
            acts=acts,
            felt=felt,
        )


def _works(own: Diary, acted: set[date], monday: date) -> bool:
    """Whether the week had a working day, be it for somebody who looks on (RULES 8: P)."""
    days = [monday + ONE_DAY * number for number in range(7)]
    return any(own.is_working(d) or (d in acted and own.counts_when_done(d)) for d in days)


def _active(acted: set[date], monday: date) -> bool:
    return any(monday <= day < monday + ONE_WEEK for day in acted)


def _deeds(session: Session, people: list[int], first: date, monday: date) -> _Deeds:
    sunday = monday + 6 * ONE_DAY
    deeds = _Deeds()
    for who, day in session.execute(
        select(PersonDay.person_id, PersonDay.day).where(
            PersonDay.person_id.in_(people),
            PersonDay.day.between(first, sunday),
            PersonDay.completions > 0,
        )
    ):
        deeds.days[who].add(day)
    felt = or_(Confirmation.helped.is_(True), Challenge.helps == "team")
    for who, acts, felt_acts in session.execute(
        select(Completion.person_id, func.count(), func.sum(case((felt, 1), else_=0)))
        .join(Challenge, Challenge.id == Completion.challenge_id)
        .outerjoin(Confirmation, Confirmation.completion_id == Completion.id)
        .where(Completion.person_id.in_(people), Completion.service_day.between(monday, sunday))
        .group_by(Completion.person_id)
    ):
        deeds.acts[who] = (acts, felt_acts)
    in_week = Thanks.service_day.between(monday, sunday)
    gave = select(Thanks.sender_id).where(Thanks.sender_id.in_(people), in_week)
    got = select(Thanks.receiver_id).where(
        Thanks.receiver_kind == "person", Thanks.receiver_id.in_(people), in_week
    )
    deeds.thanked = set(session.scalars(gave)) | set(session.scalars(got))
    return deeds
