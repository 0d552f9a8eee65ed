"""Deletes an account: the person goes, and what their team and unit counted stays.

docs/decisions/0020 says what is left, and why.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, delete, or_, select, update
from sqlalchemy.orm import Session

from uplift_pwa import models as m
from uplift_pwa.actions import audit, people_moves
from uplift_pwa.actions.people import check_may_go
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Base, Completion, NameKey, NameWord, Person, PersonWord, Thanks

NOBODY = "—"


def erase(
    session: Session, person_id: int, *, by: int | None, today: date, at: datetime
) -> None:
    """Remove everything that says who a person was. There is no way back.

    Days, completions and memberships stay under a number without a name, so every count of
    their team and unit is what it was. `today` is the day at the desk, `at` aware; `by` None is
    the command line. Audited. Raises `Refused`: not_found, oneself, last_admin, not_admin.
    """
    check_may_go(session, person_id, by=by)
    person = session.get(Person, person_id, with_for_update=True, populate_existing=True)
    if person is None or person.erased_at is not None:
        raise Refused("not_found")
    names = {person.name, person.staff_number, person.email} - {None, ""}
    people_moves.end(session, person_id, today=today)
    _delete_rows(session, person_id)
    _delete_words(session, person_id)
    _empty_texts(session, person_id, at)
    _forget_in_audit(session, {str(name) for name in names})
    _make_nameless(person, at)
    audit.note(session, "person.erased", "person", person_id, by=by, at=at)


def _delete_rows(session: Session, who: int) -> None:
    reasons = select(m.Reason.id).where(_owned(m.Reason, who))
    cases = or_(m.Case.opened_by_id == who, m.Case.reason_id.in_(reasons))
    ideas = select(m.Idea.id).where(m.Idea.author_id == who)
    _delete(session, m.Case, cases)
    _delete(session, m.IdeaVoice, m.IdeaVoice.idea_id.in_(ideas))
    _delete(session, m.Idea, m.Idea.author_id == who)
    for owned in (m.Reason, m.Award, m.AwardDue):
        _delete(session, owned, _owned(owned, who))
    for table in _THEIRS:
        _delete(session, table, table.__table__.c.person_id == who)
    # Whole files of people wait up to 30 days; nobody can say which of them hold this one.
    session.execute(delete(m.ImportFile))


def _delete_words(session: Session, who: int) -> None:
    """No search finds them, and words that only they were called are forgotten."""
    words = list(session.scalars(select(PersonWord.word_id).filter_by(person_id=who)))
    _delete(session, PersonWord, PersonWord.person_id == who)
    others = set(
        session.scalars(select(PersonWord.word_id).where(PersonWord.word_id.in_(words)))
    )
    unused = [word for word in words if word not in others]
    _delete(session, NameKey, NameKey.word_id.in_(unused))
    _delete(session, NameWord, NameWord.id.in_(unused))


def _empty_texts(session: Session, who: int, at: datetime) -> None:
    """Words of theirs, and cards of thanks that are about them; the rows are what counts."""
    acts = select(Completion.id).where(Completion.person_id == who)
    to_them = and_(Thanks.receiver_kind == "person", Thanks.receiver_id == who)
    cards = or_(Thanks.sender_id == who, to_them)
    _hide(session, "story", acts, at)
    _hide(session, "thanks", select(Thanks.id).where(cards), at)
    _change(session, m.Story, m.Story.completion_id.in_(acts), hidden_at=at)
    _change(session, m.Sentence, m.Sentence.completion_id.in_(acts), text="", language=None)
    _change(session, Thanks, cards, reason="", hidden_at=at)
    answers = or_(m.Confirmation.asked_id == who, m.Confirmation.completion_id.in_(acts))
    _change(session, m.Confirmation, answers, sentence=None, language=None)
    _change(session, m.ContentReport, m.ContentReport.reporter_id == who, why=None)
    _change(session, m.ContentReport, _of_them(acts, cards), why=None)
    named = m.Roadblock.reporter_id == who
    _change(session, m.Roadblock, named, text="", reporter_id=None, token_digest=None)
    _change(session, m.SignInFailure, m.SignInFailure.person_id == who, person_id=None)
    _change(session, m.Station, m.Station.person_id == who, person_id=None, turn=None)


def _of_them(acts: Any, cards: ColumnElement[bool]) -> ColumnElement[bool]:
    """Reports of their stories and cards, which may quote them."""
    kind, subject = m.ContentReport.kind, m.ContentReport.subject_id
    return or_(
        and_(kind == "story", subject.in_(acts)),
        and_(kind == "thanks", subject.in_(select(Thanks.id).where(cards))),
    )


def _forget_in_audit(session: Session, names: Iterable[str]) -> None:
    """Wherever the audit wrote a name, a number or an address of theirs down, a dash stands."""
    for name in names:
        for row in session.scalars(select(m.Audit).where(_writes(name))):
            row.detail = {key: _without(value, name) for key, value in row.detail.items()}
    session.flush()


def _writes(name: str) -> ColumnElement[bool]:
    return cast(m.Audit.detail, Text).contains(json.dumps(name)[1:-1], autoescape=True)


def _without(value: object, name: str) -> object:
    if isinstance(value, str):
        return value.replace(name, NOBODY)
    if isinstance(value, list):
        return [_without(one, name) for one in value]
    if isinstance(value, dict):
        return {key: _without(one, name) for key, one in value.items()}
    return value


def _make_nameless(person: Person, at: datetime) -> None:
    person.name = person.given_name = NOBODY
    person.role, person.status, person.erased_at = "staff", "left", at
    for column in ("staff_number", "email", "locale", "theme", "hired_on", "password_hash"):
        setattr(person, column, None)


def _hide(session: Session, kind: str, subjects: Any, at: datetime) -> None:
    item = m.FeedItem
    _change(session, item, and_(item.kind == kind, item.subject_id.in_(subjects)), hidden_at=at)


def _owned(table: type[Base], who: int) -> ColumnElement[bool]:
    fields = table.__table__.c
    return and_(fields.owner_kind == "person", fields.owner_id == who)


def _delete(session: Session, table: type[Base], which: ColumnElement[bool]) -> None:
    session.execute(delete(table).where(which).execution_options(synchronize_session=False))


def _change(
    session: Session, table: type[Base], which: ColumnElement[bool], **values: Any
) -> None:
    found = update(table).where(which).values(**values)
    session.execute(found.execution_options(synchronize_session=False))


# Nothing is counted from these. Those that others point at come after those that point.
_THEIRS: tuple[type[Base], ...] = (
    *(m.Subscription, m.SignIn, m.AccessCard, m.MovingCode, m.Pin, m.OperationResult),
    *(m.Reminder, m.Nudge, m.News, m.MomentSeen, m.FirstAct, m.Leadership),
    *(m.ThanksPutAway, m.OwnCopy, m.DeletionRequest),
)
