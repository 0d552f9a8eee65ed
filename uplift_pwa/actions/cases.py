"""Cases: somebody says that a change looks wrong; an admin answers, or counts anew."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, locks, reasons, verify
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Case, Person, Reason
from uplift_pwa.queries import reasons as query

MOST_WAITING = 10
MOST_SIGNS = 500


def begin(
    session: Session,
    reason_id: int,
    text: str,
    *,
    person_id: int,
    team_id: int | None,
    at: datetime,
) -> int:
    """Ask the desk about a change one may read; asking the same again changes the words.

    `team_id` is the person's team now, `at` aware. Returns the case's id. Raises `Refused`:
    not_found, empty, too_long, enough_cases (RULES 12).
    """
    if not text.strip():
        raise Refused("empty")
    if len(text) > MOST_SIGNS:
        raise Refused("too_long")
    if query.readable(session, reason_id, person_id=person_id, team_id=team_id) is None:
        raise Refused("not_found")
    session.get_one(Person, person_id, with_for_update=True)  # one's questions queue up here
    waiting = _waiting(session, person_id)
    if reason_id in waiting:
        case = waiting[reason_id]
        case.text = text
    elif len(waiting) >= MOST_WAITING:
        raise Refused("enough_cases")
    else:
        case = Case(reason_id=reason_id, opened_by_id=person_id, text=text, opened_at=at)
        session.add(case)
    session.flush()
    return case.id


def answer(session: Session, case_id: int, text: str, *, by: int, at: datetime) -> None:
    """Answer a case, which closes it. Audited. Raises `Refused`: not_found, empty, too_long."""
    if not text.strip():
        raise Refused("empty")
    if len(text) > MOST_SIGNS:
        raise Refused("too_long")
    case = _case(session, case_id)
    if case.closed_at is not None:
        raise Refused("not_found")
    case.answer, case.closed_by_id, case.closed_at = text, by, at
    detail: dict[str, object] = {"reason": case.reason_id}
    audit.note(session, "case.answered", "case", case_id, by=by, at=at, detail=detail)


def recount(session: Session, case_id: int, *, day: date, by: int, at: datetime) -> int:
    """Count the case's team or person anew from the facts; returns how much was put right.

    Audited, for a team with what was there and what is there now, and a reason for its owner,
    dated to `day`. Raises `Refused`: not_found, nothing_to_count (a change of everybody's).
    """
    reason = session.get_one(Reason, _case(session, case_id).reason_id)
    kind, owner_id = reason.owner_kind, reason.owner_id
    if kind not in verify.REPAIRS:
        raise Refused("nothing_to_count")
    found = verify.REPAIRS[kind](session, owner_id)
    detail: dict[str, object] = {"of": kind, "changed": len(found)}
    if kind == "team":  # what a person did is nothing for the audit's readers (RULES 12)
        detail |= {"team": owner_id, "put_right": [_plain(one) for one in found]}
    audit.note(session, "case.recounted", "case", case_id, by=by, at=at, detail=detail)
    reasons.note(
        session,
        kind,
        owner_id,
        "case.recounted",
        paragraph=12,
        day=day,
        at=at,
        changed=len(found),
    )
    return len(found)


def _case(session: Session, case_id: int) -> Case:
    return locks.row(session, Case, Case.id == case_id)


def _waiting(session: Session, person_id: int) -> dict[int, Case]:
    rows = session.scalars(
        select(Case).where(Case.opened_by_id == person_id, Case.closed_at.is_(None))
    )
    return {case.reason_id: case for case in rows}


def _plain(one: verify.Difference) -> dict[str, Any]:
    return {
        "table": one.table,
        "key": [str(part) for part in one.key],
        "column": one.column,
        "was": str(one.stored),
        "is": str(one.true),
    }
