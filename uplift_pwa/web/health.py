"""For the machine that watches: is the process alive, can it write."""

from flask import Blueprint, g
from flask.typing import ResponseReturnValue

from uplift_pwa import migrate

bp = Blueprint("health", __name__, url_prefix="/health")


@bp.get("/live")
def live() -> ResponseReturnValue:
    return {"status": "ok"}


@bp.get("/ready")
def ready() -> ResponseReturnValue:
    """Whether the database answers and has the newest shape."""
    if not migrate.is_current(g.db.connection()):
        return {"status": "the database waits for its migration"}, 503
    return {"status": "ok"}
