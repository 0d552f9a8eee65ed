"""The team's house: one window a person on shift, lit for everybody who acted today."""

import math
from functools import lru_cache

from markupsafe import Markup

from uplift_pwa.web.art.cut import number, svg

WIDTH = 390
MOST_WINDOWS = 300
ONE_ROW = 14
NARROW = 12  # a cell in which dashes would be a blur
ROOF = (
    "M0,{floor}L0,44L24,43L24,30L60,28L60,42L104,41L150,14L196,40L252,38L252,22L300,20L300,36"
    "L390,33L390,{floor}Z"
)
CHIMNEY = (
    '<path class="p-house" d="M268,22L268,8L276,7L276,22Z"/>'
    '<path class="p-coral" d="M276,7L296,11L276,16Z"/>'
)
DOOR = (
    '<path class="w-off" d="M178,92L179,62L212,60L213,92Z"/>'
    '<path class="p-coral" d="M174,57L217,54L217,58L174,61Z"/>'
    '<circle class="p-sun" cx="206" cy="78" r="2"/>'
)


@lru_cache(maxsize=512)
def house(on_shift: int, done: int, need: int) -> Markup:
    """Draw the house: done windows are lit, those still needed are dashed, the others dark.

    need is how many of on_shift keep the day, those done included. With nobody on shift the
    house shows its closed door; above 300 a window stands for more than one person.
    """
    people = min(on_shift, MOST_WINDOWS)
    if people < 1:
        return _building(92, DOOR)
    share = people / on_shift
    lit, asked = math.floor(done * share), math.ceil(need * share)
    rows = 1 if people <= ONE_ROW else math.ceil(math.sqrt(people / 9))
    columns = math.ceil(people / rows)
    cell = min(350 / columns, 46)
    needed = "w-need" if cell > NARROW else "w-need thin"
    high = 29 if rows == 1 else max(9, 24 - 2.5 * rows)
    left = (WIDTH - cell * columns) / 2
    windows = []
    for person in range(people):
        row, column = divmod(person, columns)
        name = "w-on" if person < lit else needed if person < asked else "w-off"
        corner = (left + cell * (column + 0.19), 55 + row * (high + 5))
        windows.append(_window(name, corner, cell * 0.62, high, person))
    return _building(round(63 + rows * (high + 5) - 5), "".join(windows))


def _building(floor: int, inside: str) -> Markup:
    walls = f'<path class="p-house" d="{ROOF.format(floor=floor)}"/>'
    return svg(walls + CHIMNEY + inside, f"0 0 {WIDTH} {floor}")


def _window(name: str, at: tuple[float, float], width: float, high: float, n: int) -> str:
    x, y = at
    tilt = min(1.0, high / 29)
    return (
        f'<path class="{name}" d="M{number(x)},{number(y + (1 + n % 3) * tilt)}'
        f"L{number(x + width)},{number(y + n % 2 * tilt)}"
        f"L{number(x + width)},{number(y + high)}"
        f'L{number(x)},{number(y + high + 0.6)}Z"/>'
    )
