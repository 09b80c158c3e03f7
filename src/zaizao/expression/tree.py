"""Walking a syntax tree: its children, its depth, the names it reads. No recursion, so depth costs no stack."""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.expression.nodes import Node

_PARTS: dict[type[Node], tuple[str, ...]] = {}


def _list_parts(kind: type[Node]) -> tuple[str, ...]:
    """The attributes of a kind of node that may hold nodes; looked up once per kind."""
    if kind not in _PARTS:
        _PARTS[kind] = tuple(
            name for name in kind.__match_args__ if kind.__annotations__[name] not in ("str", "bool", "int")
        )
    return _PARTS[kind]


def list_children(node: Node) -> Iterator[Node]:
    """The nodes directly inside ``node``, left to right."""
    for name in _list_parts(type(node)):
        value = getattr(node, name)
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
