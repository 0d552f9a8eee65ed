"""Pictures for putting the app on a home screen: where to press, in each system."""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from uplift_pwa.web.art.cut import ink, number, svg
from uplift_pwa.web.art.rocket import rocket

BOX = "0 0 350 150"
WHOLE = "{0} M0,2L350,2L350,148L0,148Z"
ARROW = "M0,-12L9,-3L3,-3L3,9L-3,9L-3,-3L-9,-3Z"  # up, around nothing
FINGER = "M22,90L12,54L-4,8C-6,0 3,-2 6,4L14,20C34,16 48,24 50,54L54,90Z"  # its tip is nothing


@cache
def guide(name: str) -> Markup:
    """Draw a step by name, KeyError if unknown. It decorates: the words stand beside it."""
    return svg(STEPS[name](), BOX, attributes=' class="wide"')


def _finger(x: float, y: float) -> str:
    return f"g translate({number(x)} {number(y)})\ncoral {FINGER}\n/g"


def _share() -> str:
    """The bar at the foot of a phone, with the square and its arrow."""
    return ink(
        f"""{WHOLE.format("mist")}
night M70,2L280,2L280,112L70,113Z
paper M79,2L271,2L271,102L79,103Z
fold M79,66L271,65L271,102L79,103Z
night M96,22L200,21L200,29L96,30ZM96,38L168,37L168,45L96,46Z
sun o 175 84 27
night M163,81L169,81L169,97L181,97L181,81L187,81L187,102L163,102Z
g translate(175 76)
night {ARROW}
/g
{_finger(200, 96)}"""
    )


def _add() -> str:
    """The line that adds it, under another one."""
    return ink(
        f"""{WHOLE.format("peach")}
paper M50,18L300,16L300,62L50,63Z
sun M50,70L300,68L300,116L50,117Z
night M68,36L158,35L158,44L68,45ZM68,88L200,87L200,97L68,98Z
night M262,76L290,76L290,108L262,108Z
sun M273,82L279,82L279,89L286,89L286,95L279,95L279,102L273,102L273,95L266,95L266,89L273,89Z
{_finger(222, 98)}"""
    )


def _home() -> str:
    """The home screen: one of its tiles is a rocket."""
    tiles = "\n".join(
        f"mist M{x},{y}l44,-1l1,44l-45,1Z"
        for y in (22, 84)
        for x in (90, 152, 214)
        if (x, y) != (152, 84)
    )
    back = f"{WHOLE.format('teal')}\nnight M70,2L280,2L280,148L70,148Z"
    screen = f"deep M79,2L271,2L271,148L79,148Z\n{tiles}\nsun M152,84l44,-1l1,44l-45,1Z"
    flight = f'<g transform="translate(174 106) rotate(20) scale(0.3)">{rocket(40)}</g>'
    return ink(f"{back}\n{screen}") + flight + ink(_finger(190, 118))


def _menu() -> str:
    """The three dots in the upper corner of a browser."""
    return ink(
        f"""{WHOLE.format("mist")}
night M70,38L280,37L280,148L70,148Z
paper M79,48L271,47L271,148L79,148Z
fold M79,48L271,47L271,84L79,85Z
paper M92,57L214,56L214,75L92,76Z
sun o 248 66 23
night o 248 55 4
night o 248 66 4
night o 248 77 4
night M96,104L200,103L200,111L96,112ZM96,122L168,121L168,129L96,130Z
{_finger(258, 84)}"""
    )


def _menu_line() -> str:
    """The line that installs it, in the menu."""
    return ink(
        f"""{WHOLE.format("peach")}
paper M90,12L310,10L310,140L90,142Z
night M108,28L214,27L214,35L108,36ZM108,120L190,119L190,127L108,128Z
sun M90,50L310,48L310,104L90,106Z
night M108,60L134,60L134,96L108,96Z
sun M112,64L130,64L130,88L112,88Z
g translate(121 74) rotate(180) scale(0.8)
night {ARROW}
/g
night M148,73L262,72L262,82L148,83Z
{_finger(246, 84)}"""
    )


def _bar() -> str:
    """The far end of a computer's address bar."""
    return ink(
        f"""{WHOLE.format("mist")}
night M30,24L320,22L320,148L30,148Z
paper M38,34L312,32L312,148L38,148Z
fold M38,34L312,32L312,78L38,79Z
paper M52,46L296,45L296,67L52,68Z
night o 64 57 5
night M78,53L176,52L176,60L78,61Z
sun o 272 56 25
night M258,43L286,42L286,66L258,67ZM264,70L280,70L280,74L264,74Z
sun M261,46L283,45L283,63L261,64Z
g translate(272 55) rotate(180) scale(0.7)
night {ARROW}
/g
night M52,98L180,97L180,106L52,107ZM52,118L140,117L140,126L52,127Z
{_finger(284, 74)}"""
    )


def _dock() -> str:
    """A row of tiles at the foot of a computer's screen."""
    tiles = "\n".join(f"mist M{x},96l40,-1l1,38l-41,1Z" for x in (62, 112, 212, 262))
    body = f"""{WHOLE.format("peach")}
deep M20,14L330,12L330,148L20,148Z
teal M20,60C100,40 220,76 330,50L330,148L20,148Z
paper M50,86L314,84L314,142L50,143Z
{tiles}
sun M162,96l40,-1l1,38l-41,1Z"""
    flight = f'<g transform="translate(182 116) rotate(20) scale(0.27)">{rocket(40)}</g>'
    return ink(body) + flight


def _move() -> str:
    """From one phone's window to another one's."""
    back = f"""{WHOLE.format("peach")}
night M34,14L126,13L127,148L34,148Z
paper M42,24L118,23L119,148L42,148Z
night M224,14L316,13L317,148L224,148Z
deep M232,24L308,23L309,148L232,148Z
sun M246,60l48,-1l1,48l-49,1Z"""
    signs = "\n".join(
        f"night M{x},{y}l14,-1l1,16l-15,1Z" for y in (56, 86) for x in (53, 74, 95)
    )
    way = "\n".join(
        f"coral o {x} {y} {r}" for x, y, r in ((146, 92, 4), (162, 80, 5), (180, 72, 6))
    )
    head = "coral M194,54L222,68L198,88Z"
    flight = f'<g transform="translate(270 84) rotate(20) scale(0.32)">{rocket(40)}</g>'
    return ink(f"{back}\n{signs}\n{way}\n{head}") + flight


STEPS: dict[str, Callable[[], str]] = {
    "share": _share,
    "add": _add,
    "home": _home,
    "move": _move,
    "menu": _menu,
    "menu-line": _menu_line,
    "bar": _bar,
    "dock": _dock,
}
