"""What stops people, and what their leaders make of it. Pure, by seed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from uplift_pwa.simulation import absence, behaviour
from uplift_pwa.simulation.names import ROADBLOCKS
from uplift_pwa.simulation.organisation import Crew, Member, Organisation

OFTEN = 0.028  # a team and day
NAMED, NEVER_ANSWERED, CLEARED, CONFIRMED = 0.2, 0.14, 0.66, 0.85
LONGEST = timedelta(days=30)  # from a report to the last that happens to it
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Stopped:
    """Somebody says what stops them; `operation` is what their phone would call it."""

    at: datetime
    number: str
    operation: str
    kind: str
    text: str
    named: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """`number` says "me too" of what `reporter` reported."""

    at: datetime
    number: str
    reporter: str
    operation: str


@dataclass(frozen=True, slots=True)
class Tended:
    """The leader `number` answers ("answered") or clears ("cleared") it; or its reporter says
    that the road is clear ("confirmed")."""

    at: datetime
    number: str
    reporter: str
    operation: str
    step: str
    text: str = ""


Road = Stopped | Shared | Tended


def roads(organisation: Organisation, launch: date, first: date, last: date) -> Iterator[Road]:
    """All that may happen from `first` to `last`, with what began before and goes on."""
    begins = max(launch, first - LONGEST)
    for crew in organisation.crews:
        for number in range((last - begins).days + 1):
            yield from _of_a_day(organisation, crew, begins + ONE_DAY * number, launch)


def _of_a_day(
    organisation: Organisation, crew: Crew, day: date, launch: date
) -> Iterator[Road]:
    random = Random(f"{organisation.shape.seed}:road:{crew.department}:{crew.name}:{day}")
    if random.random() > OFTEN:
        return
    here = [
        one
        for one in crew.members
        if behaviour.is_aboard(one, day, launch)
        and behaviour.shift_on(one, day)
        and not one.is_visitor
        and not absence.is_away(organisation, one, day, launch)
    ]
    if here:
        yield from _road(random, crew, random.choice(here), here, day)


def _road(
    random: Random, crew: Crew, reporter: Member, here: list[Member], day: date
) -> Iterator[Road]:
    shift = behaviour.shift_on(reporter, day)
    if shift is None:
        return
    at = (shift.starts_at + (shift.ends_at - shift.starts_at) * 0.6).replace(microsecond=0)
    kind, text, answer = random.choice(ROADBLOCKS)
    key = reporter.number, f"road-{reporter.number}-{day}"
    yield Stopped(at, *key, kind, text, named=random.random() < NAMED)
    others = [one.number for one in here if one is not reporter]
    many = min(len(others), random.choice((0, 1, 3, 5)))
    for place, number in enumerate(random.sample(others, many)):
        yield Shared(at + timedelta(hours=2 + 3 * place), number, *key)
    if random.random() > NEVER_ANSWERED:
        yield from _tended(random, crew.members[0].number, key, at, answer)


def _tended(
    random: Random, leader: str, key: tuple[str, str], at: datetime, answer: str
) -> Iterator[Tended]:
    answered = at + timedelta(days=random.choice((1, 1, 2, 3, 5)), hours=1)
    yield Tended(answered, leader, *key, "answered", answer)
    if random.random() < CLEARED:
        cleared = answered + timedelta(days=random.randint(2, 10))
        yield Tended(cleared, leader, *key, "cleared", "")
        if random.random() < CONFIRMED:
            after = timedelta(days=random.randint(1, 3))
            yield Tended(cleared + after, key[0], *key, "confirmed")
