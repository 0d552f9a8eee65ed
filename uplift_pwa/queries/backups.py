"""When the installation was last copied."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Audit

MADE = "backup.made"


def last(session: Session) -> datetime | None:
    """The moment (aware) of the newest backup, None where there has been none. One SELECT."""
    return session.scalar(select(func.max(Audit.at)).where(Audit.action == MADE))
