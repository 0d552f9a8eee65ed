"""Counter cards: the one behind an address, a team's own, and every team on the desk."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import AnswerWord, Campaign, CounterCard, Department, Team

PAGE = 30


@dataclass(frozen=True, slots=True)
class Counter:
    """What a customer may know of the team whose card they hold."""

    team: str
    organisation: str | None


@dataclass(frozen=True, slots=True)
class Card:
    id: int
    made_at: datetime


@dataclass(frozen=True, slots=True)
class TeamCards:
    """A team with its cards in use, the newest first."""

    id: int
    name: str
    department: str
    organisation: str | None
    cards: list[Card]


@dataclass(frozen=True, slots=True)
class Line:
    """A team in the desk's list, and how many cards it has in use."""

    id: int
    name: str
    department: str
    cards: int


def behind(session: Session, card_id: int) -> Counter | None:
    """The counter of a card in use, of a team that there still is. One SELECT."""
    row = session.execute(
        select(Team.name, _ORGANISATION)
        .join(CounterCard, CounterCard.team_id == Team.id)
        .where(CounterCard.id == card_id, CounterCard.revoked_at.is_(None))
        .where(Team.closed_on.is_(None))
    ).one_or_none()
    return Counter(row[0], row[1]) if row else None


def words(session: Session, locale: str) -> dict[str, str]:
    """An organisation's own words for the answers, in one language. One SELECT."""
    rows = session.execute(select(AnswerWord.key, AnswerWord.text).filter_by(locale=locale))
    return {key: text for key, text in rows}


def of_team(session: Session, team_id: int) -> TeamCards | None:
    """A team's cards in use, or None where there is no such team. One SELECT."""
    in_use = and_(CounterCard.team_id == Team.id, CounterCard.revoked_at.is_(None))
    rows = session.execute(
        select(
            Team.id,
            Team.name,
            Department.name.label("department"),
            _ORGANISATION,
            CounterCard.id.label("card_id"),
            CounterCard.made_at,
        )
        .join(Department, Department.id == Team.department_id)
        .outerjoin(CounterCard, in_use)
        .where(Team.id == team_id)
        .order_by(CounterCard.id.desc())
    ).all()
    if not rows:
        return None
    cards = [Card(row.card_id, row.made_at) for row in rows if row.card_id is not None]
    first = rows[0]
    return TeamCards(first.id, first.name, first.department, first.organisation, cards)


def teams(session: Session, looked_for: str, number: int) -> tuple[list[Line], bool]:
    """Page `number` of the teams by name, those with cards first; whether there are more.

    `looked_for` are words in the names of team or department. One SELECT.
    """
    in_use = (
        select(CounterCard.team_id, func.count().label("cards"))
        .where(CounterCard.revoked_at.is_(None))
        .group_by(CounterCard.team_id)
        .subquery()
    )
    rows = session.execute(
        select(Team.id, Team.name, Department.name, func.coalesce(in_use.c.cards, 0))
        .join(Department, Department.id == Team.department_id)
        .outerjoin(in_use, in_use.c.team_id == Team.id)
        .where(Team.closed_on.is_(None), *(_has(word) for word in looked_for.split()[:5]))
        .order_by(in_use.c.cards.is_(None), Team.name, Team.id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    return [Line(*row._tuple()) for row in rows[:PAGE]], len(rows) > PAGE


def _has(word: str) -> ColumnElement[bool]:
    # SQLite folds the case of A to Z only: ask for the usual spellings of the others.
    spellings = {word, word.lower(), word.upper(), word.title()}
    return or_(
        *(
            name.icontains(one, autoescape=True)
            for one in sorted(spellings)
            for name in (Team.name, Department.name)
        )
    )


_ORGANISATION: Any = (
    select(Campaign.organisation)
    .order_by(Campaign.id.desc())
    .limit(1)
    .scalar_subquery()
    .label("organisation")
)
