"""The board before the launch: departments by levels, each go or hold (RULES 7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import Campaign, Department, LaunchCell, LaunchPlan, Level, Person, Site
from uplift_pwa.queries import level_names, tipping_map
from uplift_pwa.rules import launch, small_numbers
from uplift_pwa.rules.launch import Cell, Hold
from uplift_pwa.rules.settings import DEFAULTS

FEW = 12  # clocks of sites that are listed


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan in hand. Not `cleared_at`: nobody is launched by it yet."""

    id: int
    name: str
    organisation: str
    goal_acts: int | None
    goal_breadth: int | None
    launch_on: date | None
    launch_hour: int
    stages: tuple[str, ...]
    pack: tuple[int, ...]
    message: str
    story: str
    counted_at: datetime | None
    loose: int
    cleared_at: datetime | None
    cleared_by: str | None
    holds: int
    over_hold: str | None
    campaign_id: int | None

    @property
    def is_whole(self) -> bool:
        """Whether the wizard has everything that a launch needs."""
        given = self.goal_acts, self.launch_on, self.message, self.story
        return all(given) and len(self.pack) == DEFAULTS.pack_size


@dataclass(frozen=True, slots=True)
class Unit:
    """Cells shown as one: what they are called, what is counted of them, what they wait for."""

    departments: tuple[int, ...]
    levels: tuple[int, ...]
    cell: Cell
    holds: tuple[Hold, ...]

    @property
    def is_go(self) -> bool:
        return not self.holds

    @property
    def is_merged(self) -> bool:
        return len(self.departments) + len(self.levels) > 2


@dataclass(frozen=True, slots=True)
class Board:
    """`rows`: a department's id and name and its cells, each a unit (None: nobody) and how
    many columns it spans.
    """

    levels: tuple[tuple[int, str], ...] = ()
    rows: tuple[tuple[int, str, tuple[tuple[Unit | None, int], ...]], ...] = ()
    units: tuple[Unit, ...] = ()

    @property
    def go(self) -> int:
        return sum(unit.is_go for unit in self.units)

    @property
    def holds(self) -> int:
        return len(self.units) - self.go

    @property
    def whole(self) -> Cell:
        return launch.together(unit.cell for unit in self.units)


def plan(session: Session) -> Plan | None:
    """The newest plan, or None. One SELECT."""
    by = aliased(Person)
    row = session.execute(
        select(*(getattr(LaunchPlan, name) for name in _COLUMNS), by.name.label("cleared_by"))
        .outerjoin(by, by.id == LaunchPlan.cleared_by_id)
        .order_by(LaunchPlan.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    values = row._asdict() | {"stages": tuple(row.stages or ()), "pack": tuple(row.pack)}
    return Plan(**values | {"message": row.message or "", "story": row.story or ""})


def board(session: Session, least: int = DEFAULTS.least_people) -> Board:
    """The cells as they were last counted, those under `least` people merged. One SELECT."""
    rows = session.execute(
        select(
            LaunchCell.department_id,
            Department.name.label("department"),
            LaunchCell.level_id,
            level_names.said().label("level"),
            Level.rank,
            *(getattr(LaunchCell, name) for name in (*launch.COUNTS, "languages")),
        )
        .join(Department, Department.id == LaunchCell.department_id)
        .join(Level, Level.id == LaunchCell.level_id)
        .order_by(Department.name, Level.rank, Level.id)
    ).all()
    return _board(rows, least)


def sites(session: Session) -> list[tuple[str, str]]:
    """Some sites with their zones, by name: where it comes at which hour. One SELECT."""
    found = session.execute(select(Site.name, Site.zone).order_by(Site.name).limit(FEW))
    return [(name, zone) for name, zone in found]


def launched(session: Session) -> Any:
    """The newest campaign's organisation, day and hour, or None. One SELECT."""
    return session.execute(
        select(
            Campaign.id,
            Campaign.name,
            Campaign.organisation,
            Campaign.launch_on,
            Campaign.launch_hour,
        )
        .order_by(Campaign.id.desc())
        .limit(1)
    ).one_or_none()


def _board(rows: Sequence[Any], least: int) -> Board:
    places = {level: place for place, level in enumerate(_levels(rows))}
    counted = {(row.department_id, places[row.level_id]): _cell(row) for row in rows}
    units = list(_units(counted, least))
    at = {
        (department, place): unit
        for unit in units
        for department in unit.departments
        for place in unit.levels
        if (department, place) in counted
    }
    names = {row.department_id: row.department for row in rows}
    return Board(
        tuple(_levels(rows).items()),
        tuple(
            (
                id_,
                name,
                tuple(tipping_map.spans([at.get((id_, place)) for place in places.values()])),
            )
            for id_, name in names.items()
        ),
        tuple(units),
    )


def _units(counted: dict[tuple[int, int], Cell], least: int) -> Iterator[Unit]:
    cells = [
        small_numbers.Cell(department, place, cell.people)
        for (department, place), cell in counted.items()
    ]
    numbers = replace(DEFAULTS, least_people=least)
    for merged in small_numbers.merge(cells, numbers):
        cell = launch.together(counted[one.department, one.level] for one in merged.cells)
        yield Unit(
            tuple(dict.fromkeys(one.department for one in merged.cells)),
            tuple(dict.fromkeys(one.level for one in merged.cells)),
            cell,
            tuple(launch.holds(cell)),
        )


def _cell(row: Any) -> Cell:
    counts = {name: getattr(row, name) for name in launch.COUNTS}
    return Cell(**counts, languages=row.languages)


def _levels(rows: Sequence[Any]) -> dict[int, str]:
    """Each level's key by its id, from the front line up."""
    ranked = sorted({(row.rank, row.level_id, row.level) for row in rows})
    return {id_: key for _rank, id_, key in ranked}


_COLUMNS = (
    *("id", "name", "organisation", "goal_acts", "goal_breadth", "launch_on", "launch_hour"),
    *("stages", "pack", "message", "story", "counted_at", "loose", "cleared_at", "holds"),
    *("over_hold", "campaign_id"),
)
