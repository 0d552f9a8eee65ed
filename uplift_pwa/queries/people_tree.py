"""Sites, their departments, teams and levels, opened level by level; how many are there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    Subquery,
    cast,
    func,
    literal,
    null,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from uplift_pwa.models import Department, Level, Site, Team
from uplift_pwa.models.base import UtcDateTime
from uplift_pwa.queries import headcounts, rulebook
from uplift_pwa.rules import small_numbers
from uplift_pwa.rules.settings import Settings

KINDS: dict[str, Any] = {"site": Site, "department": Department, "team": Team, "level": Level}
PAGE = 24


@dataclass(frozen=True, slots=True)
class Branch:
    """A part of where one is. `unclaimed` None: too few to be told beside the others."""

    id: int
    name: str
    people: int
    unclaimed: int | None


@dataclass(frozen=True, slots=True)
class Tree:
    """Where one is (`path`, kind to id and name), and the parts of it, all of one `kind`.

    `people`, `claimed` and `unclaimed` are those of the whole of it; `counted_at` None: now.
    """

    path: dict[str, tuple[int, str]]
    kind: str | None
    branches: list[Branch]
    has_more: bool
    people: int
    claimed: int
    unclaimed: int
    teams: int
    counted_at: datetime | None


def opened(session: Session, at: Mapping[str, int], *, today: date, part: int = 1) -> Tree:
    """The tree opened at `at`, kind to id; its parts by name, page `part`. One SELECT.

    How many have not come aboard is told of parts where they are five or more (RULES 8).
    """
    heads = headcounts.heads(today)
    found = select(heads).join_from(heads, Team, Team.id == heads.c.team_id, isouter=True)
    here = found.add_columns(Team.department_id).where(*_within(heads, at)).subquery("here")
    kind = next((kind for kind in KINDS if kind not in at), None)
    parts = [_whole(here), _teams(), *(_name(kind, id_) for kind, id_ in at.items())]
    rows = session.execute(union_all(*parts, *([_branches(kind, here, part)] if kind else [])))
    by_part: dict[str, list[Any]] = {}
    for row in rows:
        by_part.setdefault(row.what, []).append(row)
    whole, branches = by_part["whole"][0], by_part.get("branch", [])
    branches.sort(key=lambda row: (row.name.casefold(), row.id))
    hidden = _hidden(branches[:PAGE], rulebook.book(session).on(today))
    return Tree(
        {kind: (id_, by_part[kind][0].name) for kind, id_ in at.items() if kind in by_part},
        kind,
        [
            Branch(
                *(row.id, row.name, int(row.people)),
                None if row.id in hidden else int(row.unclaimed),
            )
            for row in branches[:PAGE]
        ],
        len(branches) > PAGE,
        int(whole.people or 0),
        int(whole.claimed or 0),
        int(whole.unclaimed or 0),
        by_part["teams"][0].people,
        whole.at,
    )


def _hidden(branches: list[Any], numbers: Settings) -> set[int]:
    """The parts of which nobody is told how many wait: too few wait there, or are there."""
    waiting = {row.id: int(row.unclaimed) for row in branches if row.unclaimed}
    few = {row.id for row in branches if row.people < numbers.least_people}
    return few | small_numbers.withheld(waiting, numbers)


def _within(heads: Subquery, at: Mapping[str, int]) -> list[ColumnElement[bool]]:
    columns = {
        "site": heads.c.site_id,
        "department": Team.department_id,
        "team": heads.c.team_id,
        "level": heads.c.level_id,
    }
    return [columns[kind] == id_ for kind, id_ in at.items()]


def _whole(here: Subquery) -> Select[Any]:
    sums = (func.sum(here.c[name]) for name in headcounts.COUNTS)
    return _part("whole", 0, "", *sums, at=headcounts.counted_at())


def _teams() -> Select[Any]:
    """How many teams there are everywhere."""
    return _part("teams", 0, "", func.count(Team.id), 0, 0).where(Team.closed_on.is_(None))


def _name(kind: str, id_: int) -> Select[Any]:
    model = KINDS[kind]
    return _part(kind, model.id, model.name, 0, 0, 0).where(model.id == id_)


def _branches(kind: str, here: Subquery, part: int) -> Select[Any]:
    model = KINDS[kind]
    sums = [func.sum(here.c[name]) for name in headcounts.COUNTS]
    page = (
        _part("branch", model.id, model.name, *sums)
        .join(here, here.c[f"{kind}_id"] == model.id)
        .group_by(model.id, model.name)
        .order_by(model.name, model.id)
        .limit(PAGE + 1)
        .offset((part - 1) * PAGE)
        .subquery()
    )
    return select(page)


def _part(what: str, id_: Any, name: Any, *counts: Any, at: Any = None) -> Select[Any]:
    return select(
        literal(what).label("what"),
        (literal(id_) if isinstance(id_, int) else id_).label("id"),
        cast(name, String).label("name"),
        *(
            (literal(count) if isinstance(count, int) else count).label(label)
            for count, label in zip(counts, headcounts.COUNTS, strict=True)
        ),
        (cast(null(), UtcDateTime()) if at is None else at).label("at"),
    )
