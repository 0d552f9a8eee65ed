"""The codes of one's own reports: kept on this phone alone, in its signed cookie.

They open one's own pages. Signing out takes them along, and so does somebody else's sign-in.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from flask import current_app, session, url_for

from uplift_pwa.actions import codes, roadblocks
from uplift_pwa.web import sessions

NAME = "roads"
KEPT = timedelta(days=120)
MOST = 12


def keep(code: str, day: date) -> None:
    """Remember a code on this phone, the newest first, the oldest forgotten."""
    others = [one for one in _lines() if one[0] != code]
    session[NAME] = [[code, day.isoformat()], *others][:MOST]


def keep_replayed(done: Iterable[tuple[str, str]]) -> None:
    """The same for reports that waited on this phone: (path, operation) of what was done."""
    here = url_for("roadblocks.create")
    seal, me = current_app.config["UPLIFT"].seal, sessions.me().person_id
    for operation in [operation for path, operation in done if path == here]:
        keep(roadblocks.code_of(seal, me, operation), sessions.own().day)


def kept(day: date) -> dict[str, str]:
    """The codes of the last 120 days by their digest, the newest first."""
    since = (day - KEPT).isoformat()
    found = [code for code, kept_on in _lines() if kept_on >= since]
    return {codes.digest(code, sessions.pepper()): code for code in found}


def _lines() -> list[tuple[str, str]]:
    return [(str(code), str(day)) for code, day in session.get(NAME, [])]
