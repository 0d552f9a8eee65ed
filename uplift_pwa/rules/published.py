"""Who is counted where in what everybody may read, so that no two figures tell of a few."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, pairwise

Place = int | None  # a unit of the map, or nowhere
Step = tuple[date, Place]  # from this Monday on
Span = tuple[int, int, Place]  # from one numbered week until before another
Way = tuple[Place, Place]  # where people were in some week, and where they are now
Few = tuple[int, int, int]  # from a numbered week until before another: so many people


@dataclass(frozen=True, slots=True)
class Party:
    """People who were published in the same places ever since and now want the same one.

    `stood` are their places from Monday to Monday, the oldest first; before that they were
    nowhere. `waits` is where they are counted if they cannot go yet, `wants` where they belong.
    """

    stood: tuple[Step, ...]
    waits: Place
    wants: Place
    people: int


def going(parties: Sequence[Party], least: int) -> set[int]:
    """Which parties, by number, may be published where they want to be (RULES 8).

    Between any week before and this one, those who were in one unit and are in another, who
    came, who left and who stayed are then nobody or at least `least`: so is every sum and every
    difference of units of two weeks. Who would stand out waits, and is tried again next week.
    """
    weeks = _numbered(parties)
    spans = [_spans(party.stood, weeks) for party in parties]
    found = {number for number, party in enumerate(parties) if party.wants != party.waits}
    while True:
        now = [
            (spans[number], party.wants if number in found else party.waits, party.people)
            for number, party in enumerate(parties)
        ]
        small = _small(now, least)
        waiting = {
            number for number in found if _stands_out(parties[number], spans[number], small)
        }
        if not waiting:
            return found
        found -= waiting


def telling(histories: Mapping[tuple[Step, ...], int], least: int) -> dict[date, int]:
    """The Mondays that, beside a week before them, tell of fewer than `least` people, and of
    how few. Empty where every week was published as `going` allows.

    `histories` are places from Monday to Monday, and how many people have each.
    """
    mondays = sorted({monday for stood in histories for monday, _ in stood})
    found = {monday: _fewest(histories, monday, least) for monday in mondays}
    return {monday: people for monday, people in found.items() if people}


def place(stood: Iterable[Step], monday: date) -> Place:
    """Where people with these steps stood in a week."""
    return next((where for since, where in reversed(tuple(stood)) if since <= monday), None)


def _fewest(histories: Mapping[tuple[Step, ...], int], monday: date, least: int) -> int:
    parties = [
        Party(tuple(step for step in stood if step[0] < monday), None, None, people)
        for stood, people in histories.items()
    ]
    weeks = _numbered(parties)
    now = [
        (_spans(party.stood, weeks), place(stood, monday), party.people)
        for party, stood in zip(parties, histories, strict=True)
    ]
    return min((few[2] for some in _small(now, least).values() for few in some), default=0)


def _numbered(parties: Iterable[Party]) -> dict[date, int]:
    """The Mondays on which anything changed, in order; 0 is the time before them."""
    mondays = sorted({monday for party in parties for monday, _ in party.stood})
    return {monday: number for number, monday in enumerate(mondays, start=1)}


def _spans(stood: Sequence[Step], weeks: Mapping[date, int]) -> list[Span]:
    starts = [(0, None), *((weeks[monday], where) for monday, where in stood)]
    ends = [start for start, _ in starts[1:]] + [len(weeks) + 1]
    return [(start, end, where) for (start, where), end in zip(starts, ends, strict=True)]


def _small(
    now: Iterable[tuple[Sequence[Span], Place, int]], least: int
) -> dict[Way, list[Few]]:
    """The ways that 1 to `least` - 1 people went, and between which weeks."""
    changes: dict[Way, Counter[int]] = defaultdict(Counter)
    for spans, place, people in now:
        for start, end, was in spans:
            if was is not None or place is not None:
                changes[was, place][start] += people
                changes[was, place][end] -= people
    found = {way: _few(counted, least) for way, counted in changes.items()}
    return {way: some for way, some in found.items() if some}


def _few(changes: Mapping[int, int], least: int) -> list[Few]:
    weeks = sorted(changes)
    people = accumulate(changes[week] for week in weeks)
    spans = zip(pairwise(weeks), people, strict=False)
    return [(start, end, count) for (start, end), count in spans if 0 < count < least]


def _stands_out(party: Party, spans: Sequence[Span], small: Mapping[Way, list[Few]]) -> bool:
    """Whether the party is among the few, or leaves a few behind."""
    return any(
        start < until and since < end
        for start, end, was in spans
        for now in (party.wants, party.waits)
        for since, until, _ in small.get((was, now), ())
    )
