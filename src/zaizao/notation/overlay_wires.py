"""Links of the before/after picture: out of a bar's end, across, and into the next bar from above or below.

Of the ways a line may take, the one that runs behind the fewest words and bars is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from zaizao.notation.geometry import Point
from zaizao.notation.overlay_panel import ROW_GAP, Bar
from zaizao.notation.time_wires import straighten

_HALF = ROW_GAP / 2


class Patch(Struct, frozen=True):
    """A rectangle that a line should not cross, and what crossing it costs."""

    left: float
    top: float
    right: float
    bottom: float
    price: float


def find_patches(bars: Sequence[Bar]) -> list[Patch]:
    """The bars and, dearer, the words beside them."""
    patches = [Patch(bar.x, bar.y, bar.right, bar.bottom, 3.0) for bar in bars]
    for bar in bars:
        beside = bar.label.beside
        if beside is not None:
            top = bar.middle - beside.height / 2
            patches.append(Patch(bar.label.x, top, bar.label.x + beside.width, top + beside.height, 5.0))
    return patches


def route(source: Bar, target: Bar, *, patches: Sequence[Patch], back: bool) -> tuple[Point, ...]:
    """The cheapest of the ways from ``source`` to ``target``."""
    ways = _ways_back(source, target) if back else _ways(source, target)
    return straighten(min((straighten(way) for way in ways), key=lambda way: _price(way, patches)))


def _ways(source: Bar, target: Bar) -> list[list[Point]]:
    x = target.x + 4
    if abs(source.middle - target.middle) < 1:
        return _ways_along(source, target)
    down = target.middle > source.middle
    enter = target.y if down else target.bottom
    leave = source.bottom if down else source.y
    near = enter - _HALF if down else enter + _HALF
    ways: list[list[Point]] = []
    if source.right + 2 <= x:
        ways.append([(source.right, source.middle), (x, source.middle), (x, enter)])
        out = min(source.right + 6, x)
        ways.append([(source.right, source.middle), (out, source.middle), (out, near), (x, near), (x, enter)])
        foot = max(source.x + 4, source.right - 5)
        ways.append([(foot, leave), (foot, near), (x, near), (x, enter)])
        return ways
    if source.x + 1 <= x <= source.right - 1:
        return [[(x, leave), (x, enter)]]
    foot = source.x + 4 if x < source.x + 1 else max(source.x + 4, source.right - 5)
    return [[(foot, leave), (foot, near), (x, near), (x, enter)]]


def _ways_along(source: Bar, target: Bar) -> list[list[Point]]:
    """Between two bars of one row."""
    straight = [(source.right, source.middle), (target.x, target.middle)]
    foot, x = max(source.x + 4, source.right - 5), target.x + 4
    below = [(foot, source.bottom), (foot, source.bottom + _HALF), (x, target.bottom + _HALF), (x, target.bottom)]
    above = [(foot, source.y), (foot, source.y - _HALF), (x, target.y - _HALF), (x, target.y)]
    return [straight, below, above] if source.right < target.x else [below, above]


def _ways_back(source: Bar, target: Bar) -> list[list[Point]]:
    """A link that closes a circle: out of the source's back, into the target's end or belly."""
    if abs(source.middle - target.middle) < 1:
        return _ways_along(source, target)[-2:]
    down = target.middle > source.middle
    leave, enter = (source.bottom, target.y) if down else (source.y, target.bottom)
    ways = []
    middle = (source.x + source.right) / 2
    for x in (max(middle, source.right - 8), middle, min(middle, source.x + 10)):
        if x >= target.right + 12:
            ways.append([(x, leave), (x, target.middle), (target.right, target.middle)])
        into = min(max(x, target.x + 10), max(target.x + 4, target.right - 10))
        near = enter - _HALF if down else enter + _HALF
        ways.append([(x, leave), (x, near), (into, near), (into, enter)])
    return ways


def _price(way: Sequence[Point], patches: Sequence[Patch]) -> float:
    price = 0.4 * len(way)
    for a, b in pairwise(way):
        price += (abs(a[0] - b[0]) + abs(a[1] - b[1])) / 2000
        price += sum(patch.price for patch in patches if _meets(a, b, patch))
    return price


def _meets(a: Point, b: Point, patch: Patch) -> bool:
    """Whether the line lies inside the patch, not only at its edge."""
    left, right = sorted((a[0], b[0]))
    high, low = sorted((a[1], b[1]))
    return left < patch.right - 1 and right > patch.left + 1 and high < patch.bottom - 1 and low > patch.top + 1
