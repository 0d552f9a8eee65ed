"""From what the clock on a wall says to the instant it says it, also where clocks jump."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

ONE_SECOND = timedelta(seconds=1)


def instant(wall: datetime, zone: str) -> datetime:
    """The first instant (UTC) at which the clocks of `zone` have reached `wall` (naive).

    Of an hour that comes twice it is the first; of one that is skipped, the end of the gap.
    """
    there = ZoneInfo(zone)
    at = wall.replace(tzinfo=there).astimezone(UTC)
    if at.astimezone(there).replace(tzinfo=None) == wall:
        return at
    return _after_gap(wall.replace(tzinfo=there, fold=1).astimezone(UTC), at, there)


def _after_gap(before: datetime, after: datetime, there: ZoneInfo) -> datetime:
    """Halve the time between two instants on either side of a gap down to the change."""
    old = before.astimezone(there).utcoffset()
    while after - before > ONE_SECOND:
        middle = before + timedelta(seconds=(after - before) // (2 * ONE_SECOND))
        if middle.astimezone(there).utcoffset() == old:
            before = middle
        else:
            after = middle
    return after
