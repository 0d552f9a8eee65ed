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
    """The unit of every cell that has people in this week; made if the quarter has none yet.

    A cell that got its first people later joins a unit of its department for the rest of the
    quarter, so that the units together are always everybody (RULES 8). Call it where nobody
    else closes weeks.
    """
    quarter = name_of(monday)
    people = unit_people.headcounts(session, monday + LAST_WEEKDAY)
    order = _order(session)
    units = _stored(session, quarter)
    if not units:
        numbers = rulebook.book(session).on(monday)
        units = _merge(session, quarter, people, order, numbers)
    placed = _placed(people, units, order)
    for key in sorted(placed.keys() - units.keys()):
        session.add(UnitCell(unit_id=placed[key], department_id=key[0], level_id=key[1]))
    session.flush()
    return placed


def as_stored(session: Session, monday: date) -> dict[CellKey, int]:
    """The unit of every cell that has people in this week, without making any.

    Where the quarter has no units the answer is 0, which is nobody's id.
    """
    people = unit_people.headcounts(session, monday + LAST_WEEKDAY)
    units = _stored(session, name_of(monday))
    return _placed(people, units, _order(session)) if units else dict.fromkeys(people, 0)


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
    session: Session,
    quarter: str,
    people: Mapping[CellKey, int],
    order: Mapping[int, int],
    numbers: Settings,
) -> dict[CellKey, int]:
    level_at = {place: level for level, place in order.items()}
    cells = [
        Cell(department, order[level], count) for (department, level), count in people.items()
    ]
    units: dict[CellKey, int] = {}
    for merged in small_numbers.merge(cells, numbers):
        unit = Unit(quarter=quarter, people=merged.people)
        session.add(unit)
        session.flush()
        for cell in merged.cells:
            key = (cell.department, level_at[cell.level])
            session.add(UnitCell(unit_id=unit.id, department_id=key[0], level_id=key[1]))
            units[key] = unit.id
    return units


def _placed(
    people: Collection[CellKey], known: Mapping[CellKey, int], order: Mapping[int, int]
) -> dict[CellKey, int]:
    units = dict(known)
    for key in sorted(set(people) - units.keys()):
        units[key] = _beside(key, units, order)
    return units


def _beside(key: CellKey, units: Mapping[CellKey, int], order: Mapping[int, int]) -> int:
    """The unit of the nearest level in the same department, else in any."""
    department, level = key

    def distance(other: CellKey) -> tuple[bool, int, CellKey]:
        return other[0] != department, abs(order[other[1]] - order[level]), other

    return units[min(units, key=distance)]
