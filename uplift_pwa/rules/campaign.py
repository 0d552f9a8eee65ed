"""The organisation's climb: how high its acts have carried it, and what the text says."""

from dataclasses import dataclass
from typing import Literal

from uplift_pwa.rules.settings import DEFAULTS

STAGES = (
    (0, "ground"),
    (10, "lift_off"),
    (25, "sky"),
    (50, "edge_of_space"),
    (75, "final_stage"),
    (100, "orbit"),
)


@dataclass(frozen=True, slots=True)
class Goal:
    """A campaign's goal: acts, and the share of units tipped in percent (RULES 7)."""

    acts: int
    breadth: float = DEFAULTS.breadth_percent

    def __post_init__(self) -> None:
        if self.acts < 1:
            raise ValueError("A goal needs at least one act.")


def altitude(acts: int, goal: Goal) -> float:
    """How far up the climb is, 0 to 100."""
    return max(0.0, min(100.0, 100 * acts / goal.acts))


def stage(acts: int, goal: Goal) -> str:
    """The key of the last stage reached, from "ground" to "orbit" (RULES 7)."""
    return [key for percent, key in STAGES if 100 * max(acts, 0) >= percent * goal.acts][-1]


def reached(acts: int, breadth: float, goal: Goal) -> bool:
    """Whether both rings are full: enough acts, and enough units tipped, in percent."""
    return acts >= goal.acts and breadth >= goal.breadth


def half_text(acts: int, goal: Goal) -> tuple[Literal["done", "left"], int]:
    """Below half how many acts are done; from half on how many are left (RULES 7)."""
    if 2 * acts < goal.acts:
        return "done", acts
    return "left", max(0, goal.acts - acts)
