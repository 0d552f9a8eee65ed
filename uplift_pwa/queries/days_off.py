"""Days that count for nobody: neutral days, sites' holidays, and a person's own leave."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, exists, func, or_, select, union
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import (
    Completion,
    Huddle,
    Leave,
    Membership,
    NeutralDay,
    Person,
    Site,
    SiteHoliday,
    Team,
    TeamDay,
    TeamTotal,
)
from uplift_pwa.queries import diary, rulebook
from uplift_pwa.rules.calendar import Place

SHOWN_BACK = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Neutral:
    """A neutral day; `site` None is everywhere."""

    id: int
    day: date
    site: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Holiday:
    site_id: int
    site: str
    day: date
    name: str


@dataclass(frozen=True, slots=True)
class SiteName:
    id: int
    name: str
    place: Place


def sites(session: Session) -> list[SiteName]:
    """Every site with its clock, by name."""
    rows = session.execute(
        select(Site.id, Site.name, Site.zone, Site.roll_over_hour).order_by(Site.name)
    )
    book = rulebook.book(session)
    return [SiteName(id_, name, book.place(zone, hour)) for id_, name, zone, hour in rows]


def neutral_days(session: Session, today: date) -> list[Neutral]:
    """The neutral days of the last 90 days and all to come, newest first."""
    rows = session.execute(
        select(NeutralDay.id, NeutralDay.day, Site.name, NeutralDay.reason)
        .outerjoin(Site, Site.id == NeutralDay.site_id)
        .where(NeutralDay.day >= today - SHOWN_BACK)
        .order_by(NeutralDay.day.desc(), Site.name)
    )
    return [Neutral(*row) for row in rows]


def holidays(session: Session, today: date) -> list[Holiday]:
    """The sites' holidays from today on, soonest first."""
    rows = session.execute(
        select(Site.id, Site.name, SiteHoliday.day, SiteHoliday.name)
        .join(Site, Site.id == SiteHoliday.site_id)
        .where(SiteHoliday.day >= today)
        .order_by(SiteHoliday.day, Site.name)
    )
    return [Holiday(*row) for row in rows]


def leaves(session: Session, person_id: int, today: date) -> list[tuple[date, date]]:
    """A person's own leave that is not over, soonest first: for nobody else's screen."""
    rows = session.execute(
        select(Leave.first_on, Leave.last_on)
        .where(Leave.person_id == person_id, Leave.last_on >= today)
        .order_by(Leave.first_on)
    )
    return [(first, last) for first, last in rows]


def neutral_reason(team_id: Any, day: Any) -> Any:
    """An SQL expression: why the day is neutral for a team, or null (RULES 1, 6).

    It is neutral for a team when it is neutral at the site of every member of that day.
    """
    there = aliased(NeutralDay)
    neutral_there = (
        exists()
        .where(there.day == day, there.site_id == Person.site_id)
        .correlate(Person, TeamDay, Team)
    )
    on_the_day = and_(
        Membership.team_id == team_id,
        Membership.from_on <= day,
        or_(Membership.until_on.is_(None), Membership.until_on >= day),
    )
    members = (
        select(Person.id)
        .join(Membership, Membership.person_id == Person.id)
        .correlate(NeutralDay, TeamDay, Team)
    )
    somebody = members.where(on_the_day, Person.site_id == NeutralDay.site_id).exists()
    elsewhere = members.where(on_the_day, ~neutral_there).exists()
    return (
        select(func.min(NeutralDay.reason))
        .where(
            NeutralDay.day == day,
            or_(NeutralDay.site_id.is_(None), and_(somebody, ~elsewhere)),
        )
        .correlate(TeamDay, Team)
        .scalar_subquery()
    )


def teams_at(session: Session, site_id: int | None, day: date) -> list[int]:
    """Teams with somebody of the site on that day, member or actor; None: every team."""
    if site_id is None:
        return list(session.scalars(select(TeamTotal.team_id).order_by(TeamTotal.team_id)))
    members = (
        select(Membership.team_id)
        .join(Person, and_(Person.id == Membership.person_id, Person.site_id == site_id))
        .where(
            Membership.from_on <= day,
            or_(Membership.until_on.is_(None), Membership.until_on >= day),
        )
    )
    actors = (
        select(Completion.team_id)
        .join(Person, and_(Person.id == Completion.person_id, Person.site_id == site_id))
        .where(Completion.service_day == day)
    )
    return sorted(session.scalars(union(members, actors)))


def newest_day(session: Session, team_ids: Collection[int]) -> date | None:
    """The newest day that has begun in any of these teams."""
    return session.scalar(select(func.max(TeamDay.day)).where(TeamDay.team_id.in_(team_ids)))


def counted(session: Session, team_id: int, day: date) -> tuple[int, int]:
    """On shift and done of a team's day, counted anew from facts (RULES 6)."""
    people, actors = _people(session, team_id, day)
    diaries = diary.diaries(session, people, day, day)
    came = {who for who in actors if diaries[who].counts_when_done(day)}
    expected = {
        who
        for who, own in diaries.items()
        if own.team_on(day) == team_id and own.was_expected(day)
    }
    did_it = session.scalar(select(Huddle.did_it).filter_by(team_id=team_id, day=day)) or 0
    return len(expected | came) + did_it, len(came) + did_it


def _people(session: Session, team_id: int, day: date) -> tuple[Sequence[int], set[int]]:
    """Members of the day and whoever acted for it; and the latter alone."""
    members = session.scalars(
        select(Membership.person_id).where(
            Membership.team_id == team_id,
            Membership.from_on <= day,
            or_(Membership.until_on.is_(None), Membership.until_on >= day),
        )
    )
    actors = set(
        session.scalars(
            select(Completion.person_id).where(
                Completion.team_id == team_id,
                Completion.service_day == day,
                Completion.for_team_day,
            )
        )
    )
    return sorted({*members, *actors}), actors
