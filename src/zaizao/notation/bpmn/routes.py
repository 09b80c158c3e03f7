"""Which block comes after which: the links of a definition, the regions that are repeated, the start and the end.

Every activity passes one token on, done or skipped; so each join gets exactly one token from each of its sources,
whatever is decided. What recurs holds nothing up and stands outside.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

from msgspec import Struct, field

from zaizao.definition.model import ProcessDefinition
from zaizao.notation.graph import Edge, Graph

Way = tuple[str, str]
"""From one block to another, by their ids."""

START = "start"
COURSE = "course"
"""The block that says that the ordinary course is over."""


def task_block(name: str) -> str:
    """The id of an activity's block."""
    return f"step.{name}"


def again_block(owner: str) -> str:
    """The id of the block where a repeated region begins."""
    return f"again.{owner}"


def enter_block(owner: str) -> str:
    """The id of the block that gathers what must come before a repeated region."""
    return f"enter.{owner}"


def after_block(owner: str) -> str:
    """The id of the block behind a repeated region."""
    return f"after.{owner}"


class Routes(Struct, frozen=True):
    """The blocks in an order in which sources come first, the ways between them, and the ways back of repetitions."""

    blocks: tuple[str, ...]
    ways: tuple[Way, ...]
    backs: tuple[Way, ...]
    circles: tuple[Way, ...]
    owners: frozenset[str]
    """The activities that end a region repeated through gateways."""

    def sources_of(self, block: str) -> tuple[str, ...]:
        """The blocks right before one, without ways back."""
        return tuple(source for source, target in self.ways if target == block)

    def targets_of(self, block: str) -> tuple[str, ...]:
        """The blocks right behind one, without ways back."""
        return tuple(target for source, target in self.ways if source == block)


def find_routes(definition: ProcessDefinition, *, graph: Graph) -> Routes:
    """The ways of a definition's tokens; links that close a circle are set apart, for no token passes them."""
    regions = _find_regions(definition, graph)
    ways = _connect(definition, graph, regions)
    if len(_sort_blocks(ways)) < len(_list_blocks(ways)):
        regions = {}  # a body that is no closed region: its links stay, its repetition stands in the extension alone
        ways = _connect(definition, graph, regions)
    backs = tuple((task_block(owner), again_block(owner)) for owner in regions)
    circles = tuple((task_block(edge.source), task_block(edge.target)) for edge in graph.edges if edge.back)
    return Routes(tuple(_sort_blocks(ways)), tuple(ways), backs, circles, frozenset(regions))


def loops_alone(definition: ProcessDefinition, name: str) -> bool:
    """Whether an activity is repeated by itself, so that a loop marker on its task says it."""
    activity = definition.activities[name]
    repeat = activity.repeat
    return repeat is not None and activity.each is None and activity.opens is None and set(repeat.body) <= {name}


def _find_regions(definition: ProcessDefinition, graph: Graph) -> dict[str, frozenset[str]]:
    """The bodies that are closed (docs/language.md, repeat), by the activity that ends them, outer ones first."""
    found: dict[str, frozenset[str]] = {}
    for owner, activity in definition.activities.items():
        if activity.repeat is None or loops_alone(definition, owner) or activity.recurs is not None:
            continue
        body = frozenset(activity.repeat.body or (owner,))
        if owner in body and body <= definition.activities.keys() and _is_closed(graph, body, owner):
            found[owner] = body
    return dict(sorted(found.items(), key=lambda one: -len(one[1])))


def _is_closed(graph: Graph, body: frozenset[str], owner: str) -> bool:
    others = body - {owner}
    return all(graph.after[one] and {edge.target for edge in graph.after[one]} <= body for one in others)


class _Ways(Struct):
    """The ways found so far, each once."""

    known: dict[Way, None] = field(default_factory=dict)

    def add(self, source: str, target: str) -> None:
        self.known.setdefault((source, target))

    def has_source(self, block: str) -> bool:
        return any(target == block for _, target in self.known)


def _connect(definition: ProcessDefinition, graph: Graph, regions: Mapping[str, frozenset[str]]) -> list[Way]:
    ways = _Ways()
    flowing = [name for name in graph.order if definition.activities[name].recurs is None]
    around = {name: [owner for owner, body in regions.items() if name in body] for name in flowing}
    for edge in _flowing_edges(definition, graph):
        outside = [owner for owner in around[edge.target] if owner not in around[edge.source]]
        ways.add(_leave(edge.source, regions), _enter(outside[0]) if outside else task_block(edge.target))
    for name in flowing:
        _begin_inside(name, around[name], ways)
    waiting = {one.then for one in definition.interrupts.values() if one.then in flowing}
    starts = [target for target in _list_begun(flowing, around) if not ways.has_source(target)]
    for target in starts:
        ways.add(START, target)
    if waiting or not flowing:
        _end_course(definition, graph, ways, regions=regions, flowing=flowing)
    return _settle_regions(ways, regions)


