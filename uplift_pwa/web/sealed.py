"""The lift of one's own reports without a name: found for one's own pages alone (RULES 4)."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from flask import current_app, g

from uplift_pwa.queries import rulebook, sealed_lift
from uplift_pwa.queries.sealed_lift import Given
from uplift_pwa.web import sessions

ONE_DAY = timedelta(days=1)


def lift() -> dict[date, int]:
    """What each such report of the person who asks has added to its day. One SELECT."""
    since, until = _days()
    me, seal = sessions.me().person_id, _seal()
    return sealed_lift.gained(g.db, me, seal=seal, since=since, until=until)


def marks() -> dict[str, date]:
    """The marks that their reports would have left, for a page that reads them itself."""
    since, until = _days()
    return sealed_lift.marks(sessions.me().person_id, seal=_seal(), since=since, until=until)


def found(
    asked: Mapping[str, date], there: Iterable[str], given: Mapping[date, Given]
) -> dict[date, int]:
    """The lift of those marks that are there, beside what their days gave already."""
    return sealed_lift.extra([asked[mark] for mark in there], given, rulebook.book(g.db))


def _days() -> tuple[date, date]:
    own = sessions.own()
    return (sessions.me().joined_at or own.at).date() - ONE_DAY, own.day


def _seal() -> bytes:
    seal: bytes = current_app.config["UPLIFT"].seal
    return seal
