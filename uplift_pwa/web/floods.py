"""Stops somebody who asks far more often than a hand can; kept in the process, gone with it."""

from collections import deque
from datetime import datetime, timedelta

from flask import abort, current_app

from uplift_pwa import clock
from uplift_pwa.web import sessions

WITHIN = timedelta(minutes=15)
MOST_PEOPLE = 10_000  # that are remembered at once

Times = dict[tuple[str, int], deque[datetime]]


def check(what: str, most: int) -> None:
    """Answer 429 after `most` of the same by one person in a quarter of an hour (SAFETY E7).

    Every process counts for itself: it is a brake, not a lock.
    """
    known: Times = current_app.extensions.setdefault("floods", {})
    now = clock.now()
    times = known.setdefault((what, sessions.me().person_id), deque())
    while times and times[0] <= now - WITHIN:
        times.popleft()
    if len(times) >= most:
        abort(429)
    times.append(now)
    if len(known) > MOST_PEOPLE:
        known.pop(next(iter(known)))
