"""What the list of people is narrowed to, and how a database looks for them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    union_all,
)

from uplift_pwa.models import AccessCard, Membership, NameWord, Person, PersonWord, Team
from uplift_pwa.queries import aboard
from uplift_pwa.rules import names

PLACES = ("site", "department", "team", "level")
STATES = ("claimed", "issued", "none", "loose", "suspended", "left")
MOST_WORDS = 5
MANY, MANY_OF_A_SITE = 2_000, 200  # of so many, a page is soon found among all by name
LAST_SIGN = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; `state` is one of STATES. Without one, nobody who left."""

    words: str = ""
    site_id: int | None = None
    department_id: int | None = None
    team_id: int | None = None
    level_id: int | None = None
    state: str | None = None

    @property
    def at(self) -> dict[str, int]:
        """The place, kind to id, in the order of the tree."""
        ids = (self.site_id, self.department_id, self.team_id, self.level_id)
        return {kind: id_ for kind, id_ in zip(PLACES, ids, strict=True) if id_ is not None}


def matches(
    wanted: Wanted, today: date, at: datetime, there: int = 0
) -> list[ColumnElement[bool]]:
    """The conditions on a person; `at` is aware. `there` as in `people_list.page`: without it
    they are for people in any order.
    """
    found = [*_called(wanted.words), _in_state(wanted.state, today, at)]
    if wanted.site_id is not None:
        found.append(Person.site_id == wanted.site_id)
    if wanted.level_id is not None:
        found.append(Person.level_id == wanted.level_id)
    if wanted.team_id is not None or wanted.department_id is not None:
        found.append(_belongs(wanted, today, there))
    return found


def _belongs(wanted: Wanted, today: date, there: int) -> ColumnElement[bool]:
    """Of few members all are put in order; of many, people by name are asked for their team."""
    if wanted.team_id is not None or there < (MANY_OF_A_SITE if wanted.site_id else MANY):
        return Person.id.in_(_members(wanted, today))
    return _each(
        select(Team.department_id == wanted.department_id)
        .join(Membership, Membership.team_id == Team.id)
        .where(aboard.belongs(today))
    )


def _members(wanted: Wanted, today: date) -> Select[Any]:
    members = select(Membership.person_id).where(*aboard.lasts(today))
    if wanted.team_id is not None:
        return members.where(Membership.team_id == wanted.team_id)
    within = Team.department_id == wanted.department_id
    return members.join(Team, Team.id == Membership.team_id).where(within)


def _called(text: str) -> list[ColumnElement[bool]]:
    """For each word: a name with a word that begins so, in any case; or that staff number."""
    typed = text.split()[:MOST_WORDS]
    asked = [(word, part) for word in typed for part in names.asked(word) or [""]]
    return [_has_word(word, part) for word, part in asked]


def _has_word(word: str, part: str) -> ColumnElement[bool]:
    spellings = sorted({word, word.lower(), word.upper()})
    numbered = select(Person.id).where(Person.staff_number.in_(spellings))
    if not part:
        return Person.id.in_(numbered)
    named = (
        select(PersonWord.person_id)
        .join(NameWord, NameWord.id == PersonWord.word_id)
        .where(NameWord.word.between(part, part + LAST_SIGN))
    )
    return Person.id.in_(union_all(numbered, named))


def _in_state(state: str | None, today: date, at: datetime) -> ColumnElement[bool]:
    active = Person.status == "active"
    away = Person.status != literal_column("'active'")  # as the index of the few says it
    used = AccessCard.redeemed_at.is_not(None)
    # The first is an index of few: nobody looks at 100,000 for the last ten.
    unclaimed = and_(Person.joined_at.is_(None), active, ~_has_card(used))
    waits = _has_card(*aboard.waiting(at))
    return {
        "claimed": and_(active, or_(Person.joined_at.is_not(None), _has_card(used))),
        "issued": and_(unclaimed, waits),
        "none": and_(unclaimed, ~waits),
        "loose": and_(*aboard.loose(today)),
        "suspended": and_(away, Person.status == "suspended"),
        "left": and_(away, Person.status == "left", Person.erased_at.is_(None)),
    }.get(state or "", Person.status != "left")


def _has_card(*such: ColumnElement[bool]) -> ColumnElement[bool]:
    return _each(select(true()).where(AccessCard.person_id == Person.id, *such))


def _each(answer: Select[bool]) -> ColumnElement[bool]:
    """Asked person by person until a page is full: of an EXISTS, PostgreSQL would gather the
    cards or teams of everybody first.
    """
    one = answer.limit(1).correlate(Person).scalar_subquery()
    return func.coalesce(one, false())
