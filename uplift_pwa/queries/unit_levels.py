"""On which level of the map a unit stands: the highest of its cells."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from uplift_pwa.models import Level, UnitCell


def levels(session: Session, units: Collection[int]) -> dict[int, int]:
    """The rank of each unit's highest level."""
    rows = session.execute(
        select(UnitCell.unit_id, func.max(Level.rank))
        .join(Level, Level.id == UnitCell.level_id)
        .where(UnitCell.unit_id.in_(units))
        .group_by(UnitCell.unit_id)
    )
    return {unit: rank for unit, rank in rows}
