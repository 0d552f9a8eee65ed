"""Who acts when and how much: a launch, a dip, a second push. Pure, by seed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from uplift_pwa.rules import calendar, team_day
from uplift_pwa.rules.calendar import Pattern, Place, Shift
from uplift_pwa.simulation import absence
from uplift_pwa.simulation.names import SENTENCES
from uplift_pwa.simulation.organisation import Crew, Member, Organisation

# By profile: until which day how much, and how much from then on.
ENERGY: dict[str, tuple[tuple[tuple[int, float], ...], float]] = {
    "launch": (((7, 1.1),), 1.0),  # carries on as it began
    "dip": (((7, 1.1), (14, 1.0), (21, 0.8), (28, 0.65)), 0.5),  # nobody pushes again
    "booster": (((7, 1.1), (12, 1.0), (25, 0.74), (35, 1.12)), 1.0),
    "resistance": (((7, 0.45), (21, 0.35)), 0.5),  # a slow start, and then a little more
}
SENTENCE_SHARE = 0.18
LATE_SHARE = 0.04
HELPED_SHARE = 0.13
ELSEWHERE_SHARE = 0.35  # of these, in another team of the site
ANSWERED_SHARE = 0.8
ANSWERS = ("made-my-day", "a-lot", "a-lot", "yes", "yes", "yes", "a-little", "not-really")
VOTED_SHARE, BOX_SHARE = 0.15, 0.12
TOLD_SHARE = 0.45
MANY = ((1, 86), (2, 11), (3, 3))  # acts of a person on a day, and how often
SURE = 0.97
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody does the challenge at `slot` of their offers of `day`; it arrives `at` (UTC).

    `helped` is the number of the colleague it helped, who is asked, and `answer` the word
    they give at once, if they do; `voted` says what the author thought of it afterwards.
    """

    at: datetime
    number: str
    day: date
    slot: int
    sentence: str | None = None
    helped: str | None = None
    answer: str = ""
    voted: str = ""
    told: bool = False  # the sentence is offered to the team's feed


def energy(day: int, profile: str) -> float:
    """How much of their best people give on the day `day` after the launch."""
    curve, steady = ENERGY[profile]
    return next((much for until, much in curve if day < until), steady)


def mood(random: Random) -> float:
    """How a team feels on a day, around one."""
    return random.uniform(0.8, 1.15)


def is_aboard(member: Member, day: date, launch: date) -> bool:
    """Whether the member has claimed a card before `day` and chosen to take part."""
    if member.claims is None or member.mode == "look":
        return False
    return launch + timedelta(days=member.claims) < day


def shift_on(member: Member, day: date) -> Shift | None:
    pattern = Pattern(member.weekdays, *member.shift)
    return calendar.pattern_shift(day, pattern, Place(member.zone))


def is_over(member: Member, day: date, at: datetime) -> bool:
    """Whether the service day `day` has ended for the member (RULES 1)."""
    return calendar.day_end(day, Place(member.zone), shift_on(member, day)) <= at


def acts(
    organisation: Organisation, launch: date, first: date, last: date
) -> Iterator[tuple[Crew, date, list[Act]]]:
    """What each team does of its own on each service day from `first` to `last`."""
    for crew in organisation.crews:
        for number in range((last - first).days + 1):
            day = first + ONE_DAY * number
            if day >= launch:
                yield crew, day, _of_a_day(organisation, crew, day, launch)


def _of_a_day(organisation: Organisation, crew: Crew, day: date, launch: date) -> list[Act]:
    seed = organisation.shape.seed
    much = energy((day - launch).days, organisation.shape.profile)
    random = Random(f"{seed}:{crew.department}:{crew.name}:{day}")
    spirit = crew.keen * much * mood(random)
    found: list[Act] = []
    for member in crew.members:
        chance, own = random.random(), Random(f"{seed}:{member.number}:{day}")
        shift = shift_on(member, day)
        willing = chance < min(SURE, member.keen * spirit) and is_aboard(member, day, launch)
        if shift and willing and not absence.is_away(organisation, member, day, launch):
            found += of_a_person(own, member, day, shift)
    aboard = _aboard([crew], day, launch)
    nearby = _aboard(_neighbours(organisation, crew), day, launch)
    return [_told(random, _helpful(random, act, aboard, nearby)) for act in found]


def _aboard(crews: Iterable[Crew], day: date, launch: date) -> list[str]:
    return [one.number for crew in crews for one in crew.members if is_aboard(one, day, launch)]


def _neighbours(organisation: Organisation, crew: Crew) -> list[Crew]:
    """Teams of other departments at the same site."""
    site = crew.members[0].site
    return [
        other
        for other in organisation.crews
        if other.department != crew.department and other.members[0].site == site
    ]


def _helpful(random: Random, act: Act, aboard: list[str], nearby: list[str]) -> Act:
    """The act, which may have helped a colleague of the team or of another department."""
    helps, elsewhere = random.random() < HELPED_SHARE, random.random() < ELSEWHERE_SHARE
    others = [number for number in aboard if number != act.number]
    others = nearby if elsewhere and nearby else others
    if not helps or not others:
        return act
    answer = random.choice(ANSWERS) if random.random() < ANSWERED_SHARE else ""
    return replace(act, helped=random.choice(others), answer=answer)


def _told(random: Random, act: Act) -> Act:
    """The act, of which its author may tell the team, and say whether it was worth it."""
    votes, box = random.random() < VOTED_SHARE, random.random() < BOX_SHARE
    told = act.sentence is not None and random.random() < TOLD_SHARE
    return replace(act, told=told, voted=("box" if box else "difference") if votes else "")


def of_a_person(random: Random, member: Member, day: date, shift: Shift) -> Iterator[Act]:
    """What somebody does on a day on which they do something, mostly one act."""
    numbers, often = zip(*MANY, strict=True)
    many: int = random.choices(numbers, often)[0]
    length = shift.ends_at - shift.starts_at
    late = timedelta(hours=random.uniform(2, 40)) if random.random() < LATE_SHARE else None
    moments = sorted(shift.starts_at + length * random.uniform(0.02, 0.95) for _ in range(many))
    for slot, at in enumerate(moments):
        sentence = random.choice(SENTENCES) if random.random() < SENTENCE_SHARE else None
        yield Act((at + (late or timedelta())).replace(microsecond=0), member.number, day, slot,
                  sentence)  # fmt: skip


def waiting(seed: int, crew: Crew, day: date, launch: date) -> list[Act]:
    """What a visited team does on the day that the visitor sees: all but the last one or two.

    It happens in the first hour of the shift, and visitors themselves have not acted yet.
    """
    random = Random(f"{seed}:waiting:{crew.name}:{day}")
    here = [
        (member, shift)
        for member in crew.members
        if is_aboard(member, day, launch) and (shift := shift_on(member, day))
    ]
    needed = team_day.missing(len(here), 0)
    others = [pair for pair in here if not pair[0].is_visitor]
    short = random.choice((1, 2))
    chosen = random.sample(others, max(0, min(len(others), needed - short)))
    return [
        Act(shift.starts_at + timedelta(minutes=5 + 9 * place), member.number, day, 0)
        for place, (member, shift) in enumerate(chosen)
    ]
