"""The sites, departments, levels and teams that an import needs, made where they are new."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions.people_plan import Plan
from uplift_pwa.exchange.people_words import LEVELS
from uplift_pwa.models import Department, Level, Site, Team, TeamTotal
from uplift_pwa.queries.people_import import TeamName
from uplift_pwa.rules.levels import usual_name


@dataclass(frozen=True, slots=True)
class Places:
    """Ids by casefolded name, by level key, and by team key."""

    sites: Mapping[str, int]
    levels: Mapping[str, int]
    teams: Mapping[tuple[str, str], int]


def make(session: Session, plan: Plan, *, zone: str, zones: Mapping[str, str]) -> Places:
    """Make what `plan` names as new; a new site's clock is `zones[name]`, or `zone` (IANA)."""
    session.add_all(Site(name=name, zone=zones.get(name, zone)) for name in plan.new_sites)
    session.add_all(Department(name=name) for name in plan.new_departments)
    _make_levels(session)
    session.flush()
    _make_teams(session, plan)
    return Places(
        sites=_by_name(session, Site),
        levels={
            key: level_id for level_id, key in session.execute(select(Level.id, Level.key))
        },
        teams={
            TeamName(department, name).key: team_id
            for team_id, name, department in session.execute(
                select(Team.id, Team.name, Department.name).join(
                    Department, Department.id == Team.department_id
                )
            )
        },
    )


def _make_levels(session: Session) -> None:
    there = set(session.scalars(select(Level.key)))
    session.add_all(
        Level(key=key, name=usual_name(key), rank=rank)
        for rank, key in enumerate(LEVELS)
        if key not in there
    )


def _make_teams(session: Session, plan: Plan) -> None:
    departments = _by_name(session, Department)
    teams = [
        Team(name=team.name, department_id=departments[team.department.casefold()])
        for team in plan.new_teams
    ]
    session.add_all(teams)
    session.flush()
    session.add_all(TeamTotal(team_id=team.id) for team in teams)
    session.flush()


def _by_name(session: Session, model: Any) -> dict[str, int]:
    rows = session.execute(select(model.id, model.name))
    return {name.casefold(): place_id for place_id, name in rows}
