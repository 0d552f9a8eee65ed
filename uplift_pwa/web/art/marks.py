"""The marks of RULES 11: the silhouette tells the owner.

A team's is a cut round patch, a person's an arch (one lit window), a leader's a hung flag,
everybody's the star-cut.
"""

from functools import lru_cache

from markupsafe import Markup

from uplift_pwa.web.art.cut import sheet
from uplift_pwa.web.art.drawings import drawings

EDGES = (
    "M60,3L79,6L96,15L108,29L116,47L117,64L112,83L100,99L87,110L68,116L52,117L32,110L17,98"
    "L7,84L3,64L5,47L12,29L26,14L41,6Z",
    "M64,4L83,8L100,19L111,35L116,52L116,72L108,90L96,103L80,113L62,117L44,114L26,106L13,93"
    "L5,76L3,58L7,40L18,22L31,11L48,5Z",
    "M56,3L75,5L92,12L106,26L114,43L117,60L114,79L105,95L91,107L74,115L56,117L38,113L21,102"
    "L9,88L4,70L4,52L10,35L21,19L38,8Z",
)
ROUND = "M10,60a50,50 0 1 0 100,0a50,50 0 1 0 -100,0Z"
RIMS = {
    "person": "M12,117L12,58L15,41L24,24L39,11L58,4L77,7L93,17L104,31L108,47L109,116Z"
    "M20,109L20,58C20,28 38,12 60,12S101,28 101,58L102,108Z",
    "leader": "M4,7L117,3L118,13L108,14L107,117L61,98L13,118L12,18L3,18Z"
    "M20,24L100,21L99,106L61,90L21,107Z",
    "everybody": "M60,1L69,12L82,5L87,18L101,17L101,31L114,36L108,49L119,60L108,69L114,83"
    "L101,88L102,102L88,102L83,115L70,109L60,119L50,109L37,114L33,101L18,102L19,88L5,83L12,70L1,60"
    "L12,50L6,37L18,32L18,18L32,19L37,6L50,11ZM13,60a47,47 0 1 0 94,0a47,47 0 1 0 -94,0Z",
}
SKIES = {
    "team": "o 60 60 53",
    "person": "M16,113L16,59C17,26 36,8 60,8S104,26 105,59L105,112Z",
    "leader": "M16,19L104,17L103,112L61,94L17,113Z",
    "everybody": "o 60 60 48",
}
LANDS = {
    "team": "M12,84C36,76 64,92 110,80A54,54 0 0 1 12,84Z",
    "person": "M16,86C40,78 70,94 105,84L105,112L16,113Z",
    "leader": "M16,80C40,74 70,86 104,77L103,112L61,94L17,113Z",
    "everybody": "M16,79C34,74 62,88 104,77A48,48 0 0 1 16,79Z",
}
DOTS = {2: (60,), 3: (52, 68), 4: (44, 60, 76)}
MARKS = tuple(drawings("marks"))
OWNERS = {key: drawn.head[0] for key, drawn in drawings("marks").items()}


@lru_cache(maxsize=256)
def badge(key: str, earned: bool = True, tier: int = 1, label: str = "") -> Markup:
    """Draw a mark, 120 x 120: printed when earned, a key line before. KeyError if unknown.

    Tiers 2 to 4 of good-rhythm (13, 26, 52 weeks) add one, two, three dots in the sill.
    """
    drawn = drawings("marks")[key]
    owner, cut, sky, land = drawn.head
    rim = EDGES[int(cut)] + ROUND if owner == "team" else RIMS[owner]
    pieces = [f"{sky} {SKIES[owner]}"]
    if land != "-":
        pieces.append(f"{land} {LANDS[owner]}")
    pieces += [drawn.pieces, f"rim {rim}"]
    pieces += [f"coral o {x} 112.5 3" for x in DOTS.get(tier, ())]
    return sheet(120, "\n".join(pieces), earned, label)
