"""A site's own clock and usual week, as the desk puts them right; sites come with people."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import available_timezones

from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, locks
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Site
from uplift_pwa.queries import campaign, rulebook
from uplift_pwa.rules.calendar import Place, service_day
from uplift_pwa.rules.rulebook import BY_NAME

EVERY_DAY = 0b1111111


@dataclass(frozen=True, slots=True)
class Wish:
    """How a site is to be: an IANA zone, its own roll-over hour or None for the number in
    force, and the week that is preselected for who joins; Monday is bit 0, times are local.
    """

    zone: str
    hour: int | None
    weekdays: int
    starts: time
    ends: time


def revise(session: Session, site_id: int, wish: Wish, *, by: int, at: datetime) -> None:
    """The site is so from now on; days that are over stay as they were (RULES 1).

    `at` is aware. Raises `Refused`: not_found, site_zone, site_hour, site_week, site_day (by
    the two clocks it is not the same day just now, so a day would begin twice or never).
    """
    site = locks.row(session, Site, Site.id == site_id)
    _check(wish)
    before = _as_it_is(site)
    if before == wish:
        return
    book = rulebook.fresh(session)
    _refuse_another_day(
        session, book.place(before.zone, before.hour), book.place(wish.zone, wish.hour), at
    )
    site.zone, site.roll_over_hour = wish.zone, wish.hour
    site.usual_weekdays, site.usual_starts, site.usual_ends = (
        wish.weekdays,
        wish.starts,
        wish.ends,
    )
    audit.note(
        *(session, "site.revised", "site", site.id),
        by=by,
        at=at,
        detail={"name": site.name, **_told("before", before), **_told("after", wish)},
    )


def _check(wish: Wish) -> None:
    if wish.zone not in available_timezones():
        raise Refused("site_zone")
    hours = BY_NAME["roll_over_hour"]
    if wish.hour is not None and not hours.least <= wish.hour <= hours.most:
        raise Refused("site_hour")
    if not 0 < wish.weekdays <= EVERY_DAY:
        raise Refused("site_week")


def _as_it_is(site: Site) -> Wish:
    return Wish(
        site.zone, site.roll_over_hour, site.usual_weekdays, site.usual_starts, site.usual_ends
    )


def _refuse_another_day(session: Session, before: Place, after: Place, at: datetime) -> None:
    """Raise where people have begun to act, unless it is the same day by both clocks."""
    current = campaign.current(session)
    begun = [current.launches_at(place) <= at for place in (before, after)] if current else []
    if not any(begun):
        return
    if not all(begun) or service_day(at, before) != service_day(at, after):
        raise Refused("site_day")


def _told(when: str, wish: Wish) -> dict[str, object]:
    return {
        f"zone_{when}": wish.zone,
        f"hour_{when}": wish.hour,
        f"weekdays_{when}": wish.weekdays,
        f"week_{when}": f"{wish.starts:%H:%M}–{wish.ends:%H:%M}",
    }
