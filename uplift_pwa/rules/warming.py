"""When enough of a team is aboard for its days to be judged."""

from uplift_pwa.rules.settings import DEFAULTS, Settings


def warm(
    claimed: int, largest_huddle: int, headcount: int, settings: Settings = DEFAULTS
) -> bool:
    """Whether claimed access cards plus the largest huddle reach the share (RULES 6).

    Before that the team's days are transparent; a team that was warm stays warm.
    """
    return headcount > 0 and 100 * (claimed + largest_huddle) >= (
        settings.warm_percent * headcount
    )
