"""Everything that happens in an organisation between two moments, in order. Pure, by seed."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from uplift_pwa.rules.wall import instant
from uplift_pwa.simulation import absence, behaviour, huddles, kindness, roads
from uplift_pwa.simulation.absence import Closed, Leave
from uplift_pwa.simulation.behaviour import Act
from uplift_pwa.simulation.huddles import Count
from uplift_pwa.simulation.kindness import Kindness
from uplift_pwa.simulation.organisation import Crew, Organisation
from uplift_pwa.simulation.roads import Road

BACK = timedelta(days=4)  # a day is open for 72 hours: what was held back can still come
AT_ONCE = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody claims their card (`at` UTC, on the local `day`), and says how to take part."""

    at: datetime
    number: str
    day: date


Event = Act | Arrival | Leave | Closed | Count | Road | Kindness


@dataclass(frozen=True, slots=True)
class Window:
    """After `since`, up to and including `until`; aware, UTC. `launch` is a service day."""

    launch: date
    since: datetime
    until: datetime


def events(
    organisation: Organisation, window: Window, done: Collection[tuple[str, date]] = ()
) -> list[Event]:
    """What happens in the window, by time.

    On a day that is not over yet the visited teams wait for their visitors. `done` names who
    of them has acted on which day, so that what they held back comes once the day is over.
    """
    first, last = _days(window)
    besides: list[Event] = [
        *_arrivals(organisation, window.launch),
        *absence.leaves(organisation, window.launch),
        *absence.closed(organisation, window.launch),
        *huddles.counts(organisation, window.launch, first, last),
        *roads.roads(organisation, window.launch, first, last),
        *kindness.kindnesses(organisation, window.launch, first, last),
    ]
    found = [one for one in besides if _is_in(window, one.at)]
    for crew, day, acts in behaviour.acts(organisation, window.launch, first, last):
        if crew.is_visited:
            acts = list(_visited(organisation.shape.seed, crew, day, acts, window, done))
        found += [act for act in acts if _is_in(window, act.at)]
    return sorted(found, key=lambda event: (event.at, event.number))


def _days(window: Window) -> tuple[date, date]:
    return (window.since - BACK).date(), window.until.date() + timedelta(days=1)


def _is_in(window: Window, at: datetime) -> bool:
    return window.since < at <= window.until


def _arrivals(organisation: Organisation, launch: date) -> Iterator[Arrival]:
    """Each on a morning, at the hour of their site."""
    for one in organisation.members:
        if one.claims is not None:
            day = launch + timedelta(days=one.claims)
            random = Random(f"{organisation.shape.seed}:arrival:{one.number}")
            wall = datetime.combine(day, time(9 + random.randrange(3), random.randrange(60)))
            yield Arrival(instant(wall, one.zone), one.number, day)


def _visited(
    seed: int,
    crew: Crew,
    day: date,
    acts: list[Act],
    window: Window,
    done: Collection[tuple[str, date]],
) -> Iterator[Act]:
    if not all(behaviour.is_over(member, day, window.until) for member in crew.members):
        yield from behaviour.waiting(seed, crew, day, window.launch)
        return
    for act in acts:
        if (act.number, day) not in done:
            yield replace(act, at=max(act.at, window.since + AT_ONCE))
