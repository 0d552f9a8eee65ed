"""The drawings: numbers in, SVG out. Pure functions, no ids but those the caller gives."""

from uplift_pwa.web.art.cells import line, map_cell, weeks
from uplift_pwa.web.art.charts import claimed_bar, momentum_chart, small_multiple
from uplift_pwa.web.art.climb import climb
from uplift_pwa.web.art.days import day_mark
from uplift_pwa.web.art.guide import guide
from uplift_pwa.web.art.house import house
from uplift_pwa.web.art.marks import badge
from uplift_pwa.web.art.name import name_mark
from uplift_pwa.web.art.plates import plate
from uplift_pwa.web.art.rings import rings
from uplift_pwa.web.art.scenes import award, scene
from uplift_pwa.web.art.small import clock, picture

GLOBALS = {
    draw.__name__: draw
    for draw in (
        award,
        badge,
        climb,
        clock,
        day_mark,
        guide,
        house,
        line,
        map_cell,
        momentum_chart,
        name_mark,
        picture,
        plate,
        rings,
        scene,
        claimed_bar,
        small_multiple,
        weeks,
    )
}
