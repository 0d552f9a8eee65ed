"""Whose phones push can reach: everybody's, and those of each unit that is large enough."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    exists,
    func,
    null,
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
from uplift_pwa.rules import small_numbers
from uplift_pwa.rules.settings import Settings


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


def reached(session: Session, day: date) -> Reached:
    """Who can be reached: everybody, and by the units that figures are published of.

    The units are those of the newest settled week. Where fewer than 5 stand in none of them,
    they are not among everybody either: else the total minus its parts would tell of them
    (RULES 8). One SELECT.
    """
    rows = session.execute(union_all(_everybody(), _by_unit())).all()
    numbers = rulebook.book(session).on(day)
    whole = next((row for row in rows if row.unit_id is None), None)
    cells = [row for row in rows if row.unit_id is not None]
    parts = {row.unit_id: (row.people, row.reached) for row in cells}
    sizes = {unit: people for unit, (people, _) in parts.items()}
    hidden = small_numbers.withheld(sizes, numbers)
    units = [
        _unit([row for row in cells if row.unit_id == unit], hidden, numbers) for unit in sizes
    ]
    units.sort(key=lambda one: (one.departments, one.levels))
    people, reached = (whole.people, whole.reached) if whole else (0, 0)
    if parts and 0 < people - sum(sizes.values()) < numbers.least_people:
        people, reached = sum(sizes.values()), sum(part for _, part in parts.values())
    return Reached(people, reached, tuple(units))


def _has_phone() -> Any:
    return exists().where(Subscription.person_id == Person.id)


def _counts() -> tuple[Any, Any]:
    one = case((_has_phone(), 1), else_=0)
    return func.count(Person.id).label("people"), func.sum(one).label("reached")


def _everybody() -> Select[Any]:
    nothing = cast(null(), Integer).label("unit_id")
    no_name, no_rank = cast(null(), String), cast(null(), Integer)
    return select(
        nothing, no_name.label("department"), no_name.label("level"), no_rank, *_counts()
    ).where(Person.status == "active")


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


def _unit(cells: Sequence[Any], hidden: set[int], numbers: Settings) -> Unit:
    first = cells[0]
    share = (
        None
        if first.unit_id in hidden
        else small_numbers.rounded(first.reached, first.people, numbers)
    )
    return Unit(
        " + ".join(dict.fromkeys(sorted(row.department for row in cells))),
        ", ".join(dict.fromkeys(row.level for row in sorted(cells, key=lambda row: row[3]))),
        share,
    )
