"""Privacy profiles: the starred numbers about people's data that are chosen together."""

from collections.abc import Mapping

from uplift_pwa.rules.settings import DEFAULTS, Settings

USUAL, WORKS_COUNCIL = "usual", "works_council"
NAMES = ("least_people", "trace_days", "nudges_on_day_off")
PROFILES: Mapping[str, Mapping[str, int]] = {
    USUAL: {name: getattr(DEFAULTS, name) for name in NAMES},
    WORKS_COUNCIL: {"least_people": 10, "trace_days": 90, "nudges_on_day_off": 0},
}


def profile_of(settings: Settings) -> str | None:
    """Which profile these numbers are; None where an admin has mixed their own (RULES 12)."""
    held = {name: getattr(settings, name) for name in NAMES}
    return next((key for key, numbers in PROFILES.items() if numbers == held), None)
