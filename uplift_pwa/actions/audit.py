"""The desk's memory: who changed what and when, written beside the change itself."""

from datetime import datetime

from sqlalchemy.orm import Session

from uplift_pwa.models import Audit


def note(
    session: Session,
    action: str,
    subject_kind: str,
    subject_id: int | None,
    *,
    by: int | None,
    at: datetime,
    detail: dict[str, object] | None = None,
) -> None:
    """Remember a change. `action` reads `challenge.published`; `by` None is the command line.

    `at` is aware. `detail` holds plain JSON values: what a reader needs, never a secret;
    `person` in it is always an id.
    """
    session.add(
        Audit(
            at=at,
            actor_id=by,
            action=action,
            subject_kind=subject_kind,
            subject_id=subject_id,
            detail=detail or {},
        )
    )
    session.flush()
