"""The units of the map: cells merged once a quarter, and the same for all of its weeks."""

from collections.abc import Collection, Mapping
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import Level, Unit, UnitCell
from uplift_pwa.queries import rulebook, unit_people
from uplift_pwa.queries.unit_people import CellKey
from uplift_pwa.rules import small_numbers
from uplift_pwa.rules.settings import Settings
from uplift_pwa.rules.small_numbers import Cell

LAST_WEEKDAY = timedelta(days=6)


def settle(session: Session, monday: date) -> dict[CellKey, int]:
    """The unit of every cell of the week's quarter; made where the quarter has none yet.

    A cell that got its first people later joins a unit of its department for the rest of the
    quarter. A department that came later is merged by itself, and has no unit while it is too
    small for one (RULES 8). Call it where nobody else closes weeks.
    """
    quarter = name_of(monday)
    people = unit_people.headcounts(session, monday + LAST_WEEKDAY)
    units = _stored(session, quarter)
    placed = _placed(people, units, _order(session))
    for key in sorted(placed.keys() - units.keys()):
        session.add(UnitCell(unit_id=placed[key], department_id=key[0], level_id=key[1]))
    new = {key: count for key, count in people.items() if key not in placed}
    session.flush()
    return placed | _merge(session, quarter, new, rulebook.book(session).on(monday))


def name_of(monday: date) -> str:
    """The quarter as it is stored: 2026-Q4."""
    year, number = small_numbers.quarter(monday)
    return f"{year}-Q{number}"


def _stored(session: Session, quarter: str) -> dict[CellKey, int]:
    rows = session.execute(
        select(UnitCell.department_id, UnitCell.level_id, UnitCell.unit_id)
        .join(Unit, Unit.id == UnitCell.unit_id)
        .where(Unit.quarter == quarter)
    )
    return {(department, level): unit_id for department, level, unit_id in rows}


def _order(session: Session) -> dict[int, int]:
    """Every level's place, from the front line up: ranks may repeat, places do not."""
    levels = session.scalars(select(Level.id).order_by(Level.rank, Level.id))
    return {level: place for place, level in enumerate(levels)}


def _merge(
    session: Session, quarter: str, people: Mapping[CellKey, int], numbers: Settings
) -> dict[CellKey, int]:
    order = _order(session)
    level_at = {place: level for level, place in order.items()}
    cells = [
        Cell(department, order[level], count) for (department, level), count in people.items()
    ]
    units: dict[CellKey, int] = {}
    for merged in small_numbers.merge(cells, numbers):
        if not small_numbers.shown(merged, numbers):
            continue
        unit = Unit(quarter=quarter, people=merged.people)
        session.add(unit)
        session.flush()
        for cell in merged.cells:
            key = (cell.department, level_at[cell.level])
            session.add(UnitCell(unit_id=unit.id, department_id=key[0], level_id=key[1]))
            units[key] = unit.id
    session.flush()
    return units


def _placed(
    people: Collection[CellKey], known: Mapping[CellKey, int], order: Mapping[int, int]
) -> dict[CellKey, int]:
    """The known cells, and those of known departments on the unit of the nearest level."""
    placed = dict(known)
    for department, level in sorted(set(people) - known.keys()):
        own = [key for key in known if key[0] == department]
        if own:
            nearest = min(own, key=lambda key: (abs(order[key[1]] - order[level]), key))
            placed[department, level] = known[nearest]
    return placed
