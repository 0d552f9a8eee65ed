"""The wallboard's link: made, made anew, taken down. Only its digest is kept."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from uplift_pwa.actions import audit, codes
from uplift_pwa.models import Wall


def make(session: Session, *, by: int, at: datetime, pepper: bytes) -> str:
    """A new secret, told this once; whatever link there was ends. `at` is aware."""
    session.execute(delete(Wall))
    secret = codes.card_code()
    wall = Wall(secret_digest=codes.digest(secret, pepper), made_at=at, made_by_id=by)
    session.add(wall)
    session.flush()
    audit.note(session, "wall.made", "wall", wall.id, by=by, at=at)
    return secret


def take_down(session: Session, *, by: int, at: datetime) -> None:
    """No link opens the wall any more. Without one nothing changes. `at` is aware."""
    gone = session.execute(delete(Wall).returning(Wall.id)).scalars().all()
    for wall_id in gone:
        audit.note(session, "wall.taken_down", "wall", wall_id, by=by, at=at)
