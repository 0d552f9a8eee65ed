"""Rows that an action has for itself until the commit."""

from typing import TypeVar

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from uplift_pwa.actions.refusals import Refused
from uplift_pwa.models import Base

Row = TypeVar("Row", bound=Base)


def row(session: Session, model: type[Row], *which: ColumnElement[bool]) -> Row:
    """The one row that fits, as it is now, locked. Raises `Refused`: not_found."""
    found = session.scalars(
        select(model).where(*which).with_for_update().execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise Refused("not_found")
    return found
