"""Boosters: the one under discussion or under way, and what decides whether one is due."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Booster, TeamDay, UnitWeek
from uplift_pwa.queries import campaign, momentum, rulebook
from uplift_pwa.queries.ended_days import LAST_PLACE
from uplift_pwa.rules import boosters, small_numbers, tipping
from uplift_pwa.rules import campaign as climbs
from uplift_pwa.rules.boosters import Trigger
from uplift_pwa.rules.calendar import service_day
from uplift_pwa.rules.settings import DEFAULTS

ONE_DAY = timedelta(days=1)
CHART_DAYS = 28
COLUMNS = (
    Booster.id.label("booster_id"),
    Booster.state,
    Booster.trigger,
    Booster.chart,
    Booster.proposed_on,
    Booster.starts_on,
    Booster.ends_on,
    Booster.message,
    Booster.story,
)


@dataclass(frozen=True, slots=True)
class Now:
    """A booster as screens see it. `state` is proposed, fired or declined."""

    id: int
    state: str
    trigger: str
    chart: tuple[int, ...]
    proposed_on: date
    starts_on: date | None
    ends_on: date | None
    message: str | None
    story: str | None

    def phase(self, day: date) -> str:
        """What it is on a service day: proposed, ready, on, or over."""
        if self.state == "proposed":
            return "proposed"
        if self.starts_on is None or self.ends_on is None or day > self.ends_on:
            return "over"
        return "ready" if day < self.starts_on else "on"


@dataclass(frozen=True, slots=True)
class Proposal:
    """Why a booster is due, on which day, and the acts a day that say so."""

    campaign_id: int
    trigger: Trigger
    day: date
    number: int  # of days after launch
    chart: list[int]


def newest(session: Session) -> Now | None:
    """The last booster of the campaign in force. One SELECT."""
    newest_first = select(*COLUMNS).order_by(Booster.id.desc()).limit(1)
    row = session.execute(newest_first).one_or_none()
    return now_of(row) if row else None


def now_of(row: Any) -> Now | None:
    """From a row with the `COLUMNS`; None where it joined nothing."""
    if row.booster_id is None:
        return None
    return Now(
        row.booster_id,
        row.state,
        row.trigger,
        tuple(row.chart),
        row.proposed_on,
        row.starts_on,
        row.ends_on,
        row.message,
        row.story,
    )


def due(session: Session, *, at: datetime) -> Proposal | None:
    """Whether a booster should be proposed at `at` (aware), and why (RULES 7).

    A day counts once it is over everywhere: `number` is how many days after the launch the
    day is that is under way at the last place on earth.
    """
    now, acts = campaign.climb(session)
    if now is None:
        return None
    today = service_day(at, LAST_PLACE, [])
    number = (today - now.launch_on).days
    if number < 0 or not _free(session, today):
        return None
    per_day = _acts_a_day(session, now.launch_on, today - ONE_DAY)
    numbers = rulebook.book(session).on(today)
    altitude = climbs.altitude(acts, climbs.Goal(now.goal_acts))
    trigger = boosters.proposal(
        number,
        success=boosters.first_success(altitude, _tipped_percent(session), numbers),
        falling=boosters.is_falling(per_day),
        days_since_last=_since_last(session, today),
    )
    if trigger is None:
        return None
    return Proposal(now.id, trigger, today, number, per_day[-CHART_DAYS:])


def week_of_one(session: Session, monday: date) -> bool:
    """Whether the middle of a fired booster lies in this week: its booster week."""
    first = monday - momentum.MIDDLE
    found = select(Booster.id).where(
        Booster.state == "fired", Booster.starts_on.between(first, first + 6 * ONE_DAY)
    )
    return session.scalar(found.limit(1)) is not None


def _free(session: Session, today: date) -> bool:
    """Nothing is proposed, and nothing fired is still to come or under way."""
    last = newest(session)
    return last is None or last.phase(today) == "over"


def _since_last(session: Session, today: date) -> int | None:
    """Days since the last booster's last day; a declined one counts from its answer."""
    row = session.execute(
        select(Booster.ends_on, Booster.decided_at).order_by(Booster.id.desc()).limit(1)
    ).one_or_none()
    if row is None:
        return None
    last: date = row.ends_on or row.decided_at.date()
    return (today - last).days


def _acts_a_day(session: Session, first: date, last: date) -> list[int]:
    """The organisation's acts from the launch on, every day of it: a sum over team rows."""
    rows = session.execute(
        select(TeamDay.day, func.sum(TeamDay.acts))
        .where(TeamDay.day.between(first, last))
        .group_by(TeamDay.day)
    )
    found = {day: int(acts) for day, acts in rows}
    return [found.get(first + ONE_DAY * n, 0) for n in range((last - first).days + 1)]


def _tipped_percent(session: Session) -> float:
    return tipping.tipped_percent(tipped_cells(session))


def tipped_cells(session: Session) -> list[bool]:
    """The map's units of the newest week, and whether each has tipped; too small ones out."""
    latest = select(func.max(UnitWeek.monday)).filter_by(kind="organisation").scalar_subquery()
    rows = session.execute(
        select(
            UnitWeek.unit_id,
            UnitWeek.headcount,
            UnitWeek.tipped,
            rulebook.changed_value("least_people", UnitWeek.monday).label("least"),
        ).where(UnitWeek.kind == "cell", UnitWeek.monday == latest)
    ).all()
    least = (rows[0].least if rows else None) or DEFAULTS.least_people
    numbers = replace(DEFAULTS, least_people=least)
    hidden = small_numbers.withheld({row.unit_id: row.headcount for row in rows}, numbers)
    return [row.tipped for row in rows if row.unit_id not in hidden]
