"""Who and what is stored now, as plain values that an import can be compared with."""

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Department,
    Leadership,
    Leave,
    Level,
    Membership,
    Person,
    Site,
    Team,
    TeamAlias,
)

AWAY_UNTIL = date(9999, 12, 31)  # leave that an HR system began and has not ended


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team is known by its department and its name."""

    department: str
    name: str

    @property
    def key(self) -> tuple[str, str]:
        return self.department.casefold(), self.name.casefold()


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """A person with a staff number; `team` is the one without an end, `away` open leave."""

    id: int
    staff_number: str
    name: str
    email: str | None
    site: str
    level: str
    role: str
    status: str
    locale: str | None
    hired_on: date | None
    team: TeamName | None = None
    away: bool = False


@dataclass(frozen=True, slots=True)
class Stored:
    """Everything an import may meet.

    `people` by staff number, `teams` by key, `aliases` by the key that a team had before,
    `leaders` as (team key, person id), `emails` by casefolded address to person id, `admins`
    the ids of the active ones.
    """

    people: dict[str, StoredPerson] = field(default_factory=dict)
    sites: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()
    teams: dict[tuple[str, str], TeamName] = field(default_factory=dict)
    aliases: dict[tuple[str, str], TeamName] = field(default_factory=dict)
    leaders: frozenset[tuple[tuple[str, str], int]] = frozenset()
    emails: dict[str, int] = field(default_factory=dict)
    admins: frozenset[int] = frozenset()


def stored(session: Session) -> Stored:
    """What is stored now, in nine SELECTs however many people there are."""
    teams = {
        team_id: TeamName(department, name)
        for team_id, name, department in session.execute(
            select(Team.id, Team.name, Department.name).join(
                Department, Department.id == Team.department_id
            )
        )
    }
    return Stored(
        people=_people(session, teams),
        sites=frozenset(session.scalars(select(Site.name))),
        departments=frozenset(session.scalars(select(Department.name))),
        teams={team.key: team for team in teams.values()},
        aliases={
            TeamName(department, name).key: teams[team_id]
            for department, name, team_id in session.execute(
                select(Department.name, TeamAlias.name, TeamAlias.team_id).join(
                    Department, Department.id == TeamAlias.department_id
                )
            )
        },
        leaders=frozenset(
            (teams[team_id].key, person_id)
            for team_id, person_id in session.execute(
                select(Leadership.team_id, Leadership.person_id)
            )
        ),
        emails={
            email.casefold(): person_id
            for person_id, email in session.execute(select(Person.id, Person.email))
            if email
        },
        admins=frozenset(
            session.scalars(select(Person.id).filter_by(role="admin", status="active"))
        ),
    )


def _people(session: Session, teams: dict[int, TeamName]) -> dict[str, StoredPerson]:
    team_of = {
        person_id: teams[team_id]
        for person_id, team_id in session.execute(
            select(Membership.person_id, Membership.team_id)
            .where(Membership.until_on.is_(None))
            .order_by(Membership.from_on)
        )
    }
    away = set(session.scalars(select(Leave.person_id).filter_by(last_on=AWAY_UNTIL)))
    rows = session.execute(
        select(Person, Site.name, Level.key)
        .join(Site, Site.id == Person.site_id)
        .join(Level, Level.id == Person.level_id)
        .where(Person.staff_number.is_not(None))
    )
    return {
        person.staff_number: StoredPerson(
            id=person.id,
            staff_number=person.staff_number,
            name=person.name,
            email=person.email,
            site=site,
            level=level,
            role=person.role,
            status=person.status,
            locale=person.locale,
            hired_on=person.hired_on,
            team=team_of.get(person.id),
            away=person.id in away,
        )
        for person, site, level in rows
        if person.staff_number is not None
    }
