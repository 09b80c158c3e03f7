"""The way of each link through the picture: along rows that are free, else through channels between rows, and up
and down in the gutters between columns; never through a box.

Links of one source share their trunk, or those into one target share theirs, whichever are more. Two lines that
mean different things never lie on each other: within a gutter the line that comes from the left of a row stands
left of the line that leaves to the right of the same row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from zaizao.notation.graph import Edge, Graph

Key = tuple[str, ...]


class Port(Struct, frozen=True):
    """The cell a link starts from and the one it ends in, and how far from the row's centre it enters."""

    edge: Edge
    column: int
    row: int
    to_column: int
    to_row: int
    enters: float
    label: str


class Leg(Struct, frozen=True):
    """A link with the way chosen: directly (None), along a row, or along line ``line`` of channel ``channel``."""

    port: Port
    row: int | None = None
    channel: int | None = None
    line: int = 0


class Trunk(Struct):
    """One vertical line in a gutter: from where it comes on the left, where it leaves on the right, and its slot."""

    key: Key
    lefts: set[float] = field(default_factory=set)
    rights: set[float] = field(default_factory=set)
    slot: int = 0

    @property
    def low(self) -> float:
        """Its upper end."""
        return min(self.lefts | self.rights)

    @property
    def high(self) -> float:
        """Its lower end."""
        return max(self.lefts | self.rights)


def choose_ways(ports: Sequence[Port], *, graph: Graph, cells: set[tuple[int, int]]) -> tuple[Leg, ...]:
    """A way for every link; ``cells`` are the (row, column) that boxes fill."""
    reserved: dict[tuple[int, int], Key] = {}
    legs: list[Leg] = []
    waiting: list[tuple[int, Port]] = []
    order = sorted(range(len(ports)), key=lambda i: (ports[i].to_column - ports[i].column, i))
    found: dict[int, Leg] = {}
    for index in order:
        port = ports[index]
        leg = _direct_way(port, graph=graph, cells=cells, reserved=reserved)
        if leg is None:
            waiting.append((index, port))
        else:
            found[index] = leg
    found.update(_fill_channels(waiting, graph=graph))
    legs.extend(found[index] for index in range(len(ports)))
    return tuple(legs)


def _direct_way(
    port: Port, *, graph: Graph, cells: set[tuple[int, int]], reserved: dict[tuple[int, int], Key]
) -> Leg | None:
    if port.edge.back or port.to_column <= port.column:
        return None
    if port.to_column == port.column + 1:
        return Leg(port)
    rows: list[tuple[int, Key]] = [
        (port.row, ("s", port.edge.source)),
        (port.to_row, ("t", port.edge.target, port.label)),
    ]
    if len(graph.after[port.edge.source]) > len(graph.before[port.edge.target]):
        rows.reverse()
    for row, key in rows:
        between = [(row, column) for column in range(port.column + 1, port.to_column)]
        if all(cell not in cells and reserved.get(cell, key) == key for cell in between):
            reserved.update(dict.fromkeys(between, key))
            return Leg(port, row=row)
    return None


def _fill_channels(waiting: Sequence[tuple[int, Port]], *, graph: Graph) -> dict[int, Leg]:
    """Lines within each channel: one for each trunk, as few as keep different trunks apart."""
    spans: dict[int, dict[Key, tuple[int, int]]] = {}
    for _, port in waiting:
        left, right = sorted((port.column, port.to_column - 1))
        known = spans.setdefault(_channel_of(port), {})
        low, high = known.get(_channel_key(port, graph), (left, right))
        known[_channel_key(port, graph)] = (min(low, left), max(high, right))
    lines = {channel: _colour(known) for channel, known in spans.items()}
    return {
        index: Leg(port, channel=_channel_of(port), line=lines[_channel_of(port)][_channel_key(port, graph)])
        for index, port in waiting
    }


def _channel_of(port: Port) -> int:
    """The channel beside the target's row, on the side the link comes from."""
    return port.to_row if port.to_row > port.row else port.to_row + 1


def _channel_key(port: Port, graph: Graph) -> Key:
    if port.edge.back:
        return ("b", port.edge.source, port.edge.target)
    return _shared_key(port, graph)


def _shared_key(port: Port, graph: Graph) -> Key:
    """By source or by target, whichever gathers more links."""
    if len(graph.before[port.edge.target]) > len(graph.after[port.edge.source]):
        return ("t", port.edge.target, port.label)
    return ("s", port.edge.source)


def _colour(spans: Mapping[Key, tuple[int, int]]) -> dict[Key, int]:
    """First-fit colouring of intervals that may not touch."""
    ends: list[int] = []
    lines: dict[Key, int] = {}
    for key, (left, right) in sorted(spans.items(), key=lambda one: (one[1], one[0])):
        line = next((i for i, end in enumerate(ends) if end < left), len(ends))
        if line == len(ends):
            ends.append(right)
        ends[line] = right
        lines[key] = line
    return lines


