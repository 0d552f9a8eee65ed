"""Adding people up to the units they stand in, so that a week is counted in one pass."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from uplift_pwa.rules import momentum, tipping
from uplift_pwa.rules.momentum import UnitWeek
from uplift_pwa.rules.settings import DEFAULTS, Settings

ORGANISATION = 0
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Member:
    """One person and their week. `cell` is the unit of the map whose figures count them, and
    `department` that of the unit; None where none does. `team` is their own, if they have one.
    """

    team: int | None
    department: int | None = None
    cell: int | None = None
    working: bool = False
    in_rhythm: bool = False
    steady: bool = False
    active: bool = False
    was_active: bool = False
    thanked: bool = False
    acts: int = 0
    felt: int = 0


@dataclass(slots=True)
class Sums:
    """A unit's people added up; `parts` holds people and active ones of each team in it.

    Somebody who has left a team stays in a unit's headcount until enough have (RULES 8).
    """

    headcount: int = 0
    working: int = 0
    in_rhythm: int = 0
    steady: int = 0
    returned: int = 0
    to_return: int = 0
    thanked: int = 0
    acts: int = 0
    felt: int = 0
    parts: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, one: Member) -> None:
        returning = one.was_active and one.working
        self.headcount += 1
        self.working += one.working
        self.in_rhythm += one.in_rhythm
        self.steady += one.steady
        self.to_return += returning
        self.returned += returning and one.active
        self.thanked += one.thanked
        self.acts += one.acts
        self.felt += one.felt
        if one.team is not None:
            people, active = self.parts.get(one.team, (0, 0))
            self.parts[one.team] = (people + 1, active + one.active)

    def week(self, kind: str, settings: Settings = DEFAULTS) -> UnitWeek:
        """The week as momentum wants it; a team's breadth is its thanks (RULES 8)."""
        broad, of = self.thanked, self.headcount
        if kind != "team":
            parts = together(self.parts.values(), settings)
            active = [momentum.is_active(a, n, settings) for n, a in parts]
            broad, of = sum(active), len(active)
        return UnitWeek(
            self.in_rhythm,
            self.working,
            broad,
            of,
            self.returned,
            self.to_return,
            self.felt,
            self.acts,
        )

    def tipped(self, settings: Settings = DEFAULTS) -> bool:
        return tipping.tipped(self.steady, self.headcount, settings)


def together(
    parts: Iterable[tuple[int, int]], settings: Settings = DEFAULTS
) -> list[tuple[int, int]]:
    """Teams under 5 people joined, the smallest first, so that none of them speaks alone."""
    found: list[tuple[int, int]] = []
    for people, active in sorted(parts):
        if found and found[-1][0] < settings.least_people:
            last = found.pop()
            people, active = people + last[0], active + last[1]
        found.append((people, active))
    return found


class Tally:
    """Everybody's week added up by team, department, cell of the map and organisation."""

    def __init__(self) -> None:
        self._sums: dict[Key, Sums] = defaultdict(Sums)

    def add(self, one: Member) -> None:
        """Count somebody for their team, and for the units that are published with them."""
        for kind, unit in (
            ("team", one.team),
            ("department", one.department),
            ("cell", one.cell),
            ("organisation", None if one.cell is None else ORGANISATION),
        ):
            if unit is not None:
                self._sums[kind, unit].add(one)

    def units(self) -> Iterator[tuple[Key, Sums]]:
        yield from sorted(self._sums.items(), key=lambda item: item[0])

    def cells(self) -> dict[int, Sums]:
        return {unit: sums for (kind, unit), sums in self._sums.items() if kind == "cell"}
