"""People's ISO weeks: which are over and not written yet, and what their facts make of them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    Campaign,
    Membership,
    Participation,
    Person,
    PersonDay,
    PersonWeek,
    Site,
)
from uplift_pwa.queries import diary, rulebook
from uplift_pwa.rules.calendar import ONE_DAY, open_until, settled_day
from uplift_pwa.rules.diary import LOOK, Diary
from uplift_pwa.rules.rhythm import ONE_WEEK, Week


@dataclass(frozen=True, slots=True)
class Batch:
    """Some people whose ISO week may be final, by id."""

    monday: date
    people: list[int]


def monday_of(day: date) -> date:
    return day - ONE_DAY * day.weekday()


def launched_on(session: Session) -> date | None:
    """The first launch there was: days before it ask nothing of anybody."""
    return session.scalar(select(func.min(Campaign.launch_on)))


def due(session: Session, at: datetime, most: int) -> Iterator[Batch]:
    """Batches of people whose week is over and unwritten at `at` (aware), oldest week first.

    Only where somebody's newest week is unwritten are the older ones looked at. Somebody on a
    night shift may be named some hours before their Sunday is final.
    """
    launch_on = launched_on(session)
    if launch_on is None:
        return
    for newest, sites in _newest(session, at).items():
        monday = monday_of(launch_on)
        if newest < monday or not _unwritten(session, newest, sites, 0, most=1):
            continue
        while monday <= newest:
            after = 0
            while people := _unwritten(session, monday, sites, after, most):
                yield Batch(monday, people)
                after = people[-1]
            monday += ONE_WEEK


def unwritten(session: Session, monday: date, people: Collection[int]) -> list[int]:
    """Those of these people without a row for the week: asked again under their locks."""
    rows = select(PersonWeek.person_id).where(
        PersonWeek.person_id.in_(people), PersonWeek.monday == monday
    )
    return sorted(set(people) - set(session.scalars(rows)))


def written(session: Session, monday: date, site_id: int | None) -> list[int]:
    """The people of a site, or of all (None), whose week stands written, by id."""
    rows = select(PersonWeek.person_id).where(PersonWeek.monday == monday)
    if site_id is not None:
        rows = rows.join(Person, Person.id == PersonWeek.person_id).where(
            Person.site_id == site_id
        )
    return list(session.scalars(rows.order_by(PersonWeek.person_id)))


def diaries(session: Session, people: Collection[int], monday: date) -> dict[int, Diary]:
    return diary.diaries(session, people, monday, monday + ONE_WEEK - ONE_DAY)


def active(session: Session, people: Collection[int], monday: date) -> dict[int, set[date]]:
    """The days of the week on which each of these people did something."""
    rows = session.execute(
        select(PersonDay.person_id, PersonDay.day).where(
            PersonDay.person_id.in_(people),
            PersonDay.day.between(monday, monday + ONE_WEEK - ONE_DAY),
            PersonDay.completions > 0,
        )
    )
    found: dict[int, set[date]] = defaultdict(set)
    for person_id, day in rows:
        found[person_id].add(day)
    return found


def stored(session: Session, people: Collection[int]) -> dict[int, list[Week]]:
    """The final weeks of these people as they are written, oldest first."""
    rows = session.execute(
        select(
            PersonWeek.person_id,
            PersonWeek.monday,
            PersonWeek.working_days,
            PersonWeek.active_days,
        )
        .where(PersonWeek.person_id.in_(people))
        .order_by(PersonWeek.person_id, PersonWeek.monday)
    )
    found: dict[int, list[Week]] = defaultdict(list)
    for person_id, monday, working, came in rows:
        found[person_id].append(Week(monday, working, came, final=True))
    return found


def week(
    own: Diary, monday: date, came: Iterable[date], launch_on: date, *, final: bool = True
) -> Week:
    """A person's week from their diary and the days on which they did something (RULES 5).

    A working day of somebody who takes part is one, and so is a day made one by an act; days
    before the launch or outside every team are not.
    """
    days = {monday + ONE_DAY * number for number in range(7)}
    expected = {
        day for day in days if day >= launch_on and own.team_on(day) and own.was_expected(day)
    }
    active_days = {day for day in days & set(came) if own.counts_when_done(day)}
    return Week(monday, len(expected | active_days), len(active_days), final)


def final_at(own: Diary, monday: date) -> datetime:
    """When the last of the week's days is final at the person's site (RULES 2)."""
    ends = [
        open_until(day, own.place, shift, own.settings)
        for day in (monday + ONE_DAY * number for number in range(7))
        for shift in [None, *(one for one in own.shifts(day) if one.day == day)]
    ]
    return max(ends)


def _newest(session: Session, at: datetime) -> dict[date, list[int]]:
    """The sites by the Monday of the newest week that is final there."""
    book = rulebook.book(session)
    found: dict[date, list[int]] = defaultdict(list)
    for site_id, zone, hour in session.execute(select(Site.id, Site.zone, Site.roll_over_hour)):
        day = settled_day(at, book.place(zone, hour), book)
        found[monday_of(day + ONE_DAY) - ONE_WEEK].append(site_id)
    return found


def _unwritten(
    session: Session, monday: date, sites: Collection[int], after: int, most: int
) -> list[int]:
    """People of these sites who took part on a day of the week and have no row for it."""
    sunday = monday + ONE_WEEK - ONE_DAY
    later = aliased(Participation)
    replaced = exists().where(
        later.person_id == Participation.person_id,
        later.from_on > Participation.from_on,
        later.from_on <= monday,
    )
    took_part = exists().where(
        Participation.person_id == Person.id,
        Participation.mode != LOOK,
        Participation.chosen_on <= sunday,
        ~replaced,
    )
    rows = (
        select(Person.id)
        .where(Person.site_id.in_(sites), Person.id > after, took_part)
        .where(_in_a_team(monday, sunday))
        .where(~exists().where(PersonWeek.person_id == Person.id, PersonWeek.monday == monday))
        .order_by(Person.id)
        .limit(most)
    )
    return list(session.scalars(rows))


def _in_a_team(first: date, last: date) -> Any:
    return exists().where(
        Membership.person_id == Person.id,
        Membership.from_on <= last,
        or_(Membership.until_on.is_(None), Membership.until_on >= first),
    )
