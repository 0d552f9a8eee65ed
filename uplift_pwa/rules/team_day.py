"""When a team's day is kept, and from how many people on its screen may speak of it."""

from enum import StrEnum

from uplift_pwa.rules.settings import DEFAULTS, Settings


class Judged(StrEnum):
    """What a team's day turned out to be (RULES 6)."""

    KEPT = "kept"
    MISSED = "missed"
    CARRIED = "carried"
    TRANSPARENT = "transparent"
    OPEN = "open"
    NEUTRAL = "neutral"
    COVERED = "covered"


def kept(on_shift: int, done: int, settings: Settings = DEFAULTS) -> bool:
    """Whether a day of 3 or more people is kept; with fewer it is carried (RULES 6)."""
    return on_shift >= settings.least_on_shift and reaches(on_shift, done, settings)


def carried(on_shift: int, settings: Settings = DEFAULTS) -> bool:
    """Whether the day waits for its week, being too small to judge alone (RULES 6)."""
    return 0 < on_shift < settings.least_on_shift


def reaches(on_shift: int, done: int, settings: Settings = DEFAULTS) -> bool:
    """Whether `done` is the share of `on_shift` that keeps a day or a week of carried days."""
    return 100 * done >= settings.kept_percent * on_shift


def missing(on_shift: int, done: int, settings: Settings = DEFAULTS) -> int:
    """How many more people reach the share: "2 more keep the run" (RULES 6)."""
    needed = -(-settings.kept_percent * on_shift // 100)
    return max(0, needed - done)


def speaks_number(on_shift: int, settings: Settings = DEFAULTS) -> bool:
    """Whether the screen may say how many more it takes (RULES 6)."""
    return on_shift >= settings.speak_from


def shows_windows(on_shift: int, settings: Settings = DEFAULTS) -> bool:
    """Whether members see a window for each person; below it only kept or open (RULES 6)."""
    return on_shift >= settings.windows_from


def huddle_fits(did_it: int, present: int, headcount: int, taking_part: int) -> bool:
    """Whether a huddle's count is possible: did it <= present <= everybody else (RULES 6).

    `taking_part` are the team's members in Play or Quiet; they tap for themselves.
    """
    return 0 <= did_it <= present <= max(0, headcount - taking_part)
