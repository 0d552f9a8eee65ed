"""The audit, newest first: who changed what on the desk and when, by words, area and day."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from uplift_pwa.models import Audit, Person, Site, Team

PAGE = 50
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
    """`older` leads on to the entries before the last one here; None at the end."""

    entries: list[Entry]
    older: int | None


def page(session: Session, wanted: Wanted, *, before: int | None = None) -> Page:
    """The newest entries, or those before the entry `before`. One SELECT."""
    found = _read(session, wanted, before, PAGE + 1)
    more = len(found) > PAGE
    return Page(found[:PAGE], found[PAGE - 1].id if more else None)


def everything(session: Session, wanted: Wanted) -> Iterator[Entry]:
    """All entries that fit, newest first, in bites that any memory holds."""
    before = None
    while bite := _read(session, wanted, before, LARGEST_BITE):
        yield from bite
        before = bite[-1].id


def _read(session: Session, wanted: Wanted, before: int | None, most: int) -> list[Entry]:
    rows = session.execute(
        _ENTRIES.where(*_narrowed(wanted, before)).order_by(Audit.id.desc()).limit(most)
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


_actor, _subject, _other = aliased(Person), aliased(Person), aliased(Person)
_NAMES = (_actor.name, _subject.name, _other.name, Team.name, Site.name)
_ENTRIES: Any = (
    select(
        Audit.id,
        Audit.at,
        _actor.name.label("actor"),
        Audit.action,
        Audit.subject_kind,
        Audit.subject_id,
        func.coalesce(_subject.name, Team.name, Site.name).label("subject"),
        _other.name.label("other"),
        Audit.detail,
    )
    .outerjoin(_actor, _actor.id == Audit.actor_id)
    .outerjoin(_subject, and_(Audit.subject_kind == "person", _subject.id == Audit.subject_id))
    .outerjoin(Team, and_(Audit.subject_kind == "team", Team.id == Audit.subject_id))
    .outerjoin(Site, and_(Audit.subject_kind == "site", Site.id == Audit.subject_id))
    .outerjoin(_other, _other.id == Audit.detail["person"].as_integer())
)
