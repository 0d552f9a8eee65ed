"""From the floor: what Team shows besides its days: marks, news of the feed, customers."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Select, cast, func, literal, null, select, union_all
from sqlalchemy.orm import Session

from uplift_pwa.models import Award, CounterAnswer
from uplift_pwa.queries import feed
from uplift_pwa.queries.feed import Entry
from uplift_pwa.rules.settings import DEFAULTS

NEWEST = 3
CUSTOMERS_SINCE = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer's sentence that the desk lets the team read."""

    text: str
    language: str


@dataclass(slots=True)
class Floor:
    """`awards` says when each mark was earned; `customers` is how many said in the last 28
    days that it helped, told in fives: 0 where there were fewer than 5 (RULES 8).
    """

    awards: dict[str, date] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    sentences: list[Customer] = field(default_factory=list)
    customers: int = 0


def of(session: Session, team_id: int, reader: int, day: date, locale: str) -> Floor:
    """All of it for a member of the team, on their service day. One SELECT."""
    newest = feed.statement(team_id, reader, day, locale, most=NEWEST).subquery()
    types = {column.name: column.type for column in newest.columns}
    parts = [
        select(
            newest, *_nulls({}, {"word": Award.badge.type, "day": Award.earned_on.type})
        ).add_columns(literal("entry").label("part")),
        _awards(team_id, types),
        _sentences(team_id, types),
        _customers(team_id, day, types),
    ]
    found = Floor()
    for row in session.execute(union_all(*parts)):
        _note(found, row)
    found.entries.sort(key=lambda entry: -entry.id)
    return found


def _note(found: Floor, row: Any) -> None:
    if row.part == "entry":
        found.entries += feed.read([row])
    elif row.part == "award":
        found.awards[row.word] = row.day
    elif row.part == "sentence":
        found.sentences.append(Customer(row.text, row.language))
    else:
        found.customers = row.id - row.id % DEFAULTS.least_people


def _awards(team_id: int, types: dict[str, Any]) -> Select[Any]:
    return (
        _part("award", types, word=Award.badge, day=func.min(Award.earned_on))
        .where(Award.owner_kind == "team", Award.owner_id == team_id)
        .group_by(Award.badge)
    )


def _sentences(team_id: int, types: dict[str, Any]) -> Select[Any]:
    some = (
        select(CounterAnswer.sentence, CounterAnswer.language)
        .where(CounterAnswer.team_id == team_id, CounterAnswer.state == "shown")
        .order_by(CounterAnswer.id.desc())
        .limit(NEWEST)
        .subquery()
    )
    return _part("sentence", types, text=some.c.sentence, language=some.c.language)


def _customers(team_id: int, day: date, types: dict[str, Any]) -> Select[Any]:
    return _part("customers", types, id=func.count(CounterAnswer.id)).where(
        CounterAnswer.team_id == team_id,
        CounterAnswer.helped,
        CounterAnswer.day > day - CUSTOMERS_SINCE,
    )


def _part(part: str, types: dict[str, Any], **columns: Any) -> Select[Any]:
    """One part of the union: the columns of an entry, then a word and a day, then its name."""
    more = {"word": Award.badge.type, "day": Award.earned_on.type}
    return select(*_nulls(columns, types | more)).add_columns(literal(part).label("part"))


def _nulls(columns: dict[str, Any], types: dict[str, Any]) -> list[Any]:
    return [
        (columns[name] if name in columns else cast(null(), type_)).label(name)
        for name, type_ in types.items()
    ]