def count_lines(legs: Sequence[Leg]) -> dict[int, int]:
    """How many lines each channel holds."""
    count: dict[int, int] = {}
    for leg in legs:
        if leg.channel is not None:
            count[leg.channel] = max(count.get(leg.channel, 0), leg.line + 1)
    return count


class Course(Struct, frozen=True):
    """A leg with its heights: out of the source, along the middle (None when direct), into the target."""

    leg: Leg
    out: float
    along: float | None
    into: float
    first: Key
    """The trunk in the gutter behind the source."""
    last: Key
    """The trunk in the gutter before the target (the same as ``first`` when direct)."""


def set_courses(
    legs: Sequence[Leg], *, graph: Graph, centre: Sequence[float], channel: Sequence[float], step: float
) -> tuple[Course, ...]:
    """Give every leg its heights and the trunks it uses."""
    return tuple(_set_course(leg, graph=graph, centre=centre, channel=channel, step=step) for leg in legs)


def _set_course(leg: Leg, *, graph: Graph, centre: Sequence[float], channel: Sequence[float], step: float) -> Course:
    port = leg.port
    out, into = centre[port.row], centre[port.to_row] + port.enters
    by_source: Key = ("s", port.edge.source)
    by_target: Key = ("t", port.edge.target, port.label)
    if leg.channel is not None:
        along = channel[leg.channel] + step * leg.line
        if port.edge.back:
            by_source = by_target = ("b", port.edge.source, port.edge.target)
        return Course(leg, out, along, into, by_source, by_target)
    if leg.row is None:
        key = _shared_key(port, graph)
        return Course(leg, out, None, into, key, key)
    return Course(leg, out, out if leg.row == port.row else into, into, by_source, by_target)


def gather_trunks(courses: Sequence[Course]) -> dict[int, dict[Key, Trunk]]:
    """The vertical lines of every gutter, each with a slot counted from the left."""
    gutters: dict[int, dict[Key, Trunk]] = {}
    for course in courses:
        port = course.leg.port
        if course.along is None:
            _join(gutters, port.column, course.first, left=course.out, right=course.into)
            continue
        turns_back = port.to_column <= port.column
        _join(gutters, port.column, course.first, left=course.out, right=course.along, leaves_left=turns_back)
        _join(gutters, port.to_column - 1, course.last, left=course.along, right=course.into, comes_right=turns_back)
    for trunks in gutters.values():
        _assign_slots(list(trunks.values()))
    return gutters


def _join(
    gutters: dict[int, dict[Key, Trunk]],
    gutter: int,
    key: Key,
    *,
    left: float,
    right: float,
    leaves_left: bool = False,
    comes_right: bool = False,
) -> None:
    if left == right:
        return
    trunk = gutters.setdefault(gutter, {}).setdefault(key, Trunk(key))
    (trunk.rights if comes_right else trunk.lefts).add(left)
    (trunk.lefts if leaves_left else trunk.rights).add(right)


def _assign_slots(trunks: list[Trunk]) -> None:
    """Slots from left to right: constraints first, then few crossings, then few slots."""
    followers, missing = _constraints(trunks)
    least = [0] * len(trunks)
    placed: list[Trunk] = []
    todo = sorted(range(len(trunks)), key=lambda i: _slot_wish(trunks[i]))
    while todo:
        index = next((i for i in todo if not missing[i]), todo[0])
        todo.remove(index)
        trunk = trunks[index]
        taken = {one.slot for one in placed if one.low <= trunk.high + 6 and trunk.low <= one.high + 6}
        trunk.slot = next(slot for slot in range(least[index], least[index] + len(trunks) + 1) if slot not in taken)
        placed.append(trunk)
        for other in followers[index]:
            missing[other] -= 1
            least[other] = max(least[other], trunk.slot + 1)


def _constraints(trunks: list[Trunk]) -> tuple[list[list[int]], list[int]]:
    """Who must stand left of whom: a line that comes along a row before one that leaves along the same row."""
    leaving: dict[float, list[int]] = {}
    for index, trunk in enumerate(trunks):
        for y in trunk.rights:
            leaving.setdefault(y, []).append(index)
    followers: list[list[int]] = [[] for _ in trunks]
    missing = [0] * len(trunks)
    for index, trunk in enumerate(trunks):
        for other in sorted({one for y in trunk.lefts for one in leaving.get(y, ()) if one != index}):
            followers[index].append(other)
            missing[other] += 1
    return followers, missing


def _slot_wish(trunk: Trunk) -> tuple[int, float, Key]:
    """Lines going down start with the lowest source, lines going up with the highest: so they do not cross."""
    start = sum(trunk.lefts) / len(trunk.lefts) if trunk.lefts else trunk.low
    end = sum(trunk.rights) / len(trunk.rights) if trunk.rights else trunk.high
    return (0, -start, trunk.key) if end >= start else (1, start, trunk.key)
