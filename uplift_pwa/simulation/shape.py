"""How large an organisation is, and how its people are spread over its teams."""

from dataclasses import dataclass

VISITED_SIZE = 16
VISITED_TEAMS = 4
PROFILES = ("launch", "dip", "booster", "resistance")


@dataclass(frozen=True, slots=True)
class Shape:
    """What can be asked for. `visitors` keeps places for the demo's visitors free.

    `profile` says how it goes: launched well, dipped for good, boosted again, or resisted.
    """

    people: int = 312
    teams: int = 40
    sites: int = 4
    weeks: int = 6
    seed: int = 2026
    visitors: bool = False
    profile: str = "booster"

    def __post_init__(self) -> None:
        if not (0 < self.teams <= self.people and self.sites > 0 and self.weeks > 0):
            raise ValueError("at least one site, one week, one team, and a person in each team")
        if self.profile not in PROFILES:
            raise ValueError(f"people behave in one of these ways: {', '.join(PROFILES)}")
        if self.visitors and not self._has_room():
            raise ValueError("visitors need 4 sites, 8 teams, and 5 people in each other team")

    def _has_room(self) -> bool:
        others = self.teams - VISITED_TEAMS
        people = self.people - VISITED_TEAMS * VISITED_SIZE
        return self.sites >= VISITED_TEAMS <= others and people >= 5 * others

    @property
    def visited(self) -> int:
        """How many of the teams, the first ones, are for visitors."""
        return VISITED_TEAMS if self.visitors else 0


def sizes(shape: Shape) -> list[int]:
    """Visited teams first, then from large to small; a third of all has under 5 people."""
    tiny = [1 + number % 4 for number in range(shape.teams // 3)]
    visited = [VISITED_SIZE] * shape.visited
    left = shape.teams - len(tiny) - len(visited)
    people = shape.people - sum(tiny) - sum(visited)
    if people < left:
        return [shape.people // shape.teams + (n < shape.people % shape.teams)
                for n in range(shape.teams)]  # fmt: skip
    return visited + _uneven(people, left) + tiny


def _uneven(people: int, teams: int) -> list[int]:
    """At least 5 in each where there are enough, and the rest mostly in the first few."""
    least = min(5, people // teams)
    weights = [((teams - number) / teams) ** 4 for number in range(teams)]
    spare = people - least * teams
    found = [least + int(spare * weight / sum(weights)) for weight in weights]
    for number in range(people - sum(found)):
        found[number % teams] += 1
    return found
