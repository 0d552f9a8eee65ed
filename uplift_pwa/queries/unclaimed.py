"""Teams in which somebody has not come aboard yet: how many, never who."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, Subquery, func, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import Department, Team
from uplift_pwa.queries import headcounts, rulebook
from uplift_pwa.rules import small_numbers

PAGE = 50


@dataclass(frozen=True, slots=True)
class Waiting:
    """A team; `people` is None where they are too few to be told beside the others."""

    team_id: int
    team: str
    department: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Page:
    rows: list[Waiting]
    together: int
    has_more: bool


def page(session: Session, number: int, *, today: date) -> Page:
    """Page `number`, from 1, by department and team. One SELECT.

    Teams where fewer than five wait are told together, with the next smallest, so that no sum
    minus the others tells of a few (RULES 8); `together` is 0 where even those are too few.
    """
    by_team = union_all(*(_by_team(heads) for heads in headcounts.heads(today))).subquery()
    rows = session.execute(
        select(Team.id, Team.name, Department.name, by_team.c.people)
        .join(by_team, by_team.c.team_id == Team.id)
        .join(Department, Department.id == Team.department_id)
        .order_by(Department.name, Team.name, Team.id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    numbers = rulebook.book(session).on(today)
    sizes = {row[0]: int(row[3]) for row in rows[:PAGE]}
    hidden = small_numbers.withheld(sizes, numbers)
    together = sum(sizes[team] for team in hidden)
    return Page(
        [
            Waiting(team, name, department, None if team in hidden else int(count))
            for team, name, department, count in rows[:PAGE]
        ],
        together if together >= numbers.least_people else 0,
        len(rows) > PAGE,
    )


def _by_team(heads: Subquery) -> Select[Any]:
    people = func.sum(heads.c.unclaimed)
    return (
        select(heads.c.team_id, people.label("people"))
        .where(heads.c.unclaimed > 0)
        .group_by(heads.c.team_id)
    )
