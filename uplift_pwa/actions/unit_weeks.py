"""The week's clockwork: an ISO week that is final everywhere is counted for every unit."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.actions import awards, published, reasons, units
from uplift_pwa.db import upsert
from uplift_pwa.models import Campaign, UnitWeek, UnitWeekDue
from uplift_pwa.queries import (
    boosters,
    campaign,
    momentum,
    rulebook,
    unit_levels,
    unit_people,
)
from uplift_pwa.queries.ended_days import LAST_PLACE
from uplift_pwa.queries.unit_people import ONE_DAY, ONE_WEEK
from uplift_pwa.rules import small_numbers, tipping
from uplift_pwa.rules.calendar import open_until
from uplift_pwa.rules.settings import DEFAULTS, InForce, Settings
from uplift_pwa.rules.unit_counts import ORGANISATION, Key, Sums, Tally

LAST_SHIFTS = timedelta(hours=12)  # a night shift of the last Sunday has ended by then
ROWS_A_WRITE = 500


def due(session: Session, *, at: datetime) -> date | None:
    """The Monday of the oldest uncounted week that is final everywhere at `at` (aware)."""
    now = campaign.current(session)
    if now is None:
        return None
    newest = session.scalar(select(func.max(UnitWeek.monday)).filter_by(kind="organisation"))
    launch_week = now.launch_on - now.launch_on.weekday() * ONE_DAY
    monday = newest + ONE_WEEK if newest else launch_week
    return monday if at >= final_at(monday, rulebook.book(session)) else None


def final_at(monday: date, settings: InForce = DEFAULTS) -> datetime:
    """When the last day of the week is final at the last place on earth (UTC; RULES 6)."""
    days = [monday + number * ONE_DAY for number in range(7)]
    return max(open_until(day, LAST_PLACE, None, settings) for day in days) + LAST_SHIFTS


def settle(session: Session, *, at: datetime) -> date | None:
    """Make the map's units of the week that is due and settle whom they count, and return its
    Monday; afterwards it can be counted by reading.
    """
    lock(session)
    monday = due(session, at=at)
    if monday is not None:
        numbers = rulebook.book(session).on(monday)
        published.settle(session, monday, units.settle(session, monday), numbers)
    return monday


def count(session: Session, monday: date) -> Tally:
    """Everybody's week added up by unit. Reads only, 500 people at a time."""
    tally = Tally()
    for member in unit_people.members(session, monday):
        tally.add(member)
    return tally


def close(session: Session, *, at: datetime, counted: tuple[date, Tally] | None = None) -> int:
    """Write the oldest week that is due for every unit; returns how many units.

    `at` is aware. Idempotent, any number of workers may do it at once: call it until it
    returns 0 to catch up. `counted` is a week read before the transaction, so that writers
    wait for the rows alone.
    """
    lock(session)
    monday = due(session, at=at) if counted else settle(session, at=at)
    if monday is None or (counted and counted[0] != monday):
        return 0
    if counted is None:
        counted = monday, count(session, monday)
    found = rows(session, monday, counted[1])
    for start in range(0, len(found), ROWS_A_WRITE):
        some = found[start : start + ROWS_A_WRITE]
        session.execute(upsert(session, UnitWeek).on_conflict_do_nothing(), some)
    say(session, monday, has_tipped=found[-1]["tipped"], at=at)
    session.flush()
    return len(found)


def rejudge(session: Session, monday: date, *, at: datetime) -> None:
    """The facts of this week have changed: have it counted anew if it is counted already.

    So are the two weeks after it, which look back at it (RULES 8). `at` is aware. It only
    leaves a mark, for `unit_recounts`: counting everybody is too slow for somebody's tap.
    """
    book = rulebook.book(session)
    for week in (monday, monday + ONE_WEEK, monday + 2 * ONE_WEEK):
        # A day early: the week may be counted before this transaction ends.
        if at >= final_at(week, book) - ONE_DAY:
            session.add(UnitWeekDue(monday=week))


def rows(session: Session, monday: date, tally: Tally) -> list[dict[str, Any]]:
    """The week's rows of all units, the organisation's last. Reads only."""
    numbers = rulebook.book(session).on(monday)
    has_tipped = _organisation_tipped(session, tally, numbers)
    parts = [_row(key, monday, sums, numbers) for key, sums in tally.units()]
    parts = [row for row in parts if row["kind"] != "organisation"]
    return [*parts, _organisation(monday, tally, has_tipped, numbers)]


def say(session: Session, monday: date, *, has_tipped: bool, at: datetime) -> None:
    """The badges that the week has earned (RULES 11)."""
    sunday = monday + 6 * ONE_DAY
    if has_tipped:
        awards.owe(session, "tipping-point", "everybody", ORGANISATION, sunday, at)
        everybody = "everybody", ORGANISATION
        reasons.note(session, *everybody, "organisation.tipped", paragraph=8, day=sunday, at=at)
    if boosters.week_of_one(session, monday):
        for team_id in momentum.second_engines(session, monday):
            awards.owe(session, "second-engine", "team", team_id, sunday, at)


def lock(session: Session) -> None:
    """Weeks are counted one after the other; no act waits for this row."""
    session.scalars(
        select(Campaign.id).order_by(Campaign.id.desc()).limit(1).with_for_update()
    ).all()


def _organisation_tipped(session: Session, tally: Tally, numbers: Settings) -> bool:
    """Whether 80 % of the units on every level have tipped; those too small stay out."""
    cells = tally.cells()
    hidden = small_numbers.withheld(
        {unit: sums.headcount for unit, sums in cells.items()}, numbers
    )
    levels = unit_levels.levels(session, cells)
    return tipping.organisation_tipped(
        (
            (levels[unit], sums.tipped(numbers))
            for unit, sums in cells.items()
            if unit not in hidden
        ),
        numbers,
    )


def _row(key: Key, monday: date, sums: Sums, numbers: Settings) -> dict[str, Any]:
    kind, unit_id = key
    week = sums.week(kind, numbers)
    return {
        "kind": kind,
        "unit_id": unit_id,
        "monday": monday,
        "headcount": sums.headcount,
        "in_rhythm": week.in_rhythm,
        "working": week.working,
        "broad": week.broad,
        "breadth_of": week.breadth_of,
        "returned": week.returned,
        "to_return": week.returning,
        "felt": week.felt,
        "acts": week.acts,
        "steady": sums.steady,
        "tipped": sums.tipped(numbers),
    }


def _organisation(
    monday: date, tally: Tally, has_tipped: bool, numbers: Settings
) -> dict[str, Any]:
    """The whole: it has tipped when its units have. Written even if nobody is there."""
    key = ("organisation", ORGANISATION)
    sums = dict(tally.units()).get(key, Sums())
    return {**_row(key, monday, sums, numbers), "tipped": has_tipped}
