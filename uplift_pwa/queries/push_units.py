"""Whose phones push can reach: everybody's, and those of each unit that is large enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Select,
    and_,
    case,
    exists,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    CohortUnit,
    Department,
    Level,
    Person,
    PublishedPerson,
    PublishedWeek,
    Subscription,
    UnitCell,
)
from uplift_pwa.queries import rulebook
from uplift_pwa.queries.snapshots import Kept
from uplift_pwa.rules import small_numbers
from uplift_pwa.rules.settings import Settings


@dataclass(frozen=True, slots=True)
class Cell:
    """How many people are in a cell of a unit, and how many of them can be reached, to the last
    one; the unit 0 without names is everybody.
    """

    unit_id: int
    department: str
    level: str
    rank: int
    people: int
    reached: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the map, and the share in percent of its people whose phone can be reached;
    None where too few people stand (RULES 8).
    """

    departments: str
    levels: str
    share: int | None


@dataclass(frozen=True, slots=True)
class Reached:
    """How many people there are, how many can be reached, and the units they are in."""

    people: int
    reached: int
    units: tuple[Unit, ...]


def reached(session: Session, day: date, kept: Kept | None = None) -> Reached:
    """Who can be reached: everybody, and by the units that figures are published of.

    The units are those of the newest settled week. Where fewer than 5 stand in none of them,
    they are not among everybody either: else the total minus its parts would tell of them
    (RULES 8). One SELECT, none where the counts are `kept`.
    """
    rows = [Cell(*line) for line in kept.figures["units"]] if kept else cells(session)
    numbers = rulebook.book(session).on(day)
    whole = next((row for row in rows if not row.unit_id), None)
    placed = [row for row in rows if row.unit_id]
    parts = {row.unit_id: (row.people, row.reached) for row in placed}
    sizes = {unit: people for unit, (people, _) in parts.items()}
    hidden = small_numbers.withheld(sizes, numbers)
    units = [
        _unit([row for row in placed if row.unit_id == unit], hidden, numbers) for unit in sizes
    ]
    units.sort(key=lambda one: (one.departments, one.levels))
    people, reached = (whole.people, whole.reached) if whole else (0, 0)
    if parts and 0 < people - sum(sizes.values()) < numbers.least_people:
        people, reached = sum(sizes.values()), sum(part for _, part in parts.values())
    return Reached(people, reached, tuple(units))


def cells(session: Session) -> list[Cell]:
    """The counts themselves, not yet for anybody's eyes. One SELECT."""
    return [Cell(*row) for row in session.execute(union_all(_everybody(), _by_unit()))]


def _has_phone() -> Any:
    return exists().where(Subscription.person_id == Person.id)


def _counts() -> tuple[Any, Any]:
    one = case((_has_phone(), 1), else_=0)
    return func.count(Person.id).label("people"), func.sum(one).label("reached")


def _everybody() -> Select[Any]:
    none = (literal(0).label("unit_id"), literal(""), literal(""), literal(0))
    return select(*none, *_counts()).where(Person.status == "active")


def _by_unit() -> Select[Any]:
    settled = select(func.max(PublishedWeek.monday)).scalar_subquery()
    newest = (
        select(func.max(CohortUnit.monday))
        .where(CohortUnit.cohort_id == PublishedPerson.cohort_id, CohortUnit.monday <= settled)
        .correlate(PublishedPerson)
        .scalar_subquery()
    )
    stands = and_(
        CohortUnit.cohort_id == PublishedPerson.cohort_id, CohortUnit.monday == newest
    )
    return (
        select(CohortUnit.unit_id, Department.name, Level.name, Level.rank, *_counts())
        .select_from(PublishedPerson)
        .join(Person, Person.id == PublishedPerson.person_id)
        .join(CohortUnit, stands)
        .join(UnitCell, UnitCell.unit_id == CohortUnit.unit_id)
        .join(Department, Department.id == UnitCell.department_id)
        .join(Level, Level.id == UnitCell.level_id)
        .where(Person.status == "active")
        .group_by(CohortUnit.unit_id, Department.name, Level.name, Level.rank)
    )


def _unit(cells: Sequence[Cell], hidden: set[int], numbers: Settings) -> Unit:
    first = cells[0]
    share = (
        None
        if first.unit_id in hidden
        else small_numbers.rounded(first.reached, first.people, numbers)
    )
    return Unit(
        " + ".join(dict.fromkeys(sorted(row.department for row in cells))),
        ", ".join(dict.fromkeys(row.level for row in sorted(cells, key=lambda row: row.rank))),
        share,
    )
