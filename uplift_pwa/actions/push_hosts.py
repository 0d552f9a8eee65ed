"""Push services that an admin trusts besides those of the usual browsers (SAFETY W1)."""

import re
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit
from uplift_pwa.actions.refusals import Refused
from uplift_pwa.db import upsert
from uplift_pwa.models import PushHost

NAME = re.compile(r"\.?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?")


def trust(session: Session, host: str, *, by: int | None, at: datetime) -> None:
    """Trust a host, or with a leading dot everything below it. Twice is once.

    Its address is still looked at before each connection. Raises `Refused`: push_host.
    """
    host = host.strip().lower()
    if not NAME.fullmatch(host) or len(host) > 253:
        raise Refused("push_host")
    added = session.execute(
        upsert(session, PushHost)
        .values(host=host, added_by_id=by, added_at=at)
        .on_conflict_do_nothing()
        .returning(PushHost.host)
    )
    if added.first():
        _note(session, "push_host.trusted", host, by, at)


def distrust(session: Session, host: str, *, by: int | None, at: datetime) -> None:
    """Nothing is sent there any more, also not what is owed."""
    gone = session.execute(
        delete(PushHost).where(PushHost.host == host).returning(PushHost.host)
    )
    if gone.first():
        _note(session, "push_host.distrusted", host, by, at)


def _note(session: Session, action: str, host: str, by: int | None, at: datetime) -> None:
    audit.note(session, action, "push_host", None, by=by, at=at, detail={"host": host})
