"""For whom a challenge is: what an audience may name, and how many people it reaches."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import String, and_, cast, func, literal, null, or_, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Challenge,
    ChallengeAudience,
    Department,
    Leadership,
    Level,
    Membership,
    Person,
    Site,
    Team,
)
from uplift_pwa.queries import rulebook
from uplift_pwa.rules.settings import DEFAULTS

MOST_TEAMS = 60  # to tick; more of them are looked for by their name
MOST_WORDS = 5
MOST_REACHED = 3_000  # counted; beyond that it is "more than"

KINDS: dict[str, Any] = {"site": Site, "department": Department, "level": Level, "team": Team}


@dataclass(frozen=True, slots=True)
class Audience:
    """For whom, by ids: of one kind any fits, of several kinds all must; empty is everybody."""

    site: frozenset[int] = frozenset()
    department: frozenset[int] = frozenset()
    level: frozenset[int] = frozenset()
    team: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Choice:
    """Something an audience may name; `within` is a team's department."""

    id: int
    name: str
    within: str | None


def choices(
    session: Session, words: str = "", *, teams: Collection[int] = ()
) -> dict[str, list[Choice]]:
    """What an audience may name, by kind, in the order of names; levels by rank. One SELECT.

    Of teams those in whose name or department the `words` stand, `MOST_TEAMS` and one more
    where there are more, and always the `teams` of these ids.
    """
    nothing, no_rank = null().label("within"), literal(0).label("rank")
    rows: Any = session.execute(
        union_all(
            select(literal("site").label("kind"), Site.id, Site.name, nothing, no_rank),
            select(literal("department"), Department.id, Department.name, nothing, no_rank),
            select(literal("level"), Level.id, Level.name, nothing, Level.rank),
            select(_teams(words, sorted(set(teams)))),
        ).order_by("rank", "name", "within")
    )
    found: dict[str, list[Choice]] = {kind: [] for kind in KINDS}
    for kind, id_, name, within, _rank in rows:
        found[kind].append(Choice(id_, name, within))
    return found


def _teams(words: str, chosen: Sequence[int]) -> Any:
    is_chosen = Team.id.in_(chosen)
    said = [
        or_(
            Team.name.icontains(word, autoescape=True),
            Department.name.icontains(word, autoescape=True),
        )
        for word in words.split()[:MOST_WORDS]
    ]
    return (
        select(
            *(literal("team"), Team.id, Team.name, Department.name.label("within")),
            literal(0).label("rank"),
        )
        .join(Department, Department.id == Team.department_id)
        .where(or_(is_chosen, and_(Team.closed_on.is_(None), *said)))
        .order_by(~is_chosen, Team.name, Department.name, Team.id)
        .limit(MOST_TEAMS + 1 + len(chosen))
        .subquery()
    )


def reach(
    session: Session, audience: Audience, day: date, *, leaders: bool = False
) -> int | None:
    """How many people in a team stand there on `day`; None for fewer than 5 (RULES 8).

    One more than `MOST_REACHED` where they are more: no page counts everybody of a large house.
    `leaders`: of those alone who lead a team.
    """
    named = {
        Person.site_id: audience.site,
        Team.department_id: audience.department,
        Person.level_id: audience.level,
        Membership.team_id: audience.team,
    }
    some = select(Person.id).join(Membership, Membership.person_id == Person.id)
    if audience.department:
        some = some.join(Team, Team.id == Membership.team_id)
    found = some.where(
        Person.status == "active",
        Membership.from_on <= day,
        or_(Membership.until_on.is_(None), Membership.until_on >= day),
        *(column.in_(sorted(ids)) for column, ids in named.items() if ids),
        *([Person.id.in_(select(Leadership.person_id))] if leaders else []),
    )
    few = found.limit(MOST_REACHED + 1).subquery()
    people, least = session.execute(
        select(func.count(few.c.id), rulebook.changed_value("least_people", day))
    ).one()
    return people if people >= (least or DEFAULTS.least_people) else None


def names_column() -> Any:
    """A column for a query of challenges: the names in the audience, a line each."""
    name = func.coalesce(Site.name, Department.name, Level.name, Team.name)
    targets = select(func.aggregate_strings(name, "\n")).select_from(ChallengeAudience)
    for kind, model in KINDS.items():
        targets = targets.outerjoin(
            model,
            and_(ChallengeAudience.kind == kind, ChallengeAudience.target_id == model.id),
        )
    return (
        targets.where(ChallengeAudience.challenge_id == Challenge.id)
        .correlate(Challenge)
        .scalar_subquery()
    )


def ids_column() -> Any:
    """The same with kinds and ids, for `read_ids`."""
    pair = ChallengeAudience.kind + ":" + cast(ChallengeAudience.target_id, String)
    return (
        select(func.aggregate_strings(pair, "\n"))
        .where(ChallengeAudience.challenge_id == Challenge.id)
        .correlate(Challenge)
        .scalar_subquery()
    )


def read_names(lines: str | None) -> tuple[str, ...]:
    """What `names_column` brought, in the order of names."""
    return tuple(sorted((lines or "").splitlines(), key=str.casefold))


def read_ids(lines: str | None) -> Audience:
    """What `ids_column` brought."""
    ids: dict[str, set[int]] = {}
    for pair in (lines or "").splitlines():
        kind, _colon, id_ = pair.partition(":")
        ids.setdefault(kind, set()).add(int(id_))
    return Audience(**{kind: frozenset(found) for kind, found in ids.items()})
