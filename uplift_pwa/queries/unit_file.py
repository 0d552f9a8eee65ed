"""The units of the quarter week by week, as the desk's pages show them, for a file."""

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import UnitWeek
from uplift_pwa.queries import momentum, rulebook, unit_shares
from uplift_pwa.queries.momentum import Week

A_QUARTER = 14  # weeks: units live no longer
Line = tuple[object, ...]


def lines(session: Session) -> Iterator[Line]:
    """Departments, levels, Monday, momentum, and its four shares in percent, None unknown.

    By name, never by figure, the organisation first without a name. What a page withholds is
    not here either (RULES 8). Four SELECTs; as many rows as units times weeks.
    """
    for week in momentum.of(session, "organisation", weeks=A_QUARTER):
        yield _line("", "", week)
    units = {one.id: one for one in unit_shares.of_all(session, A_QUARTER)}
    weeks = _weeks(session, units)
    for one in units.values():
        for week in weeks.get(one.id, ()):
            if week.monday in one.mondays:
                yield _line(one.departments, one.levels, week)


def _weeks(session: Session, units: dict[int, unit_shares.Shares]) -> dict[int, list[Week]]:
    rows = session.execute(
        select(*momentum.COLUMNS)
        .where(UnitWeek.kind == "cell", UnitWeek.unit_id.in_(units))
        .order_by(UnitWeek.unit_id, UnitWeek.monday)
    )
    book = rulebook.book(session)
    return {
        unit: momentum.shown(list(own), book)
        for unit, own in groupby(rows, lambda r: r.unit_id)
    }


def _line(departments: str, levels: str, week: Week) -> Line:
    shares = [part.share for part in week.parts]
    return departments, levels, week.monday.isoformat(), week.value, *shares
