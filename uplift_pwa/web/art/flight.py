"""Where the rocket flies: a gravity turn from the pad up to its orbit."""

import math
from dataclasses import dataclass

from uplift_pwa.web.art.cut import points

Point = tuple[float, float]
HALVINGS = 40


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic Bézier curve by its four points."""

    a: Point
    b: Point
    c: Point
    d: Point

    def head(self, share: float) -> "Curve":
        """The curve's beginning, up to share (0-1) of its parameter."""
        ab, bc, cd = (
            _between(p, q, share)
            for p, q in ((self.a, self.b), (self.b, self.c), (self.c, self.d))
        )
        abc, bcd = _between(ab, bc, share), _between(bc, cd, share)
        return Curve(self.a, ab, abc, _between(abc, bcd, share))

    def heading(self) -> float:
        """The direction at the end, in degrees from straight up, clockwise."""
        return math.degrees(math.atan2(self.d[0] - self.c[0], self.c[1] - self.d[1]))

    def up_to(self, y: float) -> "Curve":
        """The beginning of a climbing curve that ends at height y."""
        low, high = 0.0, 1.0
        for _ in range(HALVINGS):
            middle = (low + high) / 2
            if self.head(middle).d[1] > y:
                low = middle
            else:
                high = middle
        return self.head(max(low, 0.002))


def ribbon(flown: Curve, width: float) -> tuple[str, str]:
    """The trail, paper and stripe, as path data: wide at the pad, a point at the engine."""
    left, right = [], []
    for step in range(13):
        part = flown.head(max(0.001, step / 12))
        turn = math.radians(part.heading()) if step else 0.0
        half = width * (1.15 - step / 12 * 0.75)
        dx, dy = math.cos(turn) * half, math.sin(turn) * half
        x, y = part.d if step else flown.a
        left.append((x - dx, y - dy))
        right.append((x + dx, y + dy))
    middle = [_between(p, q, 0.5) for p, q in zip(left, right, strict=True)]
    fold = [_between(p, q, 0.7) for p, q in zip(left, right, strict=True)]
    start = (flown.a[0] + width * 0.1, flown.a[1])
    return points(left + right[::-1]), points([start, *middle[1:], *fold[::-1]])


def _between(p: Point, q: Point, share: float) -> Point:
    return p[0] + (q[0] - p[0]) * share, p[1] + (q[1] - p[1]) * share
