"""Momentum as a team's leader sees it: that of the map's unit its people stand in."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Membership, Person, Team, UnitCell, UnitWeek
from uplift_pwa.queries import momentum, rulebook
from uplift_pwa.queries.momentum import COLUMNS, ONE_WEEK, WEEKS, Week
from uplift_pwa.rules import small_numbers
from uplift_pwa.rules.momentum import BASELINE_WEEKS

UNCOUNTED_WEEKS = 3  # the newest week that is final everywhere is not older than that


def of(session: Session, team_id: int, day: date, weeks: int = WEEKS) -> list[Week]:
    """The last weeks of the unit in which most of the team's people of `day` stand, the
    oldest first; empty while none can be shown. One SELECT.

    A team's own weeks are not shown: whoever joins or leaves could be computed back (RULES 8).
    """
    first = day - (weeks + BASELINE_WEEKS + UNCOUNTED_WEEKS) * ONE_WEEK
    rows = session.execute(
        select(*COLUMNS, _unit_of(team_id, day).label("own"))
        .where(UnitWeek.kind == "cell", UnitWeek.monday >= first)
        .order_by(UnitWeek.monday)
    ).all()
    book = rulebook.book(session)
    sizes: dict[date, dict[int, int]] = defaultdict(dict)
    for row in rows:
        sizes[row.monday][row.unit_id] = row.headcount
    hidden = {
        monday: small_numbers.withheld(people, book.on(monday))
        for monday, people in sizes.items()
    }
    own = [row for row in rows if row.unit_id == row.own and row.own not in hidden[row.monday]]
    return momentum.shown(own, book)[-weeks:]


def _unit_of(team_id: int, day: date) -> ScalarSelect[Any]:
    """The unit of the newest counted week that holds the most people of the team."""
    newest = select(func.max(UnitWeek.monday)).filter_by(kind="organisation").scalar_subquery()
    here = and_(
        Membership.team_id == team_id,
        Membership.from_on <= day,
        or_(Membership.until_on.is_(None), Membership.until_on >= day),
    )
    now = select(UnitWeek.unit_id).where(UnitWeek.kind == "cell", UnitWeek.monday == newest)
    return (
        select(UnitCell.unit_id)
        .select_from(Membership)
        .join(Person, Person.id == Membership.person_id)
        .join(Team, Team.id == Membership.team_id)
        .join(
            UnitCell,
            and_(
                UnitCell.department_id == Team.department_id,
                UnitCell.level_id == Person.level_id,
            ),
        )
        .where(here, UnitCell.unit_id.in_(now))
        .group_by(UnitCell.unit_id)
        .order_by(func.count().desc(), UnitCell.unit_id)
        .limit(1)
        .scalar_subquery()
    )
