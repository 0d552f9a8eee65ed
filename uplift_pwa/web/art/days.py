"""The mark of one day: printed when it was kept, a key line while it is not."""

from functools import lru_cache
from typing import Literal

from markupsafe import Markup

from uplift_pwa.web.art.cut import svg

State = Literal[
    "kept", "old", "open", "missed", "covered", "neutral", "off", "transparent", "carried"
]
OFF = '<circle class="d-off" cx="24" cy="24" r="4.5"/>'
UMBRELLA = (
    '<path class="d-kept" d="M5,27C6,12 15,6 24,6S42,12 43,27C38,22 34,23 30,27C27,23 21,23 '
    '18,27C14,22 10,22 5,27Z"/><path class="d-hatch" d="M24,24L24,38C24,43 17,43 17,38"/>'
)
MARKS: dict[str, str] = {
    "kept": '<circle class="d-kept" cx="24" cy="24" r="19"/>',
    "old": '<circle class="d-old" cx="24" cy="24" r="19"/>',
    "open": '<path class="d-half" d="M5,26A19,19 0 0 1 43,26Z"/>'
    '<circle class="d-open" cx="24" cy="24" r="19"/>',
    "missed": '<circle class="d-ring" cx="24" cy="24" r="17"/>',
    "covered": UMBRELLA,
    "neutral": '<path class="d-neutral" d="M24,6L42,24L24,42L6,24Z"/>',
    "off": OFF,
    "transparent": OFF,
    "carried": '<circle class="d-open" cx="24" cy="24" r="13"/>'
    '<circle class="d-off" cx="19.5" cy="24" r="3.4"/>'
    '<circle class="d-off" cx="28.5" cy="24" r="3.4"/>',
}


@lru_cache(maxsize=32)
def day_mark(state: State) -> Markup:
    """Draw a day, 48 x 48, without words: the page says the state beside or under it.

    old is a day kept in an earlier run; carried waits for the end of its week.
    """
    return svg(MARKS[state], "0 0 48 48")
