"""The drawings: numbers in, SVG out. Pure functions, no ids but those the caller gives."""

from uplift_pwa.web.art.climb import climb
from uplift_pwa.web.art.days import day_mark
from uplift_pwa.web.art.house import house
from uplift_pwa.web.art.marks import badge
from uplift_pwa.web.art.name import name_mark
from uplift_pwa.web.art.plates import plate
from uplift_pwa.web.art.rings import rings
from uplift_pwa.web.art.scenes import scene
from uplift_pwa.web.art.small import clock, picture

GLOBALS = {
    "badge": badge,
    "climb": climb,
    "clock": clock,
    "day_mark": day_mark,
    "house": house,
    "name_mark": name_mark,
    "picture": picture,
    "plate": plate,
    "rings": rings,
    "scene": scene,
}
