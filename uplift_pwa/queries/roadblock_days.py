"""The days of a team's site, as the clocks of its roadblocks count them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, func, or_, select, union
from sqlalchemy.orm import Session

from uplift_pwa.models import Membership, NeutralDay, Person, Site, SiteHoliday
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.diary import weekdays
from uplift_pwa.rules.calendar import Place, day_end, service_day
from uplift_pwa.rules.roadblocks import SiteDays

AHEAD = timedelta(days=240)  # the longest clock there can be, and the holidays after it


@dataclass(frozen=True, slots=True)
class TeamClock:
    """Today at the team's site, and the days there from `since` on."""

    today: date
    site: SiteDays
    place: Place

    def ends_at(self, day: date) -> datetime:
        """When a day is over at the site (UTC)."""
        return day_end(day, self.place)


def of_team(
    session: Session, team_id: int, *, at: datetime, since: date | None = None
) -> TeamClock:
    """The clock of the site where most of the team work at `at` (aware). Two SELECTs.

    The day is the site's own, without anybody's shift: a night shift's would tell who it was.
    """
    site = session.execute(_site(team_id, at.date())).one()
    place = rulebook.book(session).place(site.zone, site.roll_over_hour)
    today = service_day(at, place)
    first = min(since or today, today)
    off = session.scalars(
        union(
            select(SiteHoliday.day).where(
                SiteHoliday.site_id == site.id,
                SiteHoliday.day.between(first, today + AHEAD),
            ),
            select(NeutralDay.day).where(
                or_(NeutralDay.site_id == site.id, NeutralDay.site_id.is_(None)),
                NeutralDay.day.between(first, today + AHEAD),
            ),
        )
    )
    return TeamClock(today, SiteDays(weekdays(site.usual_weekdays), frozenset(off)), place)


def _site(team_id: int, day: date) -> Select[int, str, int | None, int]:
    """The team's site; of a team without anybody in it, the first there is."""
    members = (
        select(Person.site_id, func.count().label("people"))
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.team_id == team_id,
            Membership.from_on <= day,
            or_(Membership.until_on.is_(None), Membership.until_on >= day),
        )
        .group_by(Person.site_id)
        .subquery()
    )
    return (
        select(Site.id, Site.zone, Site.roll_over_hour, Site.usual_weekdays)
        .outerjoin(members, members.c.site_id == Site.id)
        .order_by(func.coalesce(members.c.people, 0).desc(), Site.id)
        .limit(1)
    )
