"""The desk's roadblocks: the oldest first, by department and level; never who, never few."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Department,
    Level,
    Roadblock,
    RoadblockHolding,
    RoadblockVoice,
    Team,
)
from uplift_pwa.rules import roadblocks as rule
from uplift_pwa.rules.settings import Settings
from uplift_pwa.rules.small_numbers import withheld

PAGE = 30
STATES = ("answered", "waiting", "overdue")


@dataclass(frozen=True, slots=True)
class Line:
    """One open roadblock. `text` only where enough people share it, `place` and `level` only
    where enough roadblocks stand."""

    id: int
    kind: str
    text: str
    reported_on: date
    state: str
    place: str | None
    level: str | None
    shared: int | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Open roadblocks by state, department and level, names in order; None is "too few to say".

    `rest` says how many departments stand together under no name.
    """

    open: int | None
    states: Mapping[str, int | None]
    departments: list[tuple[str, int]]
    levels: list[tuple[str, int | None]]
    rest: int | None


@dataclass(frozen=True, slots=True)
class Inbox:
    lines: list[Line]
    has_more: bool
    sums: Sums


def page(
    session: Session, numbers: Settings, *, state: str | None = None, number: int = 1
) -> Inbox:
    """A page of open roadblocks, oldest first, of one state or of all. Two SELECTs."""
    rows = session.execute(_SUMS).all()
    departments = _counted(rows, lambda row: row.department)
    levels = _counted(rows, lambda row: row.level)
    few = withheld(departments, numbers), withheld(levels, numbers)
    people = (
        select(func.count())
        .where(RoadblockVoice.roadblock_id == Roadblock.id)
        .correlate(Roadblock)
        .scalar_subquery()
    )
    found = session.execute(
        _from(
            Roadblock.id,
            Roadblock.kind,
            Roadblock.text,
            Roadblock.reported_on,
            _STATE.label("state"),
            Team.department_id.label("department"),
            Department.name.label("place"),
            Level.id.label("level"),
            Level.name.label("level_name"),
            people.label("people"),
        )
        .where(*([state == _STATE] if state in STATES else []))
        .order_by(Roadblock.reported_on, Roadblock.id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    lines = [_line(row, few, numbers) for row in found[:PAGE]]
    return Inbox(lines, len(found) > PAGE, _sums(rows, departments, levels, few, numbers))


def _line(row: Any, few: tuple[set[int], set[int]], numbers: Settings) -> Line:
    public = rule.is_public(row.people, numbers)
    return Line(
        row.id,
        row.kind,
        row.text if public else "",
        row.reported_on,
        row.state,
        None if row.department in few[0] else row.place,
        None if (row.level or 0) in few[1] else row.level_name,
        rule.told(row.people, numbers.roadblock_public_from, numbers),
    )


def _sums(
    rows: Iterable[Any],
    departments: Mapping[int, int],
    levels: Mapping[int, int],
    few: tuple[set[int], set[int]],
    numbers: Settings,
) -> Sums:
    rows = list(rows)
    names = {row.department: row.place for row in rows}
    level_names = {row.level or 0: (row.rank or 0, row.level_name or "") for row in rows}
    states = {name: sum(row.open for row in rows if row.state == name) for name in STATES}
    hidden = withheld(dict(enumerate(states.values())), numbers)
    total = sum(states.values())
    rest = sum(departments[one] for one in few[0])
    return Sums(
        _enough(total, numbers),
        {
            name: None if place in hidden and count else count
            for place, (name, count) in enumerate(states.items())
        },
        sorted(
            (names[one], people) for one, people in departments.items() if one not in few[0]
        ),
        [
            (name, None if one in few[1] else levels[one])
            for one, (_rank, name) in sorted(level_names.items(), key=lambda item: item[1])
        ],
        _enough(rest, numbers) if few[0] else 0,
    )


def _enough(number: int, numbers: Settings) -> int | None:
    return number if number >= numbers.least_people or not number else None


def _counted(rows: Iterable[Any], key: Callable[[Any], int | None]) -> Counter[int]:
    found = Counter[int]()
    for row in rows:
        found[key(row) or 0] += row.open
    return found


def _from(*columns: Any) -> Any:
    has_it = and_(
        RoadblockHolding.roadblock_id == Roadblock.id,
        RoadblockHolding.level_id == Roadblock.level_id,
    )
    return (
        select(*columns)
        .select_from(Roadblock)
        .join(Team, Team.id == Roadblock.team_id)
        .join(Department, Department.id == Team.department_id)
        .outerjoin(Level, Level.id == Roadblock.level_id)
        .outerjoin(RoadblockHolding, has_it)
        .where(Roadblock.cleared_on.is_(None))
    )


_STATE = case(
    (RoadblockHolding.answered_on.is_not(None), "answered"),
    (RoadblockHolding.late_on.is_not(None), "overdue"),
    else_="waiting",
)
_SUMS = _from(
    Team.department_id.label("department"),
    Department.name.label("place"),
    Level.id.label("level"),
    Level.name.label("level_name"),
    Level.rank,
    _STATE.label("state"),
    func.count().label("open"),
).group_by(Team.department_id, Department.name, Level.id, Level.name, Level.rank, _STATE)
