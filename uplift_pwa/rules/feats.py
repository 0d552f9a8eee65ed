"""What badges other than those of a run are earned with: plain counts in, keys out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

ABOARD_MEMBERS, ABOARD_PERCENT = 5, 90
ENGINE_POINTS, ENGINE_WEEKS = 5, 2
BRIDGE_ACTS, BRIDGE_UNITS = 10, 3
FELT_ACTS, FELT_DAYS = 25, 30
ROADS_CLEARED = 3
CLOCK_TEAMS = 2
THANKED_PEOPLE, THANKED_UNITS = 10, 3
STORIES = 3
FIRST_WEEKS = 4
ANSWERED, ANSWER_DAYS = 3, 7


@dataclass(frozen=True, slots=True)
class TeamFeats:
    """What a team did besides its run (RULES 11).

    `members`, `working` and `acted` are those of one ISO week: Play and Quiet members, those
    with a working day, those of them with an act. `booster_week` is the team's momentum in it,
    `weeks_before` that of the weeks before, the last last. `confirmed_by_unit` counts acts
    confirmed by people of other units, `confirmed_on` the day of every confirmed act.
    """

    members: int = 0
    working: int = 0
    acted: int = 0
    booster_week: Fraction | None = None
    weeks_before: Sequence[Fraction] = ()
    confirmed_by_unit: Mapping[int, int] | None = None
    covers_lent: int = 0
    confirmed_on: Sequence[date] = ()
    roads_cleared: int = 0

    def badges(self) -> set[str]:
        earned = {
            "everyone-aboard": everyone_aboard(self.members, self.working, self.acted),
            "second-engine": second_engine(self.booster_week, self.weeks_before),
            "bridge-builders": bridge_builders(self.confirmed_by_unit or {}),
            "lent-a-cover": self.covers_lent > 0,
            "felt-by-others": felt_by_others(self.confirmed_on),
            "cleared-the-road": self.roads_cleared >= ROADS_CLEARED,
        }
        return {key for key, reached in earned.items() if reached}


@dataclass(frozen=True, slots=True)
class PersonFeats:
    """What a person did besides completing (RULES 11). `thanked` maps people to their unit."""

    confirmed: int = 0
    kept_weeks: int = 0
    joins: int = 0
    thanked: Mapping[int, int] | None = None
    stories: int = 0
    adopted: int = 0

    def badges(self) -> set[str]:
        """All but good-rhythm, which has tiers."""
        earned = {
            "closed-the-loop": self.confirmed > 0,
            "comeback": self.joins > 0,
            "wide-thanks": wide_thanks(self.thanked or {}),
            "storyteller": self.stories >= STORIES,
            "path-finder": self.adopted > 0,
        }
        return {key for key, reached in earned.items() if reached}


@dataclass(frozen=True, slots=True)
class LeaderFeats:
    """A leader's weeks with an own challenge (Mondays), and one quarter's roadblocks.

    `answer_days` holds the days each took to answer, None where it has no answer.
    """

    own_weeks: Collection[date] = ()
    answer_days: Sequence[int | None] = ()

    def badges(self) -> set[str]:
        earned = {
            "goes-first": goes_first(self.own_weeks),
            "road-clearer": road_clearer(self.answer_days),
        }
        return {key for key, reached in earned.items() if reached}


def everyone_aboard(members: int, working: int, acted: int) -> bool:
    """5 members or more, and 90 % of those with a working day did an act in the week."""
    if members < ABOARD_MEMBERS or not working:
        return False
    return 100 * acted >= ABOARD_PERCENT * working


def second_engine(booster_week: Fraction | None, before: Sequence[Fraction]) -> bool:
    """Momentum in a booster week at least 5 above the mean of the 2 weeks before."""
    last = before[-ENGINE_WEEKS:]
    if booster_week is None or len(last) < ENGINE_WEEKS:
        return False
    return booster_week - sum(last, Fraction(0)) / ENGINE_WEEKS >= ENGINE_POINTS


def bridge_builders(confirmed_by_unit: Mapping[int, int]) -> bool:
    """10 acts confirmed by people of 3 other units or more."""
    units = [acts for acts in confirmed_by_unit.values() if acts > 0]
    return sum(units) >= BRIDGE_ACTS and len(units) >= BRIDGE_UNITS


def felt_by_others(confirmed_on: Sequence[date]) -> bool:
    """25 acts confirmed within 30 days."""
    days = sorted(confirmed_on)
    windows = zip(days, days[FELT_ACTS - 1 :], strict=False)
    return any(last - first < timedelta(days=FELT_DAYS) for first, last in windows)


def round_the_clock(kept_by_team: Mapping[int, Collection[date]]) -> set[date]:
    """The dates on which every team of a site, 2 or more, kept the day."""
    if len(kept_by_team) < CLOCK_TEAMS:
        return set()
    return set.intersection(*(set(days) for days in kept_by_team.values()))


def wide_thanks(thanked: Mapping[int, int]) -> bool:
    """10 people of 3 units or more."""
    return len(thanked) >= THANKED_PEOPLE and len(set(thanked.values())) >= THANKED_UNITS


def goes_first(own_weeks: Collection[date]) -> bool:
    """An own challenge in 4 weeks running; `own_weeks` are Mondays."""
    weeks = set(own_weeks)
    running = [timedelta(weeks=number) for number in range(FIRST_WEEKS)]
    return any(all(monday + later in weeks for later in running) for monday in weeks)


def road_clearer(answer_days: Sequence[int | None]) -> bool:
    """All of a quarter's roadblocks, 3 or more, answered within 7 days."""
    in_time = [days is not None and days <= ANSWER_DAYS for days in answer_days]
    return len(in_time) >= ANSWERED and all(in_time)
