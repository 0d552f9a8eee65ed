"""The desk's front door."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

bp = Blueprint("desk", __name__)


@bp.get("/desk")
def index() -> ResponseReturnValue:
    return redirect(url_for("challenges.index"))
