"""An organisation that does not exist: who works where and when, the same for the same seed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import time
from itertools import islice
from random import Random

from uplift_pwa.queries.demo import ADMIN_NUMBER, VISITOR_PREFIX
from uplift_pwa.simulation.names import DEPARTMENTS, FAMILY, GIVEN, SITES
from uplift_pwa.simulation.shape import Shape, sizes

NAME = "Harbour Group"
SHIFTS = {
    "early": (time(6), time(14)),
    "day": (time(7), time(15)),
    "office": (time(9), time(17)),
    "evening": (time(14), time(22)),
    "night": (time(22), time(6)),
}
# The visited teams, one on each of the first sites: at any hour of any day somebody of them
# has a working day whose shift has begun.
VISITED = ("day", "early", "evening", "night")
VISITED_KEEN = (1.3, 1.1, 1.2, 1.0)  # they hold their runs through the dip, mostly
# Not everybody has caught on: some cells of the map have tipped and some have not.
DEPARTMENT_KEEN = {"Clinics": 0.4, "Group Office": 0.5, "Guest Line": 0.75}
VISITORS = (1, 3, 5)  # their days off differ, so two of the three work on any day
LANGUAGES = {"Asia/Dubai": "ar", "Asia/Kolkata": "hi", "Europe/Lisbon": "es"}


@dataclass(frozen=True, slots=True)
class Member:
    """One person. `claims` is the day of claiming the card, counted from the launch, or None.

    `keen` is the chance of acting on an ordinary working day, before the team's own.
    """

    number: str
    name: str
    level: str
    manager: str
    site: str
    zone: str
    weekdays: frozenset[int]
    shift: tuple[time, time]
    mode: str
    keen: float
    claims: int | None
    language: str = ""

    @property
    def is_visitor(self) -> bool:
        return self.number.startswith(VISITOR_PREFIX)


@dataclass(frozen=True, slots=True)
class Crew:
    """A team: its people, the first of whom leads it, and how keen they are together."""

    name: str
    department: str
    keen: float
    members: tuple[Member, ...]
    is_visited: bool = False


@dataclass(frozen=True, slots=True)
class Organisation:
    shape: Shape
    crews: tuple[Crew, ...]

    @property
    def members(self) -> list[Member]:
        return [member for crew in self.crews for member in crew.members]

    @property
    def zones(self) -> dict[str, str]:
        """The IANA zone of each site."""
        return dict(_sites(self.shape.sites))

    @property
    def admin(self) -> Member:
        return next(member for member in self.members if member.number == ADMIN_NUMBER)


def build(shape: Shape) -> Organisation:
    """Everybody in it. Raises ValueError for a shape in which nobody could work."""
    random = Random(f"{shape.seed}:organisation")
    people, sites = _people(random), _sites(shape.sites)
    crews: list[Crew] = []
    for index, size in enumerate(sizes(shape)):
        names = list(islice(people, size))
        if index < shape.visited:
            crew = _visited_crew(random, index, names, sites[index])
        else:
            crew = _crew(random, index, names, sites[index % len(sites)])
        crews.append(_led_from_elsewhere(crew, crews) if size == 1 else crew)
    return Organisation(shape, _with_admin(crews))


def _sites(count: int) -> list[tuple[str, str]]:
    """Name and zone of as many sites as asked for; a second one in a place gets a number."""
    rounds = [divmod(number, len(SITES)) for number in range(count)]
    return [
        (f"{SITES[n][0]} {again + 1}" if again else SITES[n][0], SITES[n][1])
        for again, n in rounds
    ]


def _people(random: Random) -> Iterator[str]:
    """Names, each once for as long as there are any."""
    pairs = [f"{given} {family}" for given in GIVEN for family in FAMILY]
    while True:
        random.shuffle(pairs)
        yield from pairs


def _visited_crew(random: Random, index: int, names: list[str], site: tuple[str, str]) -> Crew:
    """A team for visitors: everybody is aboard before the launch."""
    crew = _crew(random, index, names, site, VISITED[index])
    members = [
        replace(
            member,
            number=_number(index, n, VISITOR_PREFIX if n in VISITORS else "HG"),
            mode="quiet" if n % 6 == 4 else "play",
            claims=-3 - n % 6,
            language="",
        )
        for n, member in enumerate(crew.members)
    ]
    return replace(crew, members=tuple(members), keen=VISITED_KEEN[index], is_visited=True)


def _crew(
    random: Random, index: int, names: list[str], site: tuple[str, str], shift: str = ""
) -> Crew:
    department, _, kinds = DEPARTMENTS[index % len(DEPARTMENTS)]
    drawn = random.choice(("day", "day", "office", "evening", "night"))
    shift = shift or ("office" if department == "Group Office" else drawn)
    again, kind = divmod(index // len(DEPARTMENTS), len(kinds))
    name = f"{kinds[kind]} {site[0].split()[0]}" + (f" {again + 1}" if again else "")
    is_cold = index % 11 == 9 and len(names) >= 5
    members = []
    for n, person in enumerate(names):
        one = member(random, index, n, person, site, shift)
        claims = one.claims if not is_cold else (-2 if n * 3 < len(names) else None)
        level = "executive" if kinds[kind] == "Direction" else _level(n, len(names))
        members.append(replace(one, claims=claims, level=level))
    keen = random.uniform(0.6, 1.4) * DEPARTMENT_KEEN.get(department, 1.0)
    return Crew(name, department, keen, tuple(members))


def member(
    random: Random, index: int, n: int, name: str, site: tuple[str, str], shift: str
) -> Member:
    """The person `n` of the team `index`, of whom the first, 0, leads it."""
    leads = n == 0
    mode = random.choices(("play", "quiet", "look"), (68, 22, 10))[0]
    return Member(
        number=_number(index, n),
        name=name,
        level="frontline",
        manager="" if leads else _number(index, 0),
        site=site[0],
        zone=site[1],
        weekdays=_weekdays(random, n, shift),
        shift=SHIFTS[shift],
        mode="play" if leads else mode,
        keen=random.uniform(0.6, 1.0),
        claims=_claims(random, leads),
        language=LANGUAGES.get(site[1], "") if random.random() < 0.12 else "",
    )


def _weekdays(random: Random, n: int, shift: str) -> frozenset[int]:
    """Monday to Friday in an office, else five days in turn; a few work three days."""
    days = list(range(5)) if shift == "office" else [(n + 2 + day) % 7 for day in range(5)]
    part_time = n not in (0, *VISITORS) and random.random() < 0.08
    return frozenset(days[:3] if part_time else days)


def _claims(random: Random, leads: bool) -> int | None:
    """Most people come before the launch, some in the weeks after it, some not at all."""
    drawn = random.random()
    if leads or drawn < 0.78:
        return -random.randint(2, 10)
    return random.randint(1, 18) if drawn < 0.9 else None


def _level(n: int, size: int) -> str:
    if n == 0 and size > 1:
        return "team_lead"
    return "manager" if n == 1 and size >= 10 else "frontline"


def _number(index: int, n: int, prefix: str = "HG") -> str:
    return f"{prefix}{index + 1:04}{n + 1:03}"


def _led_from_elsewhere(crew: Crew, others: list[Crew]) -> Crew:
    """Who works alone is led by the leader of another team, who then leads two."""
    singles = sum(len(other.members) == 1 for other in others)
    led = others[singles % len(others)].members[0].number if others else ""
    return replace(crew, members=(replace(crew.members[0], manager=led),))


def _with_admin(crews: list[Crew]) -> tuple[Crew, ...]:
    """The last person of one team looks after the desk as well."""
    at = min(5, len(crews) - 1)
    *others, last = crews[at].members
    admin = replace(last, number=ADMIN_NUMBER, claims=-11, mode="play", language="")
    if not others:
        return (*crews[:at], replace(crews[at], members=(admin,)), *crews[at + 1 :])
    crew = replace(crews[at], members=(*others, replace(admin, level="manager")))
    return (*crews[:at], crew, *crews[at + 1 :])
