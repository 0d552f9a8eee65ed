"""When a team's badges are looked at besides its run: at its week's end, and on new facts."""

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards
from uplift_pwa.models import Award
from uplift_pwa.queries import team_feats

CLOCK = "round-the-clock"


def facts_changed(session: Session, team_id: int, day: date, at: datetime) -> None:
    """Owe what a team has earned by now; for whoever writes what its feats are made of.

    Call it when an act of the team was confirmed, or a roadblock of it was cleared and that
    was confirmed. `day` is the service day of that, `at` is aware.
    """
    awards.owe_new(session, "team", team_id, day, at)


def after(session: Session, team_id: int, final: Iterable[date], at: datetime) -> None:
    """Look once more when a week of the team has become final: its own badges, its sites'."""
    sundays = [day for day in final if day.weekday() == 6]
    if not sundays:
        return
    awards.owe_new(session, "team", team_id, sundays[-1], at)
    for site_id in team_feats.sites(session, team_id, sundays[-1]):
        _look_at_site(session, site_id, sundays[-1], at)


def _look_at_site(session: Session, site_id: int, sunday: date, at: datetime) -> None:
    """The last of a site's teams asks; others would ask too early, and all of them often."""
    has = select(Award.id).filter_by(badge=CLOCK, owner_kind="site", owner_id=site_id)
    if session.scalar(has) or not team_feats.all_final(session, site_id, sunday):
        return
    dates = team_feats.round_the_clock(session, site_id)
    if dates:
        awards.owe(session, CLOCK, "site", site_id, min(dates), at)
