"""The map over weeks: every unit's share in rhythm, for the desk's small multiples."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Department, Level, UnitCell, UnitWeek
from uplift_pwa.queries import rulebook
from uplift_pwa.rules import small_numbers
from uplift_pwa.rules.settings import Settings

WEEKS = 6


@dataclass(frozen=True, slots=True)
class Shares:
    """A unit by name, and its share in percent by week; None where too few people stand."""

    id: int
    departments: str
    levels: str
    weeks: tuple[tuple[date, int | None], ...]

    @property
    def shares(self) -> list[int | None]:
        return [share for _, share in self.weeks]

    @property
    def known(self) -> list[int]:
        return [share for _, share in self.weeks if share is not None]

    @property
    def mondays(self) -> set[date]:
        """The weeks in which figures of this unit may be shown."""
        return {monday for monday, share in self.weeks if share is not None}


def of_all(session: Session, weeks: int = WEEKS) -> list[Shares]:
    """The units of the newest week with their last weeks, by name. One SELECT.

    Weeks before the quarter's merging had other units and are not among them.
    """
    newest = select(func.max(UnitWeek.monday)).filter_by(kind="organisation").scalar_subquery()
    now = select(UnitWeek.unit_id).where(UnitWeek.kind == "cell", UnitWeek.monday == newest)
    rows = session.execute(
        select(
            UnitWeek.unit_id,
            UnitWeek.monday,
            UnitWeek.headcount,
            UnitWeek.in_rhythm,
            Department.name.label("department"),
            Level.name.label("level"),
        )
        .join(UnitCell, UnitCell.unit_id == UnitWeek.unit_id)
        .join(Department, Department.id == UnitCell.department_id)
        .join(Level, Level.id == UnitCell.level_id)
        .where(UnitWeek.kind == "cell", UnitWeek.unit_id.in_(now))
        .order_by(UnitWeek.monday.desc(), Department.name, Level.rank)
    ).all()
    book = rulebook.book(session)
    mondays = sorted({row.monday for row in rows})[-weeks:]
    shares = {
        monday: _week([row for row in rows if row.monday == monday], book.on(monday))
        for monday in mondays
    }
    return sorted(
        (_shares(unit, rows, shares) for unit in {row.unit_id for row in rows}),
        key=lambda one: (one.departments, one.levels, one.id),
    )


def _week(rows: Sequence[Any], numbers: Settings) -> dict[int, int | None]:
    hidden = small_numbers.withheld({row.unit_id: row.headcount for row in rows}, numbers)
    return {
        row.unit_id: None
        if row.unit_id in hidden
        else small_numbers.rounded(row.in_rhythm, row.headcount)
        for row in rows
    }


def _shares(
    unit: int, rows: Sequence[Any], shares: dict[date, dict[int, int | None]]
) -> Shares:
    cells = [row for row in rows if row.unit_id == unit]
    return Shares(
        unit,
        " + ".join(dict.fromkeys(row.department for row in cells)),
        ", ".join(dict.fromkeys(row.level for row in cells)),
        tuple((monday, week[unit]) for monday, week in shares.items() if unit in week),
    )
