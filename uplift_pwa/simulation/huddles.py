"""Leaders who count, after the huddle, those without a phone. Pure, by seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from uplift_pwa.simulation import absence, behaviour
from uplift_pwa.simulation.organisation import Crew, Organisation

ONE_IN = 3  # teams has huddles
WEEKDAYS = (1, 4)
LEAST = 5  # people in a team that huddles
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Count:
    """The leader `number` counts: so many were present, and so many of them did it."""

    at: datetime
    number: str
    department: str
    team: str
    day: date
    present: int
    did_it: int


def counts(
    organisation: Organisation, launch: date, first: date, last: date
) -> Iterator[Count]:
    """The huddles of the service days from `first` to `last`."""
    for index, crew in enumerate(organisation.crews):
        is_one = index % ONE_IN == 0 and not crew.is_visited and len(crew.members) >= LEAST
        for number in range((last - first).days + 1 if is_one else 0):
            day = first + ONE_DAY * number
            if day >= launch and day.weekday() in WEEKDAYS:
                yield from _of_a_day(organisation, crew, day, launch)


def _of_a_day(
    organisation: Organisation, crew: Crew, day: date, launch: date
) -> Iterator[Count]:
    leader = crew.members[0]
    shift = behaviour.shift_on(leader, day)
    without = [
        one
        for one in crew.members
        if (one.claims is None or one.mode == "look") and behaviour.shift_on(one, day)
    ]
    if not shift or not without or absence.is_away(organisation, leader, day, launch):
        return
    random = Random(f"{organisation.shape.seed}:huddle:{crew.name}:{day}")
    present = random.randint(1, len(without))
    did_it = sum(random.random() < 0.75 for _ in range(present))
    at = (shift.ends_at - timedelta(minutes=20)).replace(microsecond=0)
    yield Count(at, leader.number, crew.department, crew.name, day, present, did_it)
