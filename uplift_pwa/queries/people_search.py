"""Finds colleagues by name: parts in any order, beginnings, other spellings, any script."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, func, literal, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Department,
    Membership,
    NameKey,
    NameWord,
    Person,
    PersonWord,
    Site,
    Team,
)
from uplift_pwa.rules import names

READ_WORDS = 400
SIMILAR = 40  # spellings of one part that are looked at
COMMON = 100  # a word so many are called by is meant as it is typed
LOOKED_AT = 1_000  # people who fit equally well
LAST = "\U0010ffff"  # of all signs: what begins with a word stands before it
LETTERS_OF_A_SCRIPT = 2  # of an alphabet; one sign of another script may be a name


@dataclass(frozen=True, slots=True)
class Found:
    """An active colleague and where they belong: enough to tell two Marias apart."""

    id: int
    name: str
    team: str | None
    department: str | None
    site: str


def find(
    session: Session, text: str, limit: int = 12, *, asker: int | None = None
) -> list[Found]:
    """The people whose names come nearest to `text`, at most `limit`. Two SELECTs.

    Who fits all parts comes first, then the nearer spelling, then the team and the site of
    `asker`, who is not found. Too little text finds nobody.
    """
    parts = [part for part in names.asked(text) if _says_enough(part)]
    if not parts:
        return []
    similar = _similar(session, parts)
    rows = session.execute(_people(parts, similar, asker, limit))
    return [Found(*row) for row in rows]


def _says_enough(part: str) -> bool:
    return len(part) >= LETTERS_OF_A_SCRIPT or not part.isascii()


def _similar(session: Session, parts: Iterable[str]) -> dict[str, dict[int, int]]:
    """For each part the words that may be meant, by id, and how far each is from it."""
    asked = {part: names.keys(part) for part in parts}
    rows = session.execute(
        select(NameKey.key, NameWord.id, NameWord.word, _is_common(asked))
        .join(NameWord, NameWord.id == NameKey.word_id)
        .where(NameKey.key.in_(set().union(*asked.values())))
        .order_by(func.substr(NameKey.key, 1, 1).in_(list(names.WIDE)), NameKey.word_id)
        .limit(READ_WORDS)
    ).all()
    found = {}
    for part, keys in asked.items():
        meant = len(asked) == 1 and any(row.word == part and row.is_common for row in rows)
        words = {row.id: row.word for row in rows if row.key in keys and not meant}
        costs = {id_: names.cost(part, word) for id_, word in words.items()}
        near = sorted((cost, id_) for id_, cost in costs.items() if cost is not None)
        found[part] = {id_: cost for cost, id_ in near[:SIMILAR]}
    return found


def _is_common(parts: Iterable[str]) -> Any:
    """Whether a word is one of these, and so many are called by it; no more are counted."""
    another = (
        select(PersonWord.person_id)
        .where(PersonWord.word_id == NameWord.id)
        .offset(COMMON - 1)
        .limit(1)
        .correlate(NameWord)
        .scalar_subquery()
    )
    return and_(NameWord.word.in_(list(parts)), another.is_not(None)).label("is_common")


def _people(
    parts: list[str],
    similar: Mapping[str, Mapping[int, int]],
    asker: int | None,
    limit: int,
) -> Any:
    hits = union_all(
        *(
            hit
            for number, part in enumerate(parts)
            for hit in _hits(number, part, similar[part])
        )
    ).subquery()
    best = (
        select(hits.c.person_id, func.min(hits.c.cost).label("cost"))
        .group_by(hits.c.person_id, hits.c.part)
        .subquery()
    )
    fit = (
        select(
            best.c.person_id, func.count().label("parts"), func.sum(best.c.cost).label("cost")
        )
        .group_by(best.c.person_id)
        .subquery()
    )
    return _placed(_first(_nearest(fit, asker), asker, limit))


def _hits(number: int, part: str, costs: Mapping[int, int]) -> Iterable[Any]:
    """Whose name holds a word that begins like a part, or one that is spelt nearly so."""
    begins = (
        select(
            PersonWord.person_id,
            literal(number).label("part"),
            case((NameWord.word == part, 0), else_=1).label("cost"),
        )
        .join(NameWord, NameWord.id == PersonWord.word_id)
        .where(NameWord.word.between(part, part + LAST))
    )
    yield begins
    if costs:
        yield select(
            PersonWord.person_id,
            literal(number).label("part"),
            case(dict(costs), value=PersonWord.word_id).label("cost"),
        ).where(PersonWord.word_id.in_(costs))


def _nearest(fit: Any, asker: int | None) -> Any:
    """Those who fit best; of all who fit alike, one's own team and then whoever was first."""
    team = select(Membership.team_id).where(
        Membership.person_id == (asker or 0), Membership.until_on.is_(None)
    )
    mates = select(Membership.person_id).where(
        Membership.team_id.in_(team), Membership.until_on.is_(None)
    )
    is_own_team = fit.c.person_id.in_(mates).label("is_own_team")
    return (
        select(fit, is_own_team)
        .order_by(fit.c.parts.desc(), fit.c.cost, is_own_team.desc(), fit.c.person_id)
        .limit(LOOKED_AT)
        .subquery()
    )


def _first(near: Any, asker: int | None, limit: int) -> Any:
    """At most `limit` of them, by place and name."""
    own_site = select(Person.site_id).where(Person.id == (asker or 0)).scalar_subquery()
    place = case((near.c.is_own_team, 0), (Person.site_id == own_site, 1), else_=2)
    return (
        select(near, place.label("place"))
        .join(Person, Person.id == near.c.person_id)
        .where(Person.status == "active", Person.id != (asker or 0))
        .order_by(near.c.parts.desc(), near.c.cost, place, Person.name, Person.id)
        .limit(limit)
        .subquery()
    )


def _placed(first: Any) -> Any:
    """The same with where they belong."""
    belongs = and_(Membership.person_id == Person.id, Membership.until_on.is_(None))
    return (
        select(
            Person.id,
            Person.name,
            Team.name.label("team"),
            Department.name.label("department"),
            Site.name.label("site"),
        )
        .join(first, first.c.person_id == Person.id)
        .join(Site, Site.id == Person.site_id)
        .outerjoin(Membership, belongs)
        .outerjoin(Team, Team.id == Membership.team_id)
        .outerjoin(Department, Department.id == Team.department_id)
        .order_by(first.c.parts.desc(), first.c.cost, first.c.place, Person.name, Person.id)
    )
