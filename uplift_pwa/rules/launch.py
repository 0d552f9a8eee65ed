"""The board before the launch: which cells are go, and what each of the others waits for."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

CLAIMED_PERCENT = 50
LIVE_CHALLENGES = 5
ACTIVE_PERCENT, ACTS_A_WEEK, WEEKS = 60, 3, 12  # what a proposed goal asks for
LEAST_REASON = 20  # signs that say why it goes over a hold


@dataclass(frozen=True, slots=True)
class Cell:
    """How far some people are. `carded` have a card, used or not; `led` are teams of theirs
    with a leader, `started` leaders among them who have done a first own challenge.
    `languages` are those these people read, with how many challenges are live in each.
    """

    people: int
    carded: int = 0
    claimed: int = 0
    reachable: int = 0
    teams: int = 0
    led: int = 0
    leaders: int = 0
    started: int = 0
    languages: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hold:
    """What is in the way: `have` of `need`. `kind` is cards, claimed, leader, first_act or
    challenges, the last with its `language`.
    """

    kind: str
    have: int
    need: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class Countdown:
    """What is left until the launch, rounded down; `over` once it has come."""

    days: int
    hours: int
    minutes: int
    over: bool


def together(cells: Iterable[Cell]) -> Cell:
    """Cells that are shown as one; the language with the fewest challenges speaks for all."""
    parts = list(cells)
    sums = Counter[str]()
    languages: dict[str, int] = {}
    for cell in parts:
        for name in COUNTS:
            sums[name] += getattr(cell, name)
        for language, live in cell.languages.items():
            languages[language] = min(live, languages.get(language, live))
    return Cell(**{name: sums[name] for name in COUNTS}, languages=languages)


def holds(cell: Cell) -> list[Hold]:
    """What a cell waits for, the first thing to mend first; none is go (RULES 7).

    Whether push reaches anybody is no hold: people are asked after their second act.
    """
    found = []
    if cell.carded < cell.people:
        found.append(Hold("cards", cell.carded, cell.people))
    elif 100 * cell.claimed < CLAIMED_PERCENT * cell.people:
        found.append(Hold("claimed", cell.claimed, cell.people))
    if cell.led < cell.teams:
        found.append(Hold("leader", cell.led, cell.teams))
    if cell.started < cell.leaders:
        found.append(Hold("first_act", cell.started, cell.leaders))
    return found + [
        Hold("challenges", live, LIVE_CHALLENGES, language)
        for language, live in sorted(cell.languages.items())
        if live < LIVE_CHALLENGES
    ]


def says_why(reason: str) -> bool:
    """Whether this is a reason in writing, and not a sign to get past the form."""
    words = reason.split()
    return len(words) >= 3 and len(" ".join(words)) >= LEAST_REASON


def countdown(now: datetime, launch: datetime) -> Countdown:
    """From `now` to `launch`, both aware."""
    left = max(launch - now, timedelta(0))
    minutes = left // timedelta(minutes=1)
    return Countdown(minutes // 1440, minutes // 60 % 24, minutes % 60, over=launch <= now)


COUNTS = ("people", "carded", "claimed", "reachable", "teams", "led", "leaders", "started")


def propose(people: int) -> int:
    """A goal that is far and not foolish: six in ten people, three acts a week, twelve weeks.

    Rounded up to two figures, because nobody remembers 9,072.
    """
    acts = max(people, 1) * ACTIVE_PERCENT * ACTS_A_WEEK * WEEKS // 100
    step = int("1" + "0" * max(len(str(acts)) - 2, 0))
    return -(-acts // step) * step
