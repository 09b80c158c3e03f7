"""Walking a syntax tree: its children, its depth, the names it reads. No recursion, so depth costs no stack."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from zaizao.expression.nodes import Node


def list_children(node: Node) -> Iterator[Node]:
    """The nodes directly inside ``node``, left to right."""
    for attribute in attrs.fields(type(node)):
        value = getattr(node, attribute.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


def walk_nodes(node: Node) -> Iterator[Node]:
    """``node`` and everything inside it."""
    waiting = [node]
    while waiting:
        current = waiting.pop()
        yield current
        waiting.extend(list_children(current))


def measure_depth(node: Node) -> int:
    """The number of levels under and including ``node``."""
    deepest, waiting = 0, [(node, 1)]
    while waiting:
        current, depth = waiting.pop()
        deepest = max(deepest, depth)
        waiting.extend((child, depth + 1) for child in list_children(current))
    return deepest
