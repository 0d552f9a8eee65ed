"""The tipping map: departments by levels, one share a unit; staff see what executives see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Department, Level, UnitCell, UnitWeek
from uplift_pwa.queries import rulebook
from uplift_pwa.rules import small_numbers
from uplift_pwa.rules.settings import DEFAULTS, Settings

FLAGS = 3
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the map in its week. `share` is None where there are too few people."""

    id: int
    name: str
    share: int | None
    tipped: bool


@dataclass(frozen=True, slots=True)
class Map:
    """`rows`: a department's name and its cells, each a unit (None: nobody) and its columns.

    `numbers` are those of the week that is shown.
    """

    levels: tuple[str, ...] = ()
    rows: tuple[tuple[str, tuple[tuple[Unit | None, int], ...]], ...] = ()
    units: tuple[Unit, ...] = ()
    numbers: Settings = DEFAULTS

    @property
    def shown(self) -> list[Unit]:
        return [unit for unit in self.units if unit.share is not None]

    @property
    def tipped(self) -> int:
        return sum(unit.tipped for unit in self.shown)

    @property
    def percent(self) -> int:
        """The share of units that have tipped: the second ring, in whole percent."""
        return 100 * self.tipped // len(self.shown) if self.shown else 0

    def cells(self) -> list[tuple[str, list[tuple[int | None, int]]]]:
        """The rows as a table draws them: each cell's share, None where none is shown."""
        return [
            (name, [(unit.share if unit else None, span) for unit, span in cells])
            for name, cells in self.rows
        ]

    def flags(self) -> list[tuple[str, bool]]:
        """Three departments for the climb's flags, by name: two that have tipped if there are.

        The unit nearest to the front line speaks for its department.
        """
        first: dict[str, bool] = {}
        for unit in self.shown:
            first.setdefault(unit.name, unit.tipped)
        tipped = [name for name, has_tipped in first.items() if has_tipped]
        others = [name for name, has_tipped in first.items() if not has_tipped]
        chosen = (tipped[: FLAGS - 1] + others + tipped[FLAGS - 1 :])[:FLAGS]
        return [(name, first[name]) for name in sorted(chosen)]


def latest(session: Session) -> Map:
    """The map of the newest week that is counted. One SELECT."""
    newest = select(func.max(UnitWeek.monday)).filter_by(kind="organisation").scalar_subquery()
    rows = session.execute(
        select(
            UnitWeek.unit_id,
            UnitWeek.headcount,
            UnitWeek.in_rhythm,
            UnitWeek.tipped,
            Department.name.label("department"),
            Level.name.label("level"),
            Level.rank,
            Level.id.label("level_id"),
            rulebook.changed_value("tipped_percent", UnitWeek.monday).label("tips_at"),
            rulebook.changed_value("least_people", UnitWeek.monday).label("least"),
        )
        .join(UnitCell, UnitCell.unit_id == UnitWeek.unit_id)
        .join(Department, Department.id == UnitCell.department_id)
        .join(Level, Level.id == UnitCell.level_id)
        .where(and_(UnitWeek.kind == "cell", UnitWeek.monday == newest))
        .order_by(Department.name, Level.rank, Level.id)
    ).all()
    return _map(rows, _numbers(rows[0])) if rows else Map()


def _numbers(row: Any) -> Settings:
    """What the map needs of the numbers in force on the Monday of its week."""
    return replace(
        DEFAULTS,
        tipped_percent=row.tips_at or DEFAULTS.tipped_percent,
        least_people=row.least or DEFAULTS.least_people,
    )


def _map(rows: Sequence[Any], numbers: Settings) -> Map:
    hidden = small_numbers.withheld({row.unit_id: row.headcount for row in rows}, numbers)
    units = {unit.id: unit for unit in _units(rows, hidden)}
    levels = {row.level_id: row.level for row in sorted(rows, key=_by_level)}
    departments = dict.fromkeys(row.department for row in rows)
    at = {(row.department, row.level_id): units[row.unit_id] for row in rows}
    return Map(
        tuple(levels.values()),
        tuple(
            (name, tuple(spans([at.get((name, level)) for level in levels])))
            for name in departments
        ),
        tuple(units.values()),
        numbers,
    )


def _units(rows: Sequence[Any], hidden: set[int]) -> Iterator[Unit]:
    """Each once, named by its departments and, where it has one cell alone, by its level."""
    for unit_id in dict.fromkeys(row.unit_id for row in rows):
        cells = [row for row in rows if row.unit_id == unit_id]
        share = small_numbers.rounded(cells[0].in_rhythm, cells[0].headcount)
        yield Unit(
            unit_id,
            " + ".join(dict.fromkeys(row.department for row in cells)),
            None if unit_id in hidden else share,
            cells[0].tipped,
        )


def _by_level(row: Any) -> tuple[int, int]:
    return row.rank, row.level_id


def spans(cells: Sequence[U | None]) -> Iterator[tuple[U | None, int]]:
    """Neighbours of one unit as one wide cell; what lies empty between them belongs to it."""
    place = 0
    while place < len(cells):
        unit, last = cells[place], place
        for other in range(place + 1, len(cells)):
            if unit is not None and cells[other] is unit:
                last = other
            elif cells[other] is not None or unit is None:
                break
        yield unit, last - place + 1
        place = last + 1
