"""The audit, newest first: who changed what on the desk and when, by words, area and day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Audit, Person, Site, Team

PAGE = 50
LOOKED_THROUGH = 1_000  # entries that a page looks through for words; older ones on demand
LARGEST_BITE = 1000  # rows of an export that are in memory at once


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to: words, an area, a time.

    `since` and `until` are aware, `since` included, `until` not.
    """

    words: str = ""
    area: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One change. `actor` None is the command line or the clockwork; `subject` is a name if the
    change was to a person, a team or a site, `other` the person whom it was about besides.
    """

    id: int
    at: datetime
    actor: str | None
    action: str
    subject_kind: str
    subject_id: int | None
    subject: str | None
    other: str | None
    detail: dict[str, object]


@dataclass(frozen=True, slots=True)
class Page:
    """`older` leads on to the entries before the last one here; None at the end.

    `looked_to` is how far back words were looked for, where there is more to look through.
    """

    entries: list[Entry]
    older: int | None
    looked_to: datetime | None = None


def page(session: Session, wanted: Wanted, *, before: int | None = None) -> Page:
    """The newest entries, or those before the entry `before`. One SELECT.

    Words are looked for in `LOOKED_THROUGH` entries at a time, for two SELECTs: a word that
    nobody wrote would be looked for in all of them.
    """
    end = _end(session, wanted, before) if wanted.words.split() else None
    found = _read(session, wanted, before, PAGE + 1, *([Audit.id >= end.id] if end else []))
    if len(found) > PAGE:
        return Page(found[:PAGE], found[PAGE - 1].id)
    return Page(found, end.id, end.at) if end else Page(found, None)


def everything(session: Session, wanted: Wanted) -> Iterator[Entry]:
    """All entries that fit, newest first, in bites that any memory holds."""
    before = None
    while bite := _read(session, wanted, before, LARGEST_BITE):
        yield from bite
        before = bite[-1].id


def _end(session: Session, wanted: Wanted, before: int | None) -> Any:
    """The last entry that this page looks through for words; None where it gets to the end."""
    anything = replace(wanted, words="")
    last = session.execute(
        select(Audit.id, Audit.at)
        .where(*_narrowed(anything, before))
        .order_by(Audit.id.desc())
        .offset(LOOKED_THROUGH - 1)
        .limit(2)
    ).all()
    return last[0] if len(last) > 1 else None


def _read(
    session: Session, wanted: Wanted, before: int | None, most: int, *more: ColumnElement[bool]
) -> list[Entry]:
    rows = session.execute(
        _ENTRIES.where(*_narrowed(wanted, before), *more).order_by(Audit.id.desc()).limit(most)
    )
    return [Entry(*row) for row in rows]


def _narrowed(wanted: Wanted, before: int | None) -> Iterator[ColumnElement[bool]]:
    if before is not None:
        yield Audit.id < before
    if wanted.area:
        yield Audit.area == wanted.area
    if wanted.since:
        yield Audit.at >= wanted.since
    if wanted.until:
        yield Audit.at < wanted.until
    yield from (_mentions(word) for word in wanted.words.split())


def _mentions(word: str) -> ColumnElement[bool]:
    """In a name, or in what was written down, where other scripts stand in their escapes."""
    escaped = json.dumps(word)[1:-1]
    return or_(
        *(name.icontains(word, autoescape=True) for name in _NAMES),
        cast(Audit.detail, Text).icontains(escaped, autoescape=True),
    )


def _name(model: Any, id_: Any) -> Any:
    # Looked up one by one: for a join, PostgreSQL may read everybody to name a thousand.
    return select(model.name).where(model.id == id_).correlate(Audit).scalar_subquery()


_SUBJECTS: dict[str, Any] = {"person": Person, "team": Team, "site": Site}
_NAMES = (
    _name(Person, Audit.actor_id),
    case(
        {kind: _name(model, Audit.subject_id) for kind, model in _SUBJECTS.items()},
        value=Audit.subject_kind,
    ),
    _name(Person, Audit.detail["person"].as_integer()),
)
_ENTRIES: Any = select(
    Audit.id,
    Audit.at,
    _NAMES[0].label("actor"),
    Audit.action,
    Audit.subject_kind,
    Audit.subject_id,
    _NAMES[1].label("subject"),
    _NAMES[2].label("other"),
    Audit.detail,
)
