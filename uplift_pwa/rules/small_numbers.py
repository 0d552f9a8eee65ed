"""Keeping figures about units from telling anything about a person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from uplift_pwa.rules.settings import DEFAULTS, Settings


@dataclass(frozen=True, slots=True, order=True)
class Cell:
    """A department's people on one level of the map; a higher level is a larger number."""

    department: int
    level: int
    people: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One or more cells shown as one, on the highest level among them."""

    cells: tuple[Cell, ...]

    @property
    def people(self) -> int:
        return sum(cell.people for cell in self.cells)

    @property
    def level(self) -> int:
        return max(cell.level for cell in self.cells)

    @property
    def departments(self) -> frozenset[int]:
        return frozenset(cell.department for cell in self.cells)


def merge(cells: Iterable[Cell], settings: Settings = DEFAULTS) -> list[Unit]:
    """Merge cells until every unit has 5 people, or all are one unit (RULES 8).

    A small cell joins the next level up of its department; what is still small joins the
    next smallest department, on the nearest level. Empty cells are left out.
    """
    filled = sorted(cell for cell in set(cells) if cell.people)
    sizes = Counter[int]()
    for cell in filled:
        sizes[cell.department] += cell.people
    units = [
        unit
        for department in sizes
        for unit in _upwards([c for c in filled if c.department == department], settings)
    ]
    while len(units) > 1 and (small := _smallest(units)).people < settings.least_people:
        partner = _nearest(small, units, sizes)
        units = [unit for unit in units if unit is not small and unit is not partner]
        units.append(_joined(partner, small))
    return sorted(units, key=lambda unit: unit.cells)


def shown(unit: Unit, settings: Settings = DEFAULTS) -> bool:
    """Whether a figure about the unit may be shown at all."""
    return unit.people >= settings.least_people


def rounded(part: int, whole: int, settings: Settings = DEFAULTS) -> int:
    """A share in percent, rounded to 5 points; halves go up. Nobody is 0 %."""
    step = settings.rounding_percent
    return step * ((200 * part + step * whole) // (2 * step * whole)) if whole else 0


def withheld(sizes: Mapping[int, int], settings: Settings = DEFAULTS) -> set[int]:
    """Which of disjoint units, by id and people, show no figure beside their total (RULES 8).

    Units under 5 are left out, and the next smallest with them until 5 people or all are: else
    the total minus the others would tell what was left out.
    """
    hidden: set[int] = set()
    left_out = 0
    for unit, people in sorted(sizes.items(), key=lambda item: (item[1], item[0])):
        small = 0 < people < settings.least_people
        if small or 0 < left_out < settings.least_people:
            hidden.add(unit)
            left_out += people
    return hidden | {unit for unit, people in sizes.items() if not people}


def quarter(day: date) -> tuple[int, int]:
    """The year and quarter for which a merging stays as it is (RULES 8)."""
    return day.year, (day.month + 2) // 3


def _upwards(cells: list[Cell], settings: Settings) -> list[Unit]:
    """One department, its lowest level first: a small cell is carried to the next level up."""
    units: list[Unit] = []
    carried: tuple[Cell, ...] = ()
    for cell in cells:
        unit = Unit((*carried, cell))
        carried = unit.cells if unit.people < settings.least_people else ()
        units += [] if carried else [unit]
    return [*units, Unit(carried)] if carried else units


def _smallest(units: list[Unit]) -> Unit:
    return min(units, key=lambda unit: (unit.people, unit.cells))


def _nearest(small: Unit, units: list[Unit], sizes: dict[int, int]) -> Unit:
    """The nearest level first, another department before the own, the smallest of those."""

    def distance(unit: Unit) -> tuple[int, bool, int, tuple[Cell, ...]]:
        people = sum(sizes[department] for department in unit.departments)
        own = unit.departments <= small.departments
        return abs(unit.level - small.level), own, people, unit.cells

    return min((unit for unit in units if unit is not small), key=distance)


def _joined(one: Unit, other: Unit) -> Unit:
    return Unit(tuple(sorted(one.cells + other.cells)))
