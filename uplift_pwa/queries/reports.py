"""The desk's inbox of words: what readers reported, and what customers wrote."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from uplift_pwa.models import (
    Completion,
    ContentReport,
    CounterAnswer,
    Sentence,
    Team,
    Thanks,
)
from uplift_pwa.queries import rulebook

PAGE = 20


@dataclass(frozen=True, slots=True)
class Reported:
    """Words that somebody asked to look at. `reports` is None for fewer than 5 (RULES 8).

    Nobody's name stands here: the desk looks at words, not at people. `whys` are readers' own.
    """

    kind: str
    subject_id: int
    text: str
    language: str | None
    since: datetime
    reports: int | None
    whys: list[str]


@dataclass(frozen=True, slots=True)
class FromCustomer:
    """A customer's sentence that waits."""

    id: int
    team: str
    text: str | None
    language: str
    word: str
    day: date


@dataclass(frozen=True, slots=True)
class Page:
    """One page of an inbox; what waits in both of them is counted."""

    rows: list[Any]
    has_more: bool
    reported: int
    customers: int


def reported(session: Session, number: int, day: date) -> Page:
    """Page `number` of the reported words, the oldest first, by the numbers in force on `day`.

    Four SELECTs at most.
    """
    least = rulebook.book(session).on(day).least_people
    groups = session.execute(_groups().limit(PAGE + 1).offset((number - 1) * PAGE)).all()
    shown = groups[:PAGE]
    whys = _whys(session, shown)
    rows = [
        Reported(
            row.kind,
            row.subject_id,
            row.text or "",
            row.language,
            row.since,
            row.reports if row.reports >= least else None,
            whys.get((row.kind, row.subject_id), []),
        )
        for row in shown
    ]
    return Page(rows, len(groups) > PAGE, *_waiting(session))


def customers(session: Session, number: int) -> Page:
    """Page `number` of the customers' sentences that wait, the oldest first. Two SELECTs."""
    found = session.execute(
        select(
            CounterAnswer.id,
            Team.name,
            CounterAnswer.sentence,
            CounterAnswer.language,
            CounterAnswer.word,
            CounterAnswer.day,
        )
        .join(Team, Team.id == CounterAnswer.team_id)
        .where(CounterAnswer.state == "waiting")
        .order_by(CounterAnswer.id)
        .limit(PAGE + 1)
        .offset((number - 1) * PAGE)
    ).all()
    rows = [FromCustomer(*row._tuple()) for row in found[:PAGE]]
    return Page(rows, len(found) > PAGE, *_waiting(session))


def _groups() -> Any:
    subject = (
        select(
            ContentReport.kind,
            ContentReport.subject_id,
            func.count().label("reports"),
            func.min(ContentReport.reported_at).label("since"),
        )
        .where(ContentReport.answered_at.is_(None))
        .group_by(ContentReport.kind, ContentReport.subject_id)
        .subquery()
    )
    story = and_(subject.c.kind == "story", Completion.id == subject.c.subject_id)
    thanks = and_(subject.c.kind == "thanks", Thanks.id == subject.c.subject_id)
    return (
        select(
            subject,
            func.coalesce(Sentence.text, Thanks.reason).label("text"),
            Sentence.language,
        )
        .outerjoin(Completion, story)
        .outerjoin(Sentence, Sentence.completion_id == Completion.id)
        .outerjoin(Thanks, thanks)
        .order_by(subject.c.since, subject.c.subject_id)
    )


def _whys(session: Session, groups: Any) -> dict[tuple[str, int], list[str]]:
    found: dict[tuple[str, int], list[str]] = {}
    if not groups:
        return found
    these = or_(
        *(
            and_(ContentReport.kind == row.kind, ContentReport.subject_id == row.subject_id)
            for row in groups
        )
    )
    rows = session.execute(
        select(ContentReport.kind, ContentReport.subject_id, ContentReport.why)
        .distinct()  # how often the same was said would count its readers
        .where(these, ContentReport.why.is_not(None), ContentReport.answered_at.is_(None))
        .order_by(ContentReport.why)
        .limit(PAGE * PAGE)
    )
    for kind, subject_id, why in rows:
        found.setdefault((kind, subject_id), []).append(str(why))
    return found


def _waiting(session: Session) -> tuple[int, int]:
    """How many words wait: reported ones, and customers'."""
    subject = case(
        (ContentReport.kind == "story", -ContentReport.subject_id),
        else_=ContentReport.subject_id,
    )
    theirs: Select[Any] = (
        select(func.count()).select_from(CounterAnswer).where(CounterAnswer.state == "waiting")
    )
    row = session.execute(
        select(
            func.count(subject.distinct()).label("reported"),
            theirs.scalar_subquery().label("customers"),
        ).where(ContentReport.answered_at.is_(None))
    ).one()
    return row.reported, row.customers
