"""Plates: the picture of a challenge. A sheet cut off true, one ground, one thing."""

from functools import lru_cache

from markupsafe import Markup

from uplift_pwa.web.art.cut import sheet
from uplift_pwa.web.art.drawings import drawings

SHEETS = ("M2,3L98,2L98,97L3,98Z", "M3,2L97,4L98,98L2,96Z", "M2,2L98,3L96,98L3,97Z")
GROUNDS = ("M2,68L98,62L98,97L3,98Z", "M3,63L97,69L98,98L2,96Z", "M2,70L98,66L96,98L3,97Z")
PLATES = tuple(drawings("plates"))
USUAL = "bell"


@lru_cache(maxsize=256)
def plate(key: str, printed: bool = True, label: str = "") -> Markup:
    """Draw a challenge's picture, 100 x 100: ink once it was done, a key line before.

    A challenge whose picture is not known any more shows the bell.
    """
    drawn = drawings("plates").get(key) or drawings("plates")[USUAL]
    sky, ground, cut = drawn.head
    n = int(cut)
    return sheet(
        100, f"{sky} {SHEETS[n]}\n{ground} {GROUNDS[n]}\n{drawn.pieces}", printed, label
    )
