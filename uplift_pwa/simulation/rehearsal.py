"""What the first week of a launch could look like: invented people in the shape of real ones.

Pure, by seed: it is given head counts and no names, and knows no database.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from uplift_pwa.rules.wall import instant
from uplift_pwa.simulation import behaviour
from uplift_pwa.simulation.organisation import SHIFTS, Member, member

MOST = 3000  # people who are made up, in all runs together
RUNS = 8  # at most; the fewer people there are, the more often they play
DAYS = 7
PLACE = ("", "UTC")  # the launch comes at one hour of every site's own clock
PROFILE = "launch"
ONE_HOUR, ONE_DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Group:
    """A unit's head count, how many of it have claimed their card, and in how many teams."""

    people: int
    claimed: int
    teams: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a unit would do: acts in the hour after the launch and on each day of the week,
    and how many of its people act on the first day.
    """

    first_hour: float = 0.0
    days: tuple[float, ...] = (0.0,) * DAYS
    actors: float = 0.0

    @property
    def week(self) -> float:
        return sum(self.days)


def rehearse(
    groups: Sequence[Group], launch: date, hour: int, *, seed: int = 2026
) -> list[Outlook]:
    """The expected first week of each group, launched at `hour` of the local clock.

    Time is bounded: of a large organisation a fair share plays and is scaled up.
    """
    everybody = sum(group.people for group in groups)
    if not everybody:
        return [Outlook() for _ in groups]
    share = min(1.0, MOST / everybody)
    runs = range(max(1, min(RUNS, MOST // everybody)))
    return [
        together([_play(group, share, launch, hour, f"{seed}:{place}:{run}") for run in runs],
                 1 / len(runs))
        for place, group in enumerate(groups)
    ]  # fmt: skip


def together(parts: Sequence[Outlook], factor: float = 1.0) -> Outlook:
    """Outlooks summed, and multiplied by `factor`."""
    return Outlook(
        factor * sum(part.first_hour for part in parts),
        tuple(factor * sum(part.days[day] for part in parts) for day in range(DAYS)),
        factor * sum(part.actors for part in parts),
    )


def _play(group: Group, share: float, launch: date, hour: int, seed: str) -> Outlook:
    """One first week; each who plays stands for as many as were left out."""
    if not group.people:
        return Outlook()
    size = max(1, round(share * group.people))
    random = Random(seed)
    players = [_player(random, number, group, size) for number in range(size)]
    starts = instant(datetime.combine(launch, time(hour)), PLACE[1])
    moments = [
        (one.number, day, at)
        for day in range(DAYS)
        for one, at in _acts(random, players, launch + ONE_DAY * day, launch, group.teams)
        if at >= starts
    ]
    told = Outlook(
        sum(at < starts + ONE_HOUR for _one, _day, at in moments),
        tuple(float(sum(on == day for _one, on, _at in moments)) for day in range(DAYS)),
        len({one for one, day, _at in moments if not day}),
    )
    return together([told], group.people / size)


def _player(random: Random, number: int, group: Group, size: int) -> Member:
    """Somebody on some shift; the first of them have claimed their cards."""
    made = member(random, 0, number + 1, "", PLACE, random.choice(list(SHIFTS)))
    has_claimed = number * group.people < group.claimed * size
    return replace(made, claims=-1 if has_claimed else None)


def _acts(
    random: Random, players: list[Member], day: date, launch: date, teams: int
) -> Iterator[tuple[Member, datetime]]:
    much = behaviour.energy((day - launch).days, PROFILE)
    moods = [much * behaviour.mood(random) for _team in range(max(1, teams))]
    for number, one in enumerate(players):
        shift, chance = behaviour.shift_on(one, day), random.random()
        is_willing = chance < min(behaviour.SURE, one.keen * moods[number % len(moods)])
        if shift and is_willing and behaviour.is_aboard(one, day, launch):
            for act in behaviour.of_a_person(random, one, day, shift):
                yield one, act.at
