"""Who leads which team on a day: named leaders, and substitutes while they stand in."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal,
    or_,
    select,
    union,
)

from uplift_pwa.models import Leadership, Person, Substitute, Team

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Led:
    """A team that somebody leads; `until` is set for a substitute alone."""

    id: int
    name: str
    until: date | None = None


def leads(person_id: Any, day: Any) -> ColumnElement[bool]:
    """A condition: the person leads some team, or stands in for a leader, on the day."""
    named = exists().where(Leadership.person_id == person_id)
    stands_in = exists().where(Substitute.person_id == person_id, _lasts(day))
    return or_(named, stands_in)


def teams_of(person_id: int, day: date) -> Select[int]:
    """The ids of the teams that somebody leads or stands in for on a day, for an IN."""
    named = select(Leadership.team_id).where(Leadership.person_id == person_id)
    stands_in = select(Substitute.team_id).where(Substitute.person_id == person_id, _lasts(day))
    return select(union(named, stands_in).subquery().c.team_id)


def acting(team_id: int, day: date) -> Select[int, date]:
    """Which active people lead a team on a day and since when, substitutes among them."""
    named = select(Leadership.person_id, Leadership.since).where(Leadership.team_id == team_id)
    stands_in = select(Substitute.person_id, Substitute.from_on).where(
        Substitute.team_id == team_id, _lasts(day)
    )
    both = union(named, stands_in).subquery()
    return (
        select(both.c.person_id, func.min(both.c.since))
        .join(Person, Person.id == both.c.person_id)
        .where(Person.status == "active")
        .group_by(both.c.person_id)
    )


def led_columns(person_id: Any, around: date) -> tuple[Any, Any]:
    """Two columns for a query of persons, read by `led_on`: teams led, and stood in for.

    `around` is the date in UTC; the person's service day is at most one day away.
    """
    is_open = or_(Team.closed_on.is_(None), Team.closed_on >= around - ONE_DAY)
    team = cast(Team.id, String) + ":" + Team.name
    named = (
        select(func.aggregate_strings(team, "\n"))
        .join(Leadership, Leadership.team_id == Team.id)
        .where(Leadership.person_id == person_id, is_open)
    )
    span = cast(Substitute.from_on, String) + ":" + cast(Substitute.until_on, String) + ":"
    soon = and_(Substitute.from_on <= around + ONE_DAY, Substitute.until_on >= around - ONE_DAY)
    stands_in = (
        select(func.aggregate_strings(span + team, "\n"))
        .join(Substitute, Substitute.team_id == Team.id)
        .where(Substitute.person_id == person_id, is_open, soon)
    )
    return named.scalar_subquery(), stands_in.scalar_subquery()


def led_on(day: date, named: str | None, stands_in: str | None) -> tuple[Led, ...]:
    """What `led_columns` brought, for a service day: the teams by name."""
    found: dict[int, Led] = {}
    for line in (stands_in or "").splitlines():
        first, last, team_id, name = line.split(":", 3)
        if first <= day.isoformat() <= last:
            found[int(team_id)] = Led(int(team_id), name, date.fromisoformat(last))
    for line in (named or "").splitlines():
        team_id, _colon, name = line.partition(":")
        found[int(team_id)] = Led(int(team_id), name)
    return tuple(sorted(found.values(), key=lambda team: (team.name.casefold(), team.id)))


def _lasts(day: Any) -> ColumnElement[bool]:
    on = literal(day, Date) if isinstance(day, date) else day
    return and_(Substitute.from_on <= on, Substitute.until_on >= on)
