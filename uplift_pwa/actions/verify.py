"""Compares every counter with the facts it is made of, and can put it right (SAFETY E6)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from uplift_pwa.actions import unit_weeks, verify_people, verify_units, verify_votes
from uplift_pwa.db import upsert
from uplift_pwa.models import (
    Challenge,
    Completion,
    PersonDay,
    PersonTotal,
    PersonWeek,
    TeamDay,
    TeamTotal,
    UnitWeek,
)
from uplift_pwa.queries import facts, rulebook, team_history
from uplift_pwa.queries.team_history import History
from uplift_pwa.rules.rhythm import Rhythm

PEOPLE_A_READ = 500

Key = tuple[Any, ...]
Values = dict[str, Any]
Rows = dict[Key, Values]

TABLES: dict[str, tuple[Any, tuple[str, ...], Values]] = {
    "person_day": (
        PersonDay,
        ("person_id", "day"),
        dict.fromkeys((*verify_people.DEED_NAMES, "lift"), 0),
    ),
    "person_week": (
        PersonWeek,
        ("person_id", "monday"),
        dict.fromkeys(verify_people.WEEK_NAMES, 0),
    ),
    "person_total": (
        PersonTotal,
        ("person_id",),
        {"completions": 0, "lift": 0} | verify_people.sums(Rhythm()),
    ),
    "team_day": (TeamDay, ("team_id", "day"), {"on_shift": 0, "done": 0, "acts": 0}),
    "team_total": (
        TeamTotal,
        ("team_id",),
        {
            "acts": 0,
            "streak": 0,
            "streak_since": None,
            "best_streak": 0,
            "earlier": 0,
            "to_join": 0,
            "covers_held": 0,
            "towards_cover": 0,
        },
    ),
    "challenge": (Challenge, ("id",), dict.fromkeys(verify_votes.NAMES, 0)),
    "unit_week": (
        UnitWeek,
        verify_units.KEY,
        dict.fromkeys(verify_units.NAMES, 0) | {"tipped": False},
    ),
}


@dataclass(frozen=True, slots=True)
class Difference:
    """A stored counter that is not what its facts add up to; `stored` is None without a row."""

    table: str
    key: Key
    column: str
    stored: int | date | None
    true: int | date | None


def differences(session: Session) -> list[Difference]:
    """Every counter that differs from its facts, in a snapshot; changes nothing.

    A week whose figures tell of fewer than 5 people is one too, which nothing can put right.
    """
    _one_snapshot(session)
    return [*_all(session), *_telling(session)]


def repair(session: Session) -> list[Difference]:
    """Write the true value over every counter that differs, and return what was changed.

    Nobody can act while it works: it holds the lock of every team. No week is counted either.
    """
    unit_weeks.lock(session)
    locks = select(TeamTotal.team_id).order_by(TeamTotal.team_id).with_for_update()
    session.execute(locks).all()
    return _put_right(session, list(_all(session)))


def repair_team(session: Session, team_id: int) -> list[Difference]:
    """The same for the counters of one team, under its own lock alone."""
    session.get(TeamTotal, team_id, with_for_update=True, populate_existing=True)
    return _put_right(session, list(_team(session, team_id)))


def repair_person(session: Session, person_id: int) -> list[Difference]:
    """The same for the counters of one person, whose acts wait meanwhile."""
    session.get(PersonTotal, person_id, with_for_update=True, populate_existing=True)
    return _put_right(session, list(_people(session, person_id, person_id)))


# What can be counted anew alone, by the kind of owner that a reason names.
REPAIRS = {"team": repair_team, "person": repair_person}


def _put_right(session: Session, found: list[Difference]) -> list[Difference]:
    for (table, key), some in groupby(found, key=lambda one: (one.table, one.key)):
        _write(session, table, key, {one.column: one.true for one in some})
    session.expire_all()
    return found


def _one_snapshot(session: Session) -> None:
    """All reads see the same moment, or acts that arrive meanwhile would look like faults."""
    if session.get_bind().dialect.name == "postgresql" and not session.in_transaction():
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _all(session: Session) -> Iterator[Difference]:
    for first in range(1, _last(session) + 1, PEOPLE_A_READ):
        yield from _people(session, first, first + PEOPLE_A_READ - 1)
    for team_id in session.scalars(
        select(TeamTotal.team_id)
        .union(select(TeamDay.team_id), select(Completion.team_id))
        .order_by("team_id")
    ).all():
        yield from _team(session, team_id)
    challenges = _stored(session, "challenge", Challenge.id > 0)
    yield from _compare("challenge", challenges, verify_votes.truth(session))
    for monday in verify_units.mondays(session):
        stored = _stored(session, "unit_week", UnitWeek.monday == monday)
        true = verify_units.truth(session, monday)
        yield from _compare("unit_week", stored, true)


def _telling(session: Session) -> Iterator[Difference]:
    for monday, people in verify_units.telling_weeks(session).items():
        yield Difference("cohort_unit", (monday,), "people", people, 0)


def _last(session: Session) -> int:
    """The highest id of a person who has a counter or an act."""
    newest = select(func.max(Completion.person_id)).union(
        select(func.max(PersonDay.person_id)), select(func.max(PersonTotal.person_id))
    )
    return max((id_ or 0 for id_ in session.scalars(newest)), default=0)


def _people(session: Session, first: int, last: int) -> Iterator[Difference]:
    for table, rows in verify_people.truth(session, first, last).items():
        some = TABLES[table][0].person_id.between(first, last)
        yield from _compare(table, _stored(session, table, some), rows)


def _team(session: Session, team_id: int) -> Iterator[Difference]:
    team = facts.team(session, team_id)
    rows = facts.rows(session, team_id, team)
    days: Rows = {
        (team_id, row.day): {
            "on_shift": row.on_shift,
            "done": row.done,
            "acts": team.on_day.get(row.day, 0),
        }
        for row in rows
    }
    warm_from, ledger = team_history.covers(session, team_id)
    history = History(team_id, rows, ledger, warm_from, rulebook.book(session))
    run, purse = history.streak(), history.purse()
    total = {
        "acts": team.acts,
        "streak": run.length,
        "streak_since": run.since,
        "best_streak": run.best,
        "earlier": run.earlier,
        "to_join": run.to_join,
        "covers_held": purse.held,
        "towards_cover": purse.towards,
    }
    yield from _compare(
        "team_day", _stored(session, "team_day", TeamDay.team_id == team_id), days
    )
    yield from _compare(
        "team_total",
        _stored(session, "team_total", TeamTotal.team_id == team_id),
        {(team_id,): total},
    )


def _stored(session: Session, table: str, which: Any) -> Rows:
    model, key, columns = TABLES[table]
    names = (*key, *columns)
    found = session.execute(select(*(getattr(model, name) for name in names)).where(which))
    return {
        tuple(row[: len(key)]): dict(zip(columns, row[len(key) :], strict=True))
        for row in found
    }


def _compare(table: str, stored: Rows, true: Rows) -> Iterator[Difference]:
    """Both sides beside each other; without facts a counter must be as if nothing had been."""
    empty = TABLES[table][2]
    for key in sorted(stored.keys() | true.keys()):
        kept, right = stored.get(key, {}), true.get(key, empty)
        for column, value in right.items():
            if not kept or kept[column] != value:
                yield Difference(table, key, column, kept.get(column), value)


def _write(session: Session, table: str, key: Key, true: Values) -> None:
    model, names, empty = TABLES[table]
    which = dict(zip(names, key, strict=True))
    # What is there first: a counter may stand beside columns that an INSERT would have to fill.
    kept = update(model).filter_by(**which).values(true).returning(getattr(model, names[0]))
    if session.execute(kept.execution_options(synchronize_session=False)).first():
        return
    session.execute(
        upsert(session, model)
        .values(which | empty | true)
        .on_conflict_do_update(index_elements=list(names), set_=true)
    )
