"""The kinds of roadblocks that a new report may choose from, in the organisation's order."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from uplift_pwa.models import Organisation
from uplift_pwa.rules.roadblocks import offered as of


def offered(session: Session) -> tuple[str, ...]:
    """The organisation's own kinds, else the usual ones; the last is for all others."""
    return of(session.scalar(select(Organisation.roadblock_kinds)))
