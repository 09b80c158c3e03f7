"""From a tree to a Petri net that accepts the same traces: sound and safe, with few silent transitions."""

from __future__ import annotations

from zaizao.mining.discovery.petri import AcceptingNet, NetBuilder
from zaizao.mining.discovery.tree import Operator, Tree


def net_of_tree(tree: Tree, *, name: str = "") -> AcceptingNet:
    """The net of a tree; one start place, one end place."""
    builder = NetBuilder(name)
    start, end = builder.add_place("start"), builder.add_place("end")
    todo: list[tuple[Tree, int, int]] = [(tree, start, end)]
    while todo:
        node, enter, leave = todo.pop()
        if node.operator is None:
            builder.add_transition(node.label, (enter,), (leave,))
        else:
            todo.extend(reversed(_PARTS[node.operator](builder, node, enter, leave)))
    return builder.build((start,), (end,))


def _lay_sequence(builder: NetBuilder, node: Tree, enter: int, leave: int) -> list[tuple[Tree, int, int]]:
    between = [enter, *(builder.add_place() for _ in node.children[1:]), leave]
    return [(child, between[at], between[at + 1]) for at, child in enumerate(node.children)]


def _lay_exclusive(_: NetBuilder, node: Tree, enter: int, leave: int) -> list[tuple[Tree, int, int]]:
    return [(child, enter, leave) for child in node.children]


def _lay_parallel(builder: NetBuilder, node: Tree, enter: int, leave: int) -> list[tuple[Tree, int, int]]:
    begins = tuple(builder.add_place() for _ in node.children)
    ends = tuple(builder.add_place() for _ in node.children)
    builder.add_transition(None, (enter,), begins)
    builder.add_transition(None, ends, (leave,))
    return [(child, begins[at], ends[at]) for at, child in enumerate(node.children)]


def _lay_loop(builder: NetBuilder, node: Tree, enter: int, leave: int) -> list[tuple[Tree, int, int]]:
    # Places of its own: what shares its first or last place must not be reached by going round.
    inner, outer = builder.add_place(), builder.add_place()
    builder.add_transition(None, (enter,), (inner,))
    builder.add_transition(None, (outer,), (leave,))
    return [(node.children[0], inner, outer), *((child, outer, inner) for child in node.children[1:])]


_PARTS = {
    Operator.SEQUENCE: _lay_sequence,
    Operator.EXCLUSIVE: _lay_exclusive,
    Operator.PARALLEL: _lay_parallel,
    Operator.LOOP: _lay_loop,
}
