"""How far each team's days are written down, against how far its calendar has come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Membership, Person, Site, TeamDay, TeamTotal
from uplift_pwa.queries import rulebook
from uplift_pwa.rules.calendar import (
    ONE_DAY,
    iso_week,
    service_day,
    settled_day,
    week_days,
)


@dataclass(frozen=True, slots=True)
class Term:
    """A team's days from the first that is not final to the last that is over.

    Shifts are left out, and of several sites the earliest speaks: a day named here may turn
    out to last a little longer, never the other way round.
    """

    team_id: int
    first: date
    last: date
    settled_on: date  # the newest day that may be final by now
    rows: int  # written from `first` on
    newest: date | None

    @property
    def is_behind(self) -> bool:
        """Whether a day may be missing, or may have become final."""
        if self.last < self.first:
            return False
        return self.settled_on >= self.first or not self._is_complete

    @property
    def _is_complete(self) -> bool:
        if self.newest is None or self.newest < self.last:
            return False
        return (self.newest - self.first).days + 1 == self.rows


@dataclass(slots=True)
class _Span:
    """From a team's first membership to the end of the last, and the sites of its people."""

    first: date
    last: date | None
    sites: set[int]


def behind(
    session: Session, launch_on: date, at: datetime, team_ids: Collection[int] | None = None
) -> list[Term]:
    """The teams with something to write at the moment `at`, by id, in three SELECTs."""
    clocks = _clocks(session, at)
    spans = _spans(session, team_ids)
    terms = [
        _term(row, spans[row.team_id], clocks, launch_on)
        for row in _written(session, team_ids)
        if row.team_id in spans
    ]
    return [term for term in terms if term.is_behind]


def _clocks(session: Session, at: datetime) -> dict[int, tuple[date, date]]:
    """By site: the last day that is over, and the last whose open hours are over too."""
    book = rulebook.book(session)
    return {
        site_id: (
            service_day(at, book.place(zone, hour)) - ONE_DAY,
            settled_day(at, book.place(zone, hour), book),
        )
        for site_id, zone, hour in session.execute(
            select(Site.id, Site.zone, Site.roll_over_hour)
        )
    }


def _spans(session: Session, team_ids: Collection[int] | None) -> dict[int, _Span]:
    spans: dict[int, _Span] = {}
    lasting = func.max(func.coalesce(Membership.until_on, literal(date.max)))
    for team_id, site_id, first, last in session.execute(
        select(Membership.team_id, Person.site_id, func.min(Membership.from_on), lasting)
        .join(Person, Person.id == Membership.person_id)
        .where(*_among(Membership.team_id, team_ids))
        .group_by(Membership.team_id, Person.site_id)
    ):
        span = spans.setdefault(team_id, _Span(first, last, set()))
        span.first, span.last = min(span.first, first), max(span.last or last, last)
        span.sites.add(site_id)
    return spans


def _written(session: Session, team_ids: Collection[int] | None) -> list[Any]:
    """By team: its newest final day, its newest day, and how many rows follow the former."""
    own = TeamDay.team_id == TeamTotal.team_id
    newest = select(TeamDay.day).where(own).order_by(TeamDay.day.desc()).limit(1)
    final = newest.where(TeamDay.final_at.is_not(None)).correlate(TeamTotal).scalar_subquery()
    teams = (
        select(
            TeamTotal.team_id,
            final.label("final"),
            newest.correlate(TeamTotal).scalar_subquery().label("newest"),
        )
        .where(*_among(TeamTotal.team_id, team_ids))
        .subquery()
    )
    rows = select(func.count()).where(
        TeamDay.team_id == teams.c.team_id,
        TeamDay.day > func.coalesce(teams.c.final, literal(date.min)),
    )
    return list(
        session.execute(
            select(teams, rows.scalar_subquery().label("rows")).order_by(teams.c.team_id)
        )
    )


def _term(row: Any, span: _Span, clocks: dict[int, tuple[date, date]], launch_on: date) -> Term:
    over = max(clocks[site_id][0] for site_id in span.sites)
    settled = max(clocks[site_id][1] for site_id in span.sites)
    first = row.final + ONE_DAY if row.final else max(launch_on, span.first)
    return Term(
        row.team_id, first, min(over, _week_end(span.last)), settled, row.rows, row.newest
    )


def _week_end(last: date | None) -> date:
    """A team that nobody is in any more is written to the end of its last week."""
    if last is None or last.year == date.max.year:
        return date.max
    return week_days(*iso_week(last))[-1]


def _among(column: Any, team_ids: Collection[int] | None) -> list[ColumnElement[bool]]:
    return [] if team_ids is None else [column.in_(team_ids)]
