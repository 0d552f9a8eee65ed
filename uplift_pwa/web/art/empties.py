"""Pictures for a page with nothing on it: each shows what will come, or why all is well."""

from uplift_pwa.web.art.cut import ink, number, star, unprinted
from uplift_pwa.web.art.rocket import rocket
from uplift_pwa.web.art.scenery import cloud

BOX = "0 0 340 150"
ALL = "M-2,-2L342,-2L342,152L-2,152Z"
ROAD = f"""
mist {ALL}
sun o 236 78 38
teal M-4,88C60,64 130,80 190,80S300,62 344,78L344,154L-4,154Z
deep M-4,110C70,92 120,104 172,98L172,154L-4,154Z
deep M344,104C290,92 230,102 166,98L166,154L344,154Z
night M166,94L177,94L268,154L88,154Z
paper M170,99L173,99L174,106L169,106ZM168,113L175,113L177,123L166,123Z
paper M164,131L179,131L183,150L160,150Z
"""
WALLS = "M-4,154L-4,66L60,64L60,50L96,49L96,62L170,28L244,60L344,56L344,154Z"
DOORWAY = """
sun M146,84L196,82L197,152L147,152Z
coral M196,82L222,76L223,158L197,152Z
paper o 216 120 3
"""
CARDS = """
sun M52,44L146,32L158,108L62,122Z
peach M190,30L286,42L276,120L182,106Z
paper M112,24L230,20L234,122L114,126Z
coral M173,104C138,82 136,54 154,50C164,48 170,54 173,62\
C177,54 184,48 194,51C210,56 206,84 173,104Z
"""
BULB = f"""
sun M170,18C198,18 214,38 212,60C210,78 198,86 192,100\
L150,100C144,86 130,78 128,60C126,38 142,18 170,18Z
coral M150,104L192,103L190,116L152,117Z
teal M156,121L186,120L182,132L160,133Z
{star(84, 48, 10)}
{star(262, 66, 12)}
{star(240, 24, 6)}
{star(100, 100, 6)}
"""
STORIES = """
sun M58,28L190,23L193,88L112,91L92,116L95,92L60,93Z
night o 102 59 5
night o 126 58 5
night o 150 57 5
peach M212,50L288,47L291,104L268,105L276,126L250,106L214,107Z
night M226,66L276,64L276,70L227,72ZM227,82L262,80L262,86L228,88Z
"""
CANOPY = """
g translate(122 44) scale(1.05)
coral M6,54C8,26 28,12 50,12S92,26 94,52C86,46 78,46 72,53\
C66,46 57,46 51,53C44,46 35,47 29,54C22,47 14,47 6,54Z
paper M29,54C30,36 38,20 50,12C62,20 70,36 72,53C66,46 57,46 51,53C44,46 35,47 29,54Z
paper M48,50L52,50L52,96L48,96Z
/g
"""
SEA = """
sun M132,112L220,110L206,138L146,139Z
teal M-4,128C30,116 60,138 96,126S164,138 200,126S268,138 300,126\
S330,132 344,126L344,154L-4,154Z
mist M-4,140C30,132 60,148 96,139S164,148 200,139S268,148 300,139\
S330,144 344,139L344,154L-4,154Z
"""
DROPS = (34, 61, 88, 115, 250, 277, 304)
RAIN = "".join(f"M{x},{66 + x % 5 * 6}l-9,26" for x in DROPS)
PANES = (18, 62, 104, 248, 296)
LOOKING = f"""
peach {ALL}
teal M-4,116C80,90 180,116 344,98L344,154L-4,154Z
deep M-4,134C100,116 220,138 344,122L344,154L-4,154Z
night M110,84L116,82L98,142L91,142ZM112,84L118,83L134,142L127,142Z\
M110,84L116,84L116,140L110,140Z
coral M66,82L150,50L158,72L74,102Z
sun M150,46L170,38L182,68L160,77Z
night M54,88L67,83L75,101L61,106Z
"""


def road() -> str:
    return ink(ROAD)


def door() -> str:
    """The house is a key line still; its door stands open."""
    panes = "\n".join(f"sun M{x},84L{x + 28},83L{x + 28},120L{x},121Z" for x in PANES)
    return unprinted(ink(f"house {WALLS}\n{panes}", False)) + ink(DOORWAY)


def cards() -> str:
    return unprinted(ink(CARDS, False))


def bulb() -> str:
    return unprinted(ink(BULB, False))


def stories() -> str:
    return unprinted(ink(STORIES, False))


def storm() -> str:
    """The boat waits under its umbrella until the weather is over."""
    rain = f'<path class="l-paper" d="{RAIN}"/>'
    clouds = cloud(74, 40, 1.1, "fold") + cloud(258, 32, 1.3)
    return ink(f"deep {ALL}") + rain + clouds + ink(CANOPY) + ink(SEA)


def looking() -> str:
    x, y = number(276), number(44)
    far = f'<g transform="translate({x} {y}) rotate(28) scale(0.4)">{rocket(60)}</g>'
    return ink(LOOKING) + far


EMPTIES = {
    "road": road,
    "door": door,
    "cards": cards,
    "bulb": bulb,
    "stories": stories,
    "storm": storm,
    "look": looking,
}
