"""An operation with a client's id happens once; a repeat hears the first answer (SAFETY D5)."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import OperationResult

LONGEST_ID = 64


def once(
    session: Session,
    person_id: int,
    client_id: str | None,
    payload: dict[str, Any],
    *,
    at: datetime,
    do: Callable[[], Any],
) -> None:
    """Do it, unless this person's `client_id` has been answered before.

    Raises `Refused("other_payload")` when the same id comes with something else (SAFETY D6).
    """
    if client_id is None:
        do()
        return
    if not 8 <= len(client_id) <= LONGEST_ID or not client_id.isascii():
        raise Refused("operation_id")
    digest = _digest(payload)
    claimed = session.execute(
        upsert(session, OperationResult)
        .values(
            person_id=person_id,
            client_id=client_id,
            payload_digest=digest,
            answer={"status": "done"},
            at=at,
        )
        .on_conflict_do_nothing()
        .returning(OperationResult.id)
    ).first()
    if claimed:
        do()
        return
    known = session.scalar(
        select(OperationResult.payload_digest).filter_by(
            person_id=person_id, client_id=client_id
        )
    )
    if known != digest:
        raise Refused("other_payload")


def _digest(payload: dict[str, Any]) -> str:
    text = json.dumps(payload, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(), digest_size=32).hexdigest()
