"""Whom somebody can thank with one tap, and what kinds of thanks there are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, case, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import Department, Membership, Person, Team, Thanks, ThanksKind
from uplift_pwa.queries import thanks_kinds
from uplift_pwa.queries.thanks_kinds import Kind
from uplift_pwa.rules import suggestions

LATELY = timedelta(days=30)
MOST_MATES = 200
MOST_RECENT = 12
MOST_PLACES = 100


@dataclass(frozen=True, slots=True)
class Whom:
    """Somebody, a team or a department that can be thanked; `where` tells namesakes apart."""

    kind: str
    id: int
    name: str
    where: str

    @property
    def ref(self) -> str:
        """As forms and addresses say it: `person-17`."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True, slots=True)
class Form:
    """The one who was chosen, and the kinds of thanks."""

    whom: Whom
    kinds: list[Kind]


def suggested(
    session: Session, person_id: int, team_id: int | None, day: date, *, at: datetime
) -> list[Whom]:
    """A few people, one's own team, two other departments. One SELECT.

    Team mates are in the order of a hash of the service day `day`, which says nothing of
    anybody; before them whoever there were thanks with in the 30 days before `at` (aware).
    """
    rows = session.execute(
        union_all(
            _mates(person_id, team_id, day),
            _recent(person_id, at),
            *_places(team_id),
        )
    ).all()
    found: dict[str, dict[int, Whom]] = {"mate": {}, "recent": {}, "team": {}, "department": {}}
    for row in sorted(rows, key=lambda row: row.newest, reverse=True):
        kind = "person" if row.what in ("mate", "recent") else row.what
        found[row.what][row.id] = Whom(kind, row.id, row.name, row.place)
    people = found["recent"] | found["mate"]
    chosen = suggestions.people(person_id, day, found["recent"], found["mate"])
    places = suggestions.places(person_id, day, found["department"])
    return [
        *(people[who] for who in chosen),
        *found["team"].values(),
        *(found["department"][place] for place in places),
    ]


def form(session: Session, kind: str, receiver_id: int) -> Form | None:
    """Who was chosen, with the kinds; None if nobody there can be thanked. One SELECT."""
    one = _ONE[kind](receiver_id).add_columns(literal("").label("picture"))
    rows = session.execute(union_all(_part(one), _kinds())).all()
    whom = [Whom(kind, row.id, row.name, row.place) for row in rows if row.what != "kind"]
    own = sorted(
        (row.newest, row.place, row.name or None, row.picture)
        for row in rows
        if row.what == "kind"
    )
    if not whom:
        return None
    return Form(whom[0], thanks_kinds.own_or_usual(Kind(*row[1:]) for row in own))


def places(session: Session, words: str = "", *, limit: int = 40) -> list[Whom]:
    """Teams and departments whose names hold every word, departments first. One SELECT."""
    parts = words.split()[:4]
    departments = _of_departments().where(*(_holds(Department.name, word) for word in parts))
    if not parts:
        found = departments.order_by(Department.name).limit(limit)
    else:
        teams = _of_teams().where(*(_holds(Team.name, word) for word in parts))
        both = union_all(
            *(select(one.limit(limit).subquery()) for one in (departments, teams))
        ).subquery()
        found = select(both).order_by(both.c.what, both.c.name, both.c.id).limit(limit)
    return [Whom(row.what, row.id, row.name, row.place) for row in session.execute(found).all()]


def _kinds() -> Any:
    name = func.coalesce(ThanksKind.name, "")
    order = ThanksKind.position
    return (
        _columns("kind", literal(0), name, ThanksKind.key, order)
        .add_columns(ThanksKind.picture.label("picture"))
        .where(ThanksKind.retired_at.is_(None))
    )


def _mates(person_id: int, team_id: int | None, day: date) -> Any:
    """Who is in the team on `day`."""
    return _part(
        _person("mate", Membership.from_on <= day, _lasts(day))
        .where(Membership.team_id == (team_id or 0), Person.id != person_id)
        .order_by(Person.id)
        .limit(MOST_MATES)
    )


def _recent(person_id: int, at: datetime) -> Any:
    """Whom somebody has thanked, and who has thanked them."""
    other = case((Thanks.sender_id == person_id, Thanks.receiver_id), else_=Thanks.sender_id)
    lately = (
        select(other.label("who"), func.max(Thanks.id).label("newest"))
        .where(
            Thanks.receiver_kind == "person",
            or_(Thanks.sender_id == person_id, Thanks.receiver_id == person_id),
            Thanks.sent_at > at - LATELY,
            Thanks.hidden_at.is_(None),
        )
        .group_by(other)
        .subquery()
    )
    return _part(
        _person("recent", _NOW, newest=lately.c.newest)
        .join(lately, lately.c.who == Person.id)
        .order_by(lately.c.newest.desc())
        .limit(MOST_RECENT)
    )


def _places(team_id: int | None) -> tuple[Any, Any]:
    own = select(Team.department_id).where(Team.id == (team_id or 0)).scalar_subquery()
    others = _of_departments().where(Department.id != func.coalesce(own, 0))
    return (
        _part(_of_teams().where(Team.id == (team_id or 0))),
        _part(others.order_by(Department.id).limit(MOST_PLACES)),
    )


def _person(what: str, *belongs: Any, newest: Any = 0) -> Any:
    return (
        _columns(what, Person.id, Person.name, func.coalesce(Team.name, ""), newest)
        .outerjoin(Membership, and_(Membership.person_id == Person.id, *belongs))
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(Person.status == "active")
    )


def _of_teams() -> Any:
    return (
        _columns("team", Team.id, Team.name, Department.name)
        .join(Department, Department.id == Team.department_id)
        .where(Team.closed_on.is_(None))
    )


def _of_departments() -> Any:
    return _columns("department", Department.id, Department.name, literal(""))


def _columns(what: str, id_: Any, name: Any, place: Any, newest: Any = 0) -> Any:
    moment = literal(newest) if isinstance(newest, int) else newest
    return select(
        literal(what).label("what"),
        id_.label("id"),
        name.label("name"),
        place.label("place"),
        moment.label("newest"),
    )


def _part(statement: Any) -> Any:
    return select(statement.subquery())


def _holds(column: Any, word: str) -> Any:
    # SQLite folds the case of A to Z only: ask for the usual spellings of the others.
    spellings = {word} if word.isascii() else {word, word.lower(), word.upper(), word.title()}
    return or_(*(column.icontains(one, autoescape=True) for one in sorted(spellings)))


def _lasts(day: date) -> Any:
    return or_(Membership.until_on.is_(None), Membership.until_on >= day)


_NOW = Membership.until_on.is_(None)
_ONE: dict[str, Any] = {
    "person": lambda who: _person("person", _NOW).where(Person.id == who).limit(1),
    "team": lambda which: _of_teams().where(Team.id == which),
    "department": lambda which: _of_departments().where(Department.id == which),
}
