"""For the machine that watches: is the process alive, can it write."""

from datetime import timedelta

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from uplift_pwa import clock, migrate
from uplift_pwa.queries import backups

bp = Blueprint("health", __name__, url_prefix="/health")

OLDEST_BACKUP = timedelta(hours=26)  # a night and two hours


@bp.get("/live")
def live() -> ResponseReturnValue:
    return {"status": "ok"}


@bp.get("/ready")
def ready() -> ResponseReturnValue:
    """Whether the database answers and has the newest shape. An old backup is said, and is no
    reason to send nobody here any more.
    """
    if not migrate.is_current(g.db.connection()):
        return {"status": "the database waits for its migration"}, 503
    return {"status": "ok", "warnings": _warnings()}


def _warnings() -> list[str]:
    made_at = backups.last(g.db)
    age = clock.now() - made_at if made_at else timedelta(0)
    if age <= OLDEST_BACKUP:
        return []
    return [f"the last backup is {age // timedelta(hours=1)} hours old"]
