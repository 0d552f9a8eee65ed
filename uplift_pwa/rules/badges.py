"""The catalogue of badges: whose each is, and the exact numbers that earn it."""

from dataclasses import dataclass
from typing import Literal

from uplift_pwa.rules.streaks import Streak

Owner = Literal["team", "person", "leader", "everybody", "site"]


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge. `criterion` holds the numbers of RULES 11; `tiers` what each tier asks for."""

    key: str
    owner: Owner
    criterion: tuple[int, ...]
    tiers: tuple[int, ...] = ()


CATALOGUE = (
    Badge("ignition", "team", (1,)),
    Badge("lift-off", "team", (5,)),
    Badge("steady-burn", "team", (20,)),
    Badge("orbit", "team", (60, 3)),
    Badge("everyone-aboard", "team", (5, 90)),
    Badge("second-engine", "team", (5, 2)),
    Badge("bridge-builders", "team", (10, 3)),
    Badge("lent-a-cover", "team", (1,)),
    Badge("felt-by-others", "team", (25, 30)),
    Badge("cleared-the-road", "team", (3,)),
    Badge("bounce-back", "team", (3, 5)),
    Badge("round-the-clock", "site", (2,)),
    Badge("first-lift", "person", (1,)),
    Badge("closed-the-loop", "person", (1,)),
    Badge("good-rhythm", "person", (4,), tiers=(4, 13, 26, 52)),
    Badge("comeback", "person", (1,)),
    Badge("wide-thanks", "person", (10, 3)),
    Badge("storyteller", "person", (3,)),
    Badge("path-finder", "person", (1,)),
    Badge("goes-first", "leader", (4,)),
    Badge("road-clearer", "leader", (3, 7)),
    Badge("tipping-point", "everybody", (1,)),
)

BY_KEY = {badge.key: badge for badge in CATALOGUE}


def team_badges(streak: Streak) -> set[str]:
    """The badges that a team's run of kept days has earned (RULES 11)."""
    runs = ("ignition", "lift-off")
    return {key for key in runs if streak.best >= BY_KEY[key].criterion[0]}


def person_badges(completions: int) -> set[tuple[str, int]]:
    """The badges, each with its tier, that a person's number of completions has earned."""
    return {("first-lift", 0)} if completions >= BY_KEY["first-lift"].criterion[0] else set()