def _leave(source: str, regions: Mapping[str, frozenset[str]]) -> str:
    return after_block(source) if source in regions else task_block(source)


def _enter(owner: str) -> str:
    return enter_block(owner)


def _flowing_edges(definition: ProcessDefinition, graph: Graph) -> Iterable[Edge]:
    """The links between activities that pass tokens.

    What comes after a recurring report comes after what it reports on, for then it ends.
    """
    place = {name: index for index, name in enumerate(graph.order)}
    steady = {name for name in graph.order if definition.activities[name].recurs is None}
    for name in graph.nodes:
        for edge in graph.after[name]:
            if definition.activities[edge.target].recurs is not None:
                continue
            recurs = definition.activities[edge.source].recurs
            if recurs is None:
                yield edge
            elif place.get(recurs.while_, len(place)) < place[edge.target] and recurs.while_ in steady:
                yield Edge(recurs.while_, edge.target, edge.ground)


def _begin_inside(name: str, around: list[str], ways: _Ways) -> None:
    """An activity, or an inner region, that nothing inside a region precedes begins when the region does."""
    for outer, inner in pairwise(around):
        if not ways.has_source(enter_block(inner)):
            ways.add(again_block(outer), enter_block(inner))
    if around and not ways.has_source(task_block(name)):
        ways.add(again_block(around[-1]), task_block(name))


def _list_begun(flowing: list[str], around: Mapping[str, list[str]]) -> list[str]:
    """What begins with the case unless something comes before: activities, and regions as wholes."""
    return list(dict.fromkeys(enter_block(around[n][0]) if around[n] else task_block(n) for n in flowing))


def _end_course(
    definition: ProcessDefinition,
    graph: Graph,
    ways: _Ways,
    *,
    regions: Mapping[str, frozenset[str]],
    flowing: list[str],
) -> None:
    """Everything that does not follow an interrupt leads to the block that says that the course is over."""
    behind = {one.then for one in definition.interrupts.values() if one.then is not None}
    for name in graph.order:
        if any(edge.source in behind for edge in graph.before[name]):
            behind.add(name)
    within = {name: after_block(owner) for owner, body in regions.items() for name in body}
    ordinary = {_leave(name, regions): name for name in flowing if name not in behind}
    late = {task_block(name) for name in behind} | {enter_block(o) for o, b in regions.items() if b & behind}
    for block, name in ordinary.items():
        followers = {target for source, target in ways.known if source == block}
        if followers <= late and within.get(name, block) == block:
            ways.add(block, COURSE)
    if not ways.has_source(COURSE):
        ways.add(START, COURSE)


def _settle_regions(ways: _Ways, regions: Mapping[str, frozenset[str]]) -> list[Way]:
    """Leave out the gathering block where there is one thing to gather, and the one behind where one follows."""
    found = list(ways.known)
    for owner in regions:
        entering = [way for way in found if way[1] == enter_block(owner)]
        if len(entering) == 1:
            found = [(way[0], again_block(owner)) if way in entering else way for way in found]
        else:
            found.append((enter_block(owner), again_block(owner)))
        leaving = [way for way in found if way[0] == after_block(owner)]
        if len(leaving) == 1:
            found = [(task_block(owner), way[1]) if way in leaving else way for way in found]
        else:
            found.append((task_block(owner), after_block(owner)))
    return found


def _list_blocks(ways: Iterable[Way]) -> list[str]:
    return list(dict.fromkeys(block for way in ways for block in way))


def _sort_blocks(ways: list[Way]) -> list[str]:
    """Sources first; shorter than all blocks when there is a circle."""
    blocks = _list_blocks(ways)
    missing = dict.fromkeys(blocks, 0)
    after: dict[str, list[str]] = {block: [] for block in blocks}
    for source, target in ways:
        missing[target] += 1
        after[source].append(target)
    order = [block for block in blocks if not missing[block]]
    for block in order:  # grows while it is read
        for target in after[block]:
            missing[target] -= 1
            if not missing[target]:
                order.append(target)
    return order
