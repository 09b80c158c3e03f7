"""Where the nodes and edges of a map lie: layers from top to bottom, as few crossings as a few sweeps find, no overlaps.

After Sugiyama, Tagawa & Toda (1981): edges against the usual order are turned for the layout; long edges and labels get
places of their own, so that no label lies on a box or on another label; places in a layer are the least moved that keep
their distance (pool adjacent violators). The layout of definitions (`zaizao.notation.layout`) needs lanes and has no
circles, so it does not serve here.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from zaizao.mining.processmap.ordering import Item, Link, order_layers
from zaizao.mining.processmap.placing import place_layers

Key = tuple[int, int]
"""Source and target."""

Point = tuple[float, float]

_PASSING: Final = 10.0
"""The room that a line takes where it only passes."""
_PORT_STEP: Final = 16.0
_STRAIGHT: Final = {3: 2.0, 4: 16.0}
"""How much a link wants to be straight: from a box to a passing line, between two passing lines."""
_GAP_LEAST: Final = 16.0
_GAP_MOST: Final = 46.0


class Box(Struct, frozen=True):
    """What is to be placed: its size, the room it needs at its right, and its place from first to last."""

    code: int
    width: float
    height: float
    place: float
    beside: float = 0.0


class Line(Struct, frozen=True):
    """What joins two boxes, with the size of its label."""

    source: int
    target: int
    label_width: float
    label_height: float


class Way(Struct, frozen=True):
    """A line from source to target: the points where it enters and leaves each layer, and the middle of its label."""

    points: tuple[Point, ...]
    label: Point
    back: bool
    """Against the usual order: it leads upward."""


class Plan(Struct, frozen=True):
    """The whole geometry: the middle of each box, the way of each line."""

    spots: Mapping[int, Point]
    ways: Mapping[Key, Way]
    width: float
    height: float


class _Run(Struct, frozen=True):
    """A line between the layers of its upper and its lower box."""

    line: Line
    upper: int
    lower: int
    items: tuple[Item, ...]
    """Its places in the layers between."""
    label_at: int
    """Which of them is the label."""

    @property
    def back(self) -> bool:
        return self.line.source != self.upper


def lay_out_graph(boxes: Sequence[Box], lines: Sequence[Line]) -> Plan:
    """Places for all boxes, and ways for the lines that join two different ones (loops are drawn at their box)."""
    by_code = {box.code: box for box in boxes}
    ends = [(line, *_order_ends(line, by_code)) for line in lines if line.source != line.target]
    layer_of = _assign_layers(by_code, [(upper, lower) for _, upper, lower in ends])
    runs = [_make_run(number, line, upper, lower, layer_of) for number, (line, upper, lower) in enumerate(ends)]
    layers, links = _fill_layers(by_code, layer_of, runs)
    layers = order_layers(layers, links)
    centre = place_layers(layers, links)
    tops, bottoms = _stack_layers(layers, links, centre)
    left = min((centre[item.key] - item.width / 2 for layer in layers for item in layer), default=0.0)
    right = max((centre[item.key] + item.width / 2 for layer in layers for item in layer), default=0.0)
    centre = {key: x - left - (by_code[key[0]].beside / 2 if len(key) == 1 else 0) for key, x in centre.items()}
    spots = {code: (centre[code,], (tops[layer] + bottoms[layer]) / 2) for code, layer in layer_of.items()}
    ports = _spread_ports(runs, by_code, centre)
    ways = {
        (run.line.source, run.line.target): _make_way(
            number, run, (spots, by_code), centre=centre, ports=ports, bands=(tops, bottoms, layer_of)
        )
        for number, run in enumerate(runs)
    }
    return Plan(spots, ways, right - left, bottoms[-1] if bottoms else 0.0)


def _order_ends(line: Line, boxes: Mapping[int, Box]) -> Key:
    """The upper and the lower end: by the usual order of the two."""
    first, second = sorted((boxes[line.source], boxes[line.target]), key=lambda box: (box.place, box.code))
    return first.code, second.code


def _assign_layers(boxes: Mapping[int, Box], ends: Sequence[Key]) -> dict[int, int]:
    """Even layers, as few as keep every line going down; odd ones between them are for labels."""
    before: dict[int, list[int]] = {}
    for upper, lower in ends:
        before.setdefault(lower, []).append(upper)
    order = sorted(boxes.values(), key=lambda box: (box.place, box.code))
    layer: dict[int, int] = {}
    for number, box in enumerate(order):
        lowest = max((layer[code] + 2 for code in before.get(box.code, ())), default=0)
        layer[box.code] = max(lowest, 2 if number else 0)
    if order:
        last = order[-1].code
        layer[last] = max(layer[last], *(number + 2 for code, number in layer.items() if code != last), 0)
    return layer


def _make_run(number: int, line: Line, upper: int, lower: int, layer_of: Mapping[int, int]) -> _Run:
    first, last = layer_of[upper] + 1, layer_of[lower] - 1
    middle = (first + last) // 2
    middle += 1 - middle % 2
    items = tuple(
        Item(key=(number, layer), width=line.label_width if layer == middle else _PASSING,
             height=line.label_height if layer == middle else 0.0)
        for layer in range(first, last + 1)
    )  # fmt: skip
    return _Run(line, upper, lower, items, middle - first)


def _fill_layers(
    boxes: Mapping[int, Box], layer_of: Mapping[int, int], runs: Sequence[_Run]
) -> tuple[list[list[Item]], list[Link]]:
    layers: list[list[Item]] = [[] for _ in range(max(layer_of.values(), default=-1) + 1)]
    for code, layer in sorted(layer_of.items(), key=lambda pair: (pair[1], boxes[pair[0]].place)):
        layers[layer].append(Item((code,), boxes[code].width + boxes[code].beside, boxes[code].height))
    links: list[Link] = []
    for run in runs:
        chain = [(run.upper,), *(item.key for item in run.items), (run.lower,)]
        for step, item in enumerate(run.items):
            layers[layer_of[run.upper] + 1 + step].append(item)
        links += [
            Link(layer_of[run.upper] + step, above, below, _STRAIGHT[len(above) + len(below)])
            for step, (above, below) in enumerate(itertools.pairwise(chain))
        ]
    return layers, links


def _stack_layers(
    layers: Sequence[Sequence[Item]], links: Sequence[Link], centre: Mapping[tuple[int, ...], float]
) -> tuple[list[float], list[float]]:
    """Tops and bottoms of the layers; between two lies the more room, the further a line has to go sideways."""
    sideways = [0.0] * len(layers)
    for link in links:
        sideways[link.layer] = max(sideways[link.layer], abs(centre[link.above] - centre[link.below]))
    tops: list[float] = []
    bottoms: list[float] = []
    y = 0.0
    for number, layer in enumerate(layers):
        tops.append(y)
        y += max((item.height for item in layer), default=0.0)
        bottoms.append(y)
        y += min(max(0.16 * sideways[number], _GAP_LEAST), _GAP_MOST)
    return tops, bottoms


def _spread_ports(
    runs: Sequence[_Run], boxes: Mapping[int, Box], centre: Mapping[tuple[int, ...], float]
) -> dict[tuple[int, bool], float]:
    """Where on its box each line ends, by (number of the line, whether below the box): side by side, without crossing."""
    sides: dict[tuple[int, bool], list[tuple[float, int]]] = {}
    for number, run in enumerate(runs):
        sides.setdefault((run.upper, True), []).append((centre[run.items[0].key], number))
        sides.setdefault((run.lower, False), []).append((centre[run.items[-1].key], number))
    ports: dict[tuple[int, bool], float] = {}
    for (code, below), ends in sides.items():
        step = min(_PORT_STEP, (boxes[code].width - 30) / max(len(ends) - 1, 1))
        for place, (_, number) in enumerate(sorted(ends)):
            ports[number, below] = centre[code,] + (place - (len(ends) - 1) / 2) * step
    return ports


def _make_way(
    number: int,
    run: _Run,
    drawn: tuple[Mapping[int, Point], Mapping[int, Box]],
    *,
    centre: Mapping[tuple[int, ...], float],
    ports: Mapping[tuple[int, bool], float],
    bands: tuple[Sequence[float], Sequence[float], Mapping[int, int]],
) -> Way:
    (spots, boxes), (tops, bottoms, layer_of) = drawn, bands
    points: list[Point] = [(ports[number, True], spots[run.upper][1] + boxes[run.upper].height / 2)]
    for step, item in enumerate(run.items):
        layer = layer_of[run.upper] + 1 + step
        points += [(centre[item.key], tops[layer]), (centre[item.key], bottoms[layer])]
    points.append((ports[number, False], spots[run.lower][1] - boxes[run.lower].height / 2))
    labelled = layer_of[run.upper] + 1 + run.label_at
    label = (centre[run.items[run.label_at].key], (tops[labelled] + bottoms[labelled]) / 2)
    return Way(tuple(reversed(points)) if run.back else tuple(points), label, run.back)
