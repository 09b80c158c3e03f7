"""The order inside each layer: sweeps by the middle of the neighbours, keeping the order with the fewest crossings."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

_SWEEPS: Final = 16


class Item(Struct, frozen=True):
    """A place in a layer: a box (one number in its key), or a label or a passing line (two)."""

    key: tuple[int, ...]
    width: float
    height: float


class Link(Struct, frozen=True):
    """What joins a place to one in the next layer; a heavy link is drawn straight rather than a light one."""

    layer: int
    above: tuple[int, ...]
    below: tuple[int, ...]
    weight: float


Layers = list[list[Item]]


def order_layers(layers: Layers, links: Sequence[Link]) -> Layers:
    """The layers with their items in an order of few crossings; the same answer every time."""
    up: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    down: dict[tuple[int, ...], list[tuple[int, ...]]] = {}
    for link in links:
        down.setdefault(link.above, []).append(link.below)
        up.setdefault(link.below, []).append(link.above)
    best, fewest = layers, count_crossings(layers, links)
    current = [list(layer) for layer in layers]
    for sweep in range(_SWEEPS):
        numbers = range(1, len(current)) if sweep % 2 == 0 else range(len(current) - 2, -1, -1)
        for number in numbers:
            fixed = current[number - 1] if sweep % 2 == 0 else current[number + 1]
            place = {item.key: float(index) for index, item in enumerate(fixed)}
            _sort_layer(current[number], place, up if sweep % 2 == 0 else down)
        crossings = count_crossings(current, links)
        if crossings < fewest:
            best, fewest = [list(layer) for layer in current], crossings
        if not fewest:
            break
    return best


def _sort_layer(
    layer: list[Item],
    place: Mapping[tuple[int, ...], float],
    neighbours: Mapping[tuple[int, ...], Sequence[tuple[int, ...]]],
) -> None:
    """By the mean place of the neighbours; who has none stays where it was."""
    wanted = {}
    for index, item in enumerate(layer):
        found = [place[key] for key in neighbours.get(item.key, ()) if key in place]
        wanted[item.key] = sum(found) / len(found) if found else float(index)
    layer.sort(key=lambda item: wanted[item.key])


def count_crossings(layers: Sequence[Sequence[Item]], links: Sequence[Link]) -> int:
    """How many pairs of links cross."""
    place = {item.key: index for layer in layers for index, item in enumerate(layer)}
    by_layer: dict[int, list[tuple[int, int]]] = {}
    for link in links:
        by_layer.setdefault(link.layer, []).append((place[link.above], place[link.below]))
    total = 0
    for pairs in by_layer.values():
        seen: list[int] = []
        for _, below in sorted(pairs):
            total += len(seen) - bisect_right(seen, below)
            insort(seen, below)
    return total
