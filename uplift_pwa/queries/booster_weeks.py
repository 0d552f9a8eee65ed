"""A booster's week among its neighbours: two weeks before it, and four after it."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import UnitWeek
from uplift_pwa.queries import momentum, rulebook
from uplift_pwa.queries.momentum import MIDDLE, ONE_WEEK, Week
from uplift_pwa.rules.unit_counts import ORGANISATION

BEFORE, AFTER = 2, 4


def around(session: Session, starts_on: date) -> list[tuple[int, Week]]:
    """The organisation's weeks around a booster: how many weeks after it, and the week.

    Negative is before, 0 its own: the week of its third day, in which it is judged (RULES 11).
    Weeks that are not counted yet are not there. One SELECT.
    """
    own = monday_of(starts_on)
    rows = session.execute(
        select(*momentum.COLUMNS)
        .filter_by(kind="organisation", unit_id=ORGANISATION)
        .where(UnitWeek.monday.between(own - BEFORE * ONE_WEEK, own + AFTER * ONE_WEEK))
        .order_by(UnitWeek.monday)
    ).all()
    weeks = momentum.shown(rows, rulebook.book(session))
    return [((week.monday - own) // ONE_WEEK, week) for week in weeks]


def monday_of(starts_on: date) -> date:
    """The Monday of the week that a booster's first day stands for."""
    middle = starts_on + MIDDLE
    return middle - timedelta(days=middle.weekday())
