"""Every counted week of every unit once more from its facts, for comparing with the rows."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import unit_weeks, units
from uplift_pwa.models import UnitWeek

KEY = ("kind", "unit_id", "monday")
NAMES = (
    "headcount",
    "in_rhythm",
    "working",
    "broad",
    "breadth_of",
    "returned",
    "to_return",
    "felt",
    "acts",
    "steady",
)
Rows = dict[tuple[Any, ...], dict[str, Any]]
# No history is kept of the department of a team and the level of a person.
WITHOUT_HISTORY = ("cell", "department")


def mondays(session: Session) -> Iterator[date]:
    """The weeks that are counted, the oldest first."""
    yield from session.scalars(
        select(UnitWeek.monday).distinct().order_by(UnitWeek.monday)
    ).all()


def truth(session: Session, monday: date) -> Rows:
    """What the facts add up to. Reads only."""
    tally = unit_weeks.count(session, monday, units.as_stored(session, monday))
    rows = unit_weeks.rows(session, monday, tally)
    return {
        tuple(row[name] for name in KEY): {name: row[name] for name in (*NAMES, "tipped")}
        for row in rows
    }


def comparable(stored: Rows, true: Rows) -> tuple[Rows, Rows]:
    """Both sides without what cannot be told any more: units between which people moved.

    Then their headcounts differ while the sum is the same; the organisation's verdict is made
    of the cells and goes with them.
    """
    moved = {
        kind for kind in WITHOUT_HISTORY if _moved(_sizes(stored, kind), _sizes(true, kind))
    }
    return _without(stored, moved), _without(true, moved)


def _sizes(rows: Rows, kind: str) -> Mapping[Any, int]:
    sizes: dict[Any, int] = defaultdict(int)
    for key, row in rows.items():
        if key[0] == kind and row["headcount"]:
            sizes[key[1]] = row["headcount"]
    return sizes


def _moved(stored: Mapping[Any, int], true: Mapping[Any, int]) -> bool:
    return stored != true and sum(stored.values()) == sum(true.values())


def _without(rows: Rows, moved: set[str]) -> Rows:
    return {
        key: {
            name: value
            for name, value in row.items()
            if not ("cell" in moved and key[0] == "organisation" and name == "tipped")
        }
        for key, row in rows.items()
        if key[0] not in moved
    }
