"""The rocket: its flame is the momentum, its pods are the boosters."""

from functools import lru_cache
from typing import Literal

from uplift_pwa.web.art.cut import ink, number, unprinted

Booster = Literal["off", "ready", "on"]

FINS = """
coral M-20,6C-36,14 -44,28 -43,50L-34,42L-19,36Z
coral M20,6C36,14 44,28 43,50L34,42L19,36Z
"""
BODY = """
paper M0,-66C23,-46 27,-12 22,36L-22,36C-27,-12 -23,-46 0,-66Z
fold* M4,-62C23,-44 27,-12 22,36L3,36C10,0 10,-40 4,-62Z
coral M0,-66C11,-56.5 17.5,-44 20.8,-30C8,-26.5 -8,-26.5 -20.8,-30C-17.5,-44 -11,-56.5 0,-66Z
night o 0 -7 10.5
sun o 0 -7 6.2
teal M-23.5,18C-8,21 8,21 23.5,18L23,26C8,29 -8,29 -23,26Z
night M-12,36L12,36L15,45L-15,45Z
coral M-4,22L4,22L5,52L0,56L-5,52Z
"""
POD = """
sun M0,-20C10,-12 11,-4 11,6L10,44L-10,44L-11,6C-11,-4 -10,-12 0,-20Z
night M-7,44L7,44L9,51L-9,51Z
"""


@lru_cache(maxsize=256)
def rocket(momentum: float = 60, booster: Booster = "off") -> str:
    """The rocket around the origin, 132 units tall without its flame, as SVG elements.

    momentum 0-100 is the length of the flame; 0 stands cold on its pad.
    """
    length = 16 + momentum * 0.42 if momentum > 0 else 0.0
    if booster == "off":
        sides = ink(FINS, None)
    else:
        sides = "".join(_pod(x, length, booster == "on") for x in (-32, 32))
    return sides + flame(0, 44, 12, length) + ink(BODY, None)


def _pod(x: int, length: float, burning: bool) -> str:
    pod = ink(f"g translate({x} 0)\n{POD}\n/g", None)
    return flame(x, 50, 7, length * 0.95) + pod if burning else unprinted(pod)


def flame(x: float, y: float, width: float, length: float) -> str:
    """A flame hanging down from (x, y); no length, no flame."""
    if length <= 0:
        return ""
    outer = _tongue(x, y, width, length, (0.5, 0.7))
    inner = _tongue(x, y, width * 0.55, length * 0.62, (0.56, 0.8))
    return ink(f"coral* {outer}\nsun* {inner}", None)


def _tongue(x: float, y: float, w: float, length: float, bends: tuple[float, float]) -> str:
    wide, low = (number(y + length * bend) for bend in bends)
    tip = number(y + length)
    left, right = number(x - w), number(x + w)
    far_left, far_right = number(x - w * 1.5), number(x + w * 1.5)
    near_left, near_right = number(x - w * 0.3), number(x + w * 0.3)
    return (
        f"M{left},{number(y)}C{far_left},{wide} {near_left},{low} {number(x)},{tip}"
        f"C{near_right},{low} {far_right},{wide} {right},{number(y)}Z"
    )
