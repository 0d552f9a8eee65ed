"""Sites, their departments, teams and levels, opened level by level; how many are there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
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

    How many have not come aboard is told of parts where they are five or more (RULES 8). Page
    0 has no parts.
    """
    kind = next((kind for kind in KINDS if kind not in at), None) if part else None
    parts = [_teams(), *(_name(kind, id_) for kind, id_ in at.items())]
    for heads in headcounts.heads(today):
        parts.append(_whole(heads, at))
        parts += [_branches(kind, heads, at, part)] if kind else []
    rows = session.execute(union_all(*parts))
    by_part: dict[str, list[Any]] = {}
    for row in rows:
        by_part.setdefault(row.what, []).append(row)
    whole = {name: _sum(by_part["whole"], name) for name in headcounts.COUNTS}
    branches = by_part.get("branch", [])
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
        *(whole["people"], whole["claimed"], whole["unclaimed"]),
        by_part["teams"][0].people,
        by_part["whole"][0].at,
    )


def _hidden(branches: list[Any], numbers: Settings) -> set[int]:
    """The parts of which nobody is told how many wait: too few wait there, or are there."""
    waiting = {row.id: int(row.unclaimed) for row in branches if row.unclaimed}
    few = {row.id for row in branches if row.people < numbers.least_people}
    return few | small_numbers.withheld(waiting, numbers)


def _sum(rows: list[Any], name: str) -> int:
    return sum(int(getattr(row, name) or 0) for row in rows)


def _keys(heads: Subquery) -> dict[str, Any]:
    return {
        "site": heads.c.site_id,
        "department": Team.department_id,
        "team": heads.c.team_id,
        "level": heads.c.level_id,
    }


def _within(query: Select[Any], heads: Subquery, at: Mapping[str, int]) -> Select[Any]:
    """Of the people there; teams are only asked where it is about a department."""
    if "department" in at:
        query = query.join(Team, Team.id == heads.c.team_id)
    return query.where(*(_keys(heads)[kind] == id_ for kind, id_ in at.items()))


def _whole(heads: Subquery, at: Mapping[str, int]) -> Select[Any]:
    sums = (func.sum(heads.c[name]) for name in headcounts.COUNTS)
    query = _part("whole", 0, "", *sums, at=headcounts.counted_at()).select_from(heads)
    return _within(query, heads, at)


def _teams() -> Select[Any]:
    """How many teams there are everywhere."""
    return _part("teams", 0, "", func.count(Team.id), 0, 0).where(Team.closed_on.is_(None))


def _name(kind: str, id_: int) -> Select[Any]:
    model = KINDS[kind]
    return _part(kind, model.id, model.name, 0, 0, 0).where(model.id == id_)


def _branches(kind: str, heads: Subquery, at: Mapping[str, int], part: int) -> Select[Any]:
    """The page of parts: summed up by their ids first, and only then given their names."""
    model, key = KINDS[kind], _keys(heads)[kind]
    sums = (func.sum(heads.c[name]).label(name) for name in headcounts.COUNTS)
    query = select(key.label("key"), *sums).select_from(heads)
    if kind == "department":
        query = query.join(Team, Team.id == heads.c.team_id)
    found = _within(query, heads, at).group_by(key).subquery()
    page = (
        _part("branch", model.id, model.name, *(found.c[name] for name in headcounts.COUNTS))
        .join(found, found.c.key == model.id)
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
