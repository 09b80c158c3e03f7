"""Where across the picture each item of a layer lies: as near to its neighbours as keeping order and distance allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from zaizao.mining.processmap.ordering import Item, Link

_SWEEPS: Final = 24
_APART: Final = 14.0
"""The least distance between two items."""

Key = tuple[int, ...]


def place_layers(layers: Sequence[Sequence[Item]], links: Sequence[Link]) -> dict[Key, float]:
    """The middle of each item. Sweeps down and up; in each layer the places of least squared moving."""
    centre = {item.key: x for layer in layers for item, x in zip(layer, _pack(layer), strict=True)}
    up: dict[Key, list[tuple[Key, float]]] = {}
    down: dict[Key, list[tuple[Key, float]]] = {}
    for link in links:
        down.setdefault(link.above, []).append((link.below, link.weight))
        up.setdefault(link.below, []).append((link.above, link.weight))
    for sweep in range(_SWEEPS):
        going_down = sweep % 2 == 0
        numbers = range(1, len(layers)) if going_down else range(len(layers) - 2, -1, -1)
        for number in numbers:
            sides = (up, down) if sweep >= _SWEEPS - 4 else ((up,) if going_down else (down,))
            _place_layer(layers[number], centre, sides)
    return centre


def _pack(layer: Sequence[Item]) -> list[float]:
    """Side by side around zero."""
    found, x = [], 0.0
    for item in layer:
        found.append(x + item.width / 2)
        x += item.width + _APART
    return [place - (x - _APART) / 2 for place in found]


def _place_layer(
    layer: Sequence[Item], centre: dict[Key, float], sides: Sequence[Mapping[Key, Sequence[tuple[Key, float]]]]
) -> None:
    """Weighted least squares under ``x[i + 1] - x[i] >= distance``: pool adjacent violators on the shifted places."""
    shift = 0.0
    blocks: list[tuple[float, float, int]] = []
    shifts: list[float] = []
    for index, item in enumerate(layer):
        if index:
            shift += (layer[index - 1].width + item.width) / 2 + _APART
        shifts.append(shift)
        joined = [pair for side in sides for pair in side.get(item.key, ())]
        weight = sum(weight for _, weight in joined)
        wanted = sum(centre[key] * weight for key, weight in joined) / weight if weight else centre[item.key]
        blocks.append((wanted - shift, weight or 0.01, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (one, w, n), (other, v, m) = blocks[-2:]
            blocks[-2:] = [((one * w + other * v) / (w + v), w + v, n + m)]
    places = [place for place, _, count in blocks for _ in range(count)]
    for item, place, moved in zip(layer, places, shifts, strict=True):
        centre[item.key] = place + moved
