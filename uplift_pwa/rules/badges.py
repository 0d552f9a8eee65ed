"""The catalogue of badges, and which of them a team's run and a person's acts have earned."""

from dataclasses import dataclass
from typing import Literal

from uplift_pwa.rules import feats as asks
from uplift_pwa.rules.feats import LeaderFeats, PersonFeats, TeamFeats
from uplift_pwa.rules.settings import DEFAULTS
from uplift_pwa.rules.streaks import BOUNCE_AFTER, ORBIT_DAYS, Streak

Owner = Literal["team", "person", "leader", "everybody", "site"]
Earned = set[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Badge:
    """One badge. `criterion` holds the numbers of RULES 11; `tiers` what each tier asks for.

    The first tier is 0; a badge without tiers has only that one.
    """

    key: str
    owner: Owner
    criterion: tuple[int, ...]
    tiers: tuple[int, ...] = ()


CATALOGUE = (
    Badge("ignition", "team", (1,)),
    Badge("lift-off", "team", (5,)),
    Badge("steady-burn", "team", (20,)),
    Badge("orbit", "team", (ORBIT_DAYS, DEFAULTS.orbit_covers)),
    Badge("everyone-aboard", "team", (asks.ABOARD_MEMBERS, asks.ABOARD_PERCENT)),
    Badge("second-engine", "team", (asks.ENGINE_POINTS, asks.ENGINE_WEEKS)),
    Badge("bridge-builders", "team", (asks.BRIDGE_ACTS, asks.BRIDGE_UNITS)),
    Badge("lent-a-cover", "team", (1,)),
    Badge("felt-by-others", "team", (asks.FELT_ACTS, asks.FELT_DAYS)),
    Badge("cleared-the-road", "team", (asks.ROADS_CLEARED,)),
    Badge("bounce-back", "team", (DEFAULTS.join_days, BOUNCE_AFTER)),  # the first is starred
    Badge("round-the-clock", "site", (asks.CLOCK_TEAMS,)),
    Badge("first-lift", "person", (1,)),
    Badge("closed-the-loop", "person", (1,)),
    Badge("good-rhythm", "person", (4,), tiers=(4, 13, 26, 52)),
    Badge("comeback", "person", (1,)),
    Badge("wide-thanks", "person", (asks.THANKED_PEOPLE, asks.THANKED_UNITS)),
    Badge("storyteller", "person", (asks.STORIES,)),
    Badge("path-finder", "person", (1,)),
    Badge("goes-first", "leader", (asks.FIRST_WEEKS,)),
    Badge("road-clearer", "leader", (asks.ANSWERED, asks.ANSWER_DAYS)),
    Badge("tipping-point", "everybody", (1,)),
)

BY_KEY = {badge.key: badge for badge in CATALOGUE}


def team_badges(streak: Streak, feats: TeamFeats | None = None) -> set[str]:
    """The badges that a team's run and its other feats have earned (RULES 11)."""
    runs = ("ignition", "lift-off", "steady-burn")
    earned = {key for key in runs if streak.best >= BY_KEY[key].criterion[0]}
    earned |= {"orbit"} if streak.reached_orbit else set()
    earned |= {"bounce-back"} if streak.bounced_back else set()
    return earned | (feats.badges() if feats else set())


def person_badges(completions: int, feats: PersonFeats | None = None) -> Earned:
    """The badges, each with its tier, that a person's acts have earned (RULES 11)."""
    first = completions >= BY_KEY["first-lift"].criterion[0]
    earned: Earned = {("first-lift", 0)} if first else set()
    if feats is None:
        return earned
    asked = BY_KEY["good-rhythm"].tiers
    rhythm = {("good-rhythm", n) for n, weeks in enumerate(asked) if feats.kept_weeks >= weeks}
    return earned | rhythm | {(key, 0) for key in feats.badges()}


def leader_badges(feats: LeaderFeats) -> set[str]:
    """The badges that a leader's own acts and answers have earned (RULES 11)."""
    return feats.badges()


def everybody_badges(organisation_tipped: bool) -> set[str]:
    """The badge of everybody: the organisation tipped (RULES 11)."""
    return {"tipping-point"} if organisation_tipped else set()
