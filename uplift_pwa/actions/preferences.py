"""How a person wants uplift to look and speak."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from uplift_pwa.models import Person


def keep(session: Session, person_id: int, *, language: str | None, theme: str | None) -> None:
    """Keep what was chosen; None leaves it as it is, an empty theme follows the system."""
    values: dict[str, Any] = {}
    if language is not None:
        values["locale"] = language
    if theme is not None:
        values["theme"] = theme or None
    if values:
        session.execute(
            update(Person)
            .where(Person.id == person_id)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
