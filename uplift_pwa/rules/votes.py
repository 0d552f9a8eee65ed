"""Worth it? When people's votes pause a challenge, and what is told of them (RULES 8, 9)."""

from uplift_pwa.rules.settings import DEFAULTS, Settings


def pauses(votes: int, boxes: int, settings: Settings = DEFAULTS) -> bool:
    """Whether "just ticked a box" was said by too many: 30 % of at least 20 votes."""
    enough = votes >= settings.boxes_votes
    return enough and 100 * boxes >= settings.boxes_percent * votes


def told_share(votes: int, boxes: int, settings: Settings = DEFAULTS) -> int | None:
    """The share of boxes in per cent, rounded to 5; None where it would tell of fewer than 5.

    Neither those who ticked a box nor the others may be fewer, or a reader could count them.
    """
    if min(boxes, votes - boxes) < settings.least_people:
        return None
    step = settings.rounding_percent
    return step * round(100 * boxes / votes / step)
