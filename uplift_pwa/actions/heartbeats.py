"""Signs of life of processes that nobody looks at, for whoever watches over them."""

from datetime import datetime

from sqlalchemy.orm import Session

from uplift_pwa.db import upsert
from uplift_pwa.models import Heartbeat

CLOCKWORK = "clockwork"


def beat(session: Session, name: str, *, at: datetime) -> None:
    """This process is at work at `at` (aware); of several the last one counts."""
    session.execute(
        upsert(session, Heartbeat)
        .values(name=name, at=at)
        .on_conflict_do_update(index_elements=["name"], set_={"at": at})
    )
