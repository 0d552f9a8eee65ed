"""What colleagues and leaders do beside the acts: thanks, ideas, cheers, own challenges."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from uplift_pwa.simulation import absence, behaviour
from uplift_pwa.simulation.names import IDEAS, THANKS
from uplift_pwa.simulation.organisation import Crew, Member, Organisation

LEADS_WELL = 0.72  # of the leaders do a challenge of their own in a week
CHEERS = 0.22  # a team and day
THANKED = 0.1  # a team and day
TO_ALL = 0.2  # of these to a whole team
IDEA_DAYS = (6, 13, 15, 24)  # after the launch
VOICES = 6
CUSTOMERS = 0.35  # a day and counter card
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Lead:
    """The leader `number` does a challenge of their own."""

    at: datetime
    number: str


@dataclass(frozen=True, slots=True)
class Cheered:
    """The leader `number` cheers the team on."""

    at: datetime
    number: str
    department: str
    team: str


@dataclass(frozen=True, slots=True)
class Thanked:
    """`number` thanks a colleague, or the whole team `team` of `department`."""

    at: datetime
    number: str
    to: str
    department: str
    team: str
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """`number` has an idea, and `others` say "me too"."""

    at: datetime
    number: str
    title: str
    text: str
    helps: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Served:
    """A customer answers by the team's counter card."""

    at: datetime
    number: str  # of the leader who put the card up
    department: str
    team: str
    word: str


Kindness = Lead | Cheered | Thanked | Proposed | Served


def kindnesses(
    organisation: Organisation, launch: date, first: date, last: date
) -> Iterator[Kindness]:
    """From `first` to `last`, service days."""
    for number in range((last - first).days + 1):
        day = first + ONE_DAY * number
        if day < launch:
            continue
        for index, crew in enumerate(organisation.crews):
            random = Random(f"{organisation.shape.seed}:kind:{crew.name}:{index}:{day}")
            yield from _of_a_crew(random, organisation, crew, day, launch)
            if index % 6 == 1:
                yield from _customers(random, crew, day)
        yield from _idea(organisation, day, launch)


def _of_a_crew(
    random: Random, organisation: Organisation, crew: Crew, day: date, launch: date
) -> Iterator[Kindness]:
    here = [one for one in crew.members if _is_here(organisation, one, day, launch)]
    leader = crew.members[0]
    drawn, cheered, thanked = random.random(), random.random(), random.random()
    if leader in here and len(crew.members) > 1:
        at = _at(leader, day, 0.3)
        if drawn < LEADS_WELL / 3:
            yield Lead(at, leader.number)
        if cheered < CHEERS:
            yield Cheered(at + timedelta(minutes=20), leader.number, crew.department, crew.name)
    if len(here) > 1 and thanked < THANKED:
        giver, receiver = random.sample(here, 2)
        kind, reason = random.choice(THANKS)
        to = "" if random.random() < TO_ALL else receiver.number
        at = _at(giver, day, 0.8)
        yield Thanked(at, giver.number, to, crew.department, crew.name, kind, reason)


def _customers(random: Random, crew: Crew, day: date) -> Iterator[Served]:
    leader = crew.members[0]
    if behaviour.shift_on(leader, day) is None or random.random() > CUSTOMERS:
        return
    for place in range(random.randint(1, 3)):
        word = random.choice(("made-my-day", "a-lot", "yes", "yes", "a-little", "not-really"))
        at = _at(leader, day, 0.2 + 0.2 * place)
        yield Served(at, leader.number, crew.department, crew.name, word)


def _idea(organisation: Organisation, day: date, launch: date) -> Iterator[Proposed]:
    if (day - launch).days not in IDEA_DAYS:
        return
    random = Random(f"{organisation.shape.seed}:idea:{day}")
    title, text, helps = IDEAS[IDEA_DAYS.index((day - launch).days)]
    here = [
        one
        for one in organisation.members
        if _is_here(organisation, one, day, launch) and not one.is_visitor
    ]
    if len(here) > VOICES:
        author, *others = random.sample(here, random.randint(2, VOICES) + 1)
        voices = tuple(one.number for one in others)
        yield Proposed(_at(author, day, 0.7), author.number, title, text, helps, voices)


def _is_here(organisation: Organisation, one: Member, day: date, launch: date) -> bool:
    aboard = behaviour.is_aboard(one, day, launch) and behaviour.shift_on(one, day) is not None
    return aboard and not absence.is_away(organisation, one, day, launch)


def _at(member: Member, day: date, share: float) -> datetime:
    shift = behaviour.shift_on(member, day)
    if shift is None:
        raise ValueError("nobody is at work then")
    return (shift.starts_at + (shift.ends_at - shift.starts_at) * share).replace(microsecond=0)
