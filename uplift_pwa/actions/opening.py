"""The morning's clockwork: a team's row is there before its first act (RULES 6)."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import joining, leaders_first, team_days
from uplift_pwa.models import Membership, Person, Site, TeamDay
from uplift_pwa.queries import campaign, rulebook
from uplift_pwa.rules.calendar import service_day

AT_ONCE = 50


def due(session: Session, *, at: datetime, most: int = AT_ONCE) -> list[tuple[int, date]]:
    """Teams whose service day has begun at the site of a member and has no row. Reads only.

    One SELECT for the campaign, one for the sites, one for each date that is today somewhere.
    """
    now = campaign.current(session)
    if now is None:
        return []
    found: list[tuple[int, date]] = []
    for day, sites in sorted(_today(session, at).items()):
        if day >= now.launch_on and len(found) < most:
            found += [
                (team_id, day) for team_id in _without(session, day, sites, most - len(found))
            ]
    return found


def days(
    session: Session, *, at: datetime, only: Iterable[tuple[int, date]] | None = None
) -> int:
    """Open what is due, one batch; returns how many. Running it again changes nothing."""
    batch = due(session, at=at) if only is None else list(only)
    for team_id, day in sorted(batch):
        team_days.lock(session, team_id)
        team_days.on(session, team_id, day)
        joining.warm_up(session, team_id, day, at)
        leaders_first.hold(session, team_id, day, at=at)
    return len(batch)


def _today(session: Session, at: datetime) -> dict[date, list[int]]:
    """The sites at which each date is today."""
    book = rulebook.book(session)
    found: dict[date, list[int]] = {}
    for site_id, zone, hour in session.execute(select(Site.id, Site.zone, Site.roll_over_hour)):
        found.setdefault(service_day(at, book.place(zone, hour)), []).append(site_id)
    return found


def _without(session: Session, day: date, sites: list[int], most: int) -> list[int]:
    row = exists().where(TeamDay.team_id == Membership.team_id, TeamDay.day == day)
    lasting = Membership.until_on.is_(None) | (Membership.until_on >= day)
    return list(
        session.scalars(
            select(Membership.team_id)
            .join(Person, and_(Person.id == Membership.person_id, Person.site_id.in_(sites)))
            .where(Membership.from_on <= day, lasting, ~row)
            .distinct()
            .limit(most)
        )
    )
