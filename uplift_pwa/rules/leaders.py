"""Leaders first: a team's reminder waits for its leader, one working day at most."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from uplift_pwa.rules.settings import DEFAULTS, Settings


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who leads a team, or stands in: since when, their newest own challenge.

    `works_on` are their working days of the last week up to the day that is asked about. Days
    of leave are none, so nobody waits for a leader who is away.
    """

    since: date
    newest_own: date | None
    works_on: Collection[date]


def waits(
    day: date, leaders: Sequence[Leader], *, launch_on: date, settings: Settings = DEFAULTS
) -> bool:
    """Whether the team's reminder of a service day waits for its leader (RULES 9).

    It does not while one of the leaders has done an own challenge in the last 7 days. Then it
    waits on the first working day of a leader, and once in every 7 days after that: each time
    one working day and no longer. Without a leader, or with all of them away, it never waits.
    """
    if not leaders or day < launch_on:
        return False
    begun = _begun(leaders, launch_on, settings)
    if day < begun:
        return False
    every = settings.leader_first_days
    turn = day - timedelta(days=(day - begun).days % every)
    works_on = {one for leader in leaders for one in leader.works_on if turn <= one <= day}
    return min(works_on, default=None) == day


def _begun(leaders: Sequence[Leader], launch_on: date, settings: Settings) -> date:
    """The first day on which no own challenge lies in the last 7 days."""
    own = [leader.newest_own for leader in leaders if leader.newest_own]
    if own:
        return max(own) + timedelta(days=settings.leader_first_days)
    return max(launch_on, min(leader.since for leader in leaders))
