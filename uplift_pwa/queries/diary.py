"""Loads diaries: what decides people's days, for one or for many, in one round trip."""

from collections.abc import Callable, Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    Date,
    Select,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from uplift_pwa.models import (
    Leave,
    Membership,
    NeutralDay,
    Participation,
    Person,
    RosterDay,
    RosterSpan,
    Site,
    SiteHoliday,
    WeeklyPattern,
    WorkingToday,
)
from uplift_pwa.queries import rulebook
from uplift_pwa.rules.calendar import Pattern, Shift
from uplift_pwa.rules.diary import Diary
from uplift_pwa.rules.rulebook import Rulebook

ONE_DAY = timedelta(days=1)


def diary(session: Session, person_id: int, first: date, last: date) -> Diary:
    """One person's diary for the days from `first` to `last`."""
    return diaries(session, [person_id], first, last)[person_id]


def today(session: Session, person_id: int, at: datetime) -> date:
    """A person's service day at a moment (aware)."""
    here = at.date()
    return diary(session, person_id, here - ONE_DAY, here + ONE_DAY).service_day(at)


def diaries(
    session: Session, people: Collection[int] | Select[Any], first: date, last: date
) -> dict[int, Diary]:
    """The diaries of many, by person id, in one SELECT and the
    numbers in force; who does not exist is absent."""
    found: dict[int, Diary] = {}
    given = {"first": first, "last": last, "before": first - ONE_DAY, "after": last + ONE_DAY}
    if isinstance(people, Select):
        answer = session.connection().execute(union_all(*_parts(people)), given)
    else:
        given_people = {**given, "people": list(people)}
        answer = session.connection().execute(_OF_THESE, given_people)
    rows = answer.all()
    book = rulebook.book(session)
    for row in sorted(rows, key=lambda row: row.kind != "a person"):
        _note(found, row, book)
    for own in found.values():
        own.settings = book
    return found


def weekdays(mask: int) -> frozenset[int]:
    """The weekdays of a stored mask; Monday is 0."""
    return frozenset(day for day in range(7) if mask >> day & 1)


def weekday_mask(days: Iterable[int]) -> int:
    return sum(1 << day for day in set(days))


def _note(found: dict[int, Diary], row: Any, book: Rulebook) -> None:
    if row.kind == "a person":
        found[row.person_id] = Diary(row.person_id, book.place(row.text, row.number))
    else:
        _NOTES[row.kind](found[row.person_id], row)


_NOTES: dict[str, Callable[[Diary, Any], None]] = {
    "membership": lambda own, row: own.memberships.append((row.first, row.last, row.number)),
    "mode": lambda own, row: own.modes.append((row.first, row.text, row.last)),
    "pattern": lambda own, row: own.patterns.append(
        (row.first, Pattern(weekdays(row.number), row.starts, row.ends))
    ),
    "roster": lambda own, row: own.roster.append(Shift(row.first, row.starts_at, row.ends_at)),
    "span": lambda own, row: own.spans.append((row.first, row.last)),
    "leave": lambda own, row: own.leaves.append((row.first, row.last)),
    "holiday": lambda own, row: own.holidays.add(row.first),
    "neutral": lambda own, row: own.neutral.update({row.first: row.text}),
    "said": lambda own, row: own.said_working.add(row.first),
}


def _parts(people: BindParameter[Any] | Select[Any]) -> list[Select[Any]]:
    first, last = bindparam("first", type_=Date), bindparam("last", type_=Date)
    day_before, day_after = bindparam("before", type_=Date), bindparam("after", type_=Date)

    def whose(column: Any) -> Any:
        return column.in_(people)

    ended = or_(Membership.until_on.is_(None), Membership.until_on >= first)
    return [
        _row("a person", Person.id, number=Site.roll_over_hour, text=Site.zone)
        .join(Site, Site.id == Person.site_id)
        .where(whose(Person.id)),
        _row(
            "membership",
            Membership.person_id,
            first=Membership.from_on,
            last=Membership.until_on,
            number=Membership.team_id,
        ).where(whose(Membership.person_id), Membership.from_on <= last, ended),
        _row(
            "mode",
            Participation.person_id,
            first=Participation.from_on,
            last=Participation.chosen_on,
            text=Participation.mode,
        ).where(whose(Participation.person_id)),
        _row(
            "pattern",
            WeeklyPattern.person_id,
            first=WeeklyPattern.from_on,
            number=WeeklyPattern.weekdays,
            starts=WeeklyPattern.starts,
            ends=WeeklyPattern.ends,
        ).where(whose(WeeklyPattern.person_id), WeeklyPattern.from_on <= day_after),
        _row(
            "roster",
            RosterDay.person_id,
            first=RosterDay.day,
            starts_at=RosterDay.starts_at,
            ends_at=RosterDay.ends_at,
        ).where(whose(RosterDay.person_id), RosterDay.day.between(day_before, day_after)),
        _row(
            "span", RosterSpan.person_id, first=RosterSpan.first_on, last=RosterSpan.last_on
        ).where(
            whose(RosterSpan.person_id),
            RosterSpan.first_on <= day_after,
            RosterSpan.last_on >= day_before,
        ),
        _row("leave", Leave.person_id, first=Leave.first_on, last=Leave.last_on).where(
            whose(Leave.person_id), Leave.first_on <= last, Leave.last_on >= first
        ),
        _row("holiday", Person.id, first=SiteHoliday.day)
        .join(SiteHoliday, SiteHoliday.site_id == Person.site_id)
        .where(whose(Person.id), SiteHoliday.day.between(first, last)),
        _row("neutral", Person.id, first=NeutralDay.day, text=NeutralDay.reason)
        .join(
            NeutralDay,
            or_(NeutralDay.site_id == Person.site_id, NeutralDay.site_id.is_(None)),
        )
        .where(whose(Person.id), NeutralDay.day.between(first, last)),
        _row("said", WorkingToday.person_id, first=WorkingToday.day).where(
            whose(WorkingToday.person_id), WorkingToday.day.between(first, last)
        ),
    ]


def _row(kind: str, person: Any, **columns: Any) -> Select[Any]:
    """One part of the union: the same columns in the same order, null where it has none."""
    return select(
        literal(kind).label("kind"),
        person.label("person_id"),
        *(
            columns[name].label(name)
            if name in columns
            else cast(null(), _type(like)).label(name)
            for name, like in _COLUMNS.items()
        ),
    )


def _type(like: Any) -> TypeEngine[Any]:
    kind: TypeEngine[Any] = like.type
    return kind


_COLUMNS = {
    "first": Membership.from_on,
    "last": Membership.from_on,
    "number": Membership.team_id,
    "text": Site.zone,
    "starts": WeeklyPattern.starts,
    "ends": WeeklyPattern.ends,
    "starts_at": RosterDay.starts_at,
    "ends_at": RosterDay.ends_at,
}

# Built once: making this statement anew cost more than running it.
_OF_THESE = union_all(*_parts(bindparam("people", expanding=True)))
