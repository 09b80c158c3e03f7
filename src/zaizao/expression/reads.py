"""Which fields an expression reads: its names that nothing inside it binds."""

from __future__ import annotations

from collections.abc import Iterator

from zaizao.expression import nodes
from zaizao.expression.evaluation import CLOCK_NAMES
from zaizao.expression.functions import BUILTINS
from zaizao.expression.nodes import Node
from zaizao.expression.tree import list_children

FILTER_NAMES = frozenset({"item"})
LOOP_NAMES = frozenset({"partial"})


def list_reads(node: Node, declared: frozenset[str] = frozenset()) -> frozenset[str]:
    """The top-level names ``node`` reads, ``today`` and ``now`` among them; ``?`` is none.

    A built-in's name counts only where it is ``declared`` as a field or used as one. Inside a filter a name may
    also be an entry of the items; it counts unless it is ``item``.
    """
    return frozenset(_find_reads(node, frozenset({"?"}), declared))


def _find_reads(node: Node, bound: frozenset[str], declared: frozenset[str]) -> Iterator[str]:
    if isinstance(node, nodes.Name):
        if node.name not in bound:
            yield node.name
    elif isinstance(node, nodes.Call):
        yield from _find_call_reads(node, bound, declared)
    elif isinstance(node, nodes.For | nodes.Quantified):
        yield from _find_loop_reads(node, bound, declared)
    elif isinstance(node, nodes.ContextLiteral):
        yield from _find_context_reads(node, bound, declared)
    else:
        inner = bound | _find_bound(node)
        for child in list_children(node):
            outer = isinstance(node, nodes.Filter) and child is node.source
            yield from _find_reads(child, bound if outer else inner, declared)


def _find_bound(node: Node) -> frozenset[str]:
    if isinstance(node, nodes.FunctionLiteral):
        return frozenset(parameter.name for parameter in node.parameters)
    return FILTER_NAMES if isinstance(node, nodes.Filter) else frozenset()


def _find_call_reads(node: nodes.Call, bound: frozenset[str], declared: frozenset[str]) -> Iterator[str]:
    function = node.function
    is_builtin = isinstance(function, nodes.Name) and function.name in BUILTINS and function.name not in CLOCK_NAMES
    if not is_builtin:
        yield from _find_reads(function, bound, declared)
    for argument in node.arguments:
        inner = argument.value if isinstance(argument, nodes.NamedArgument) else argument
        handed_on = isinstance(inner, nodes.Name) and inner.name in BUILTINS and inner.name not in declared
        if not handed_on:
            yield from _find_reads(inner, bound, declared)


def _find_loop_reads(
    node: nodes.For | nodes.Quantified, bound: frozenset[str], declared: frozenset[str]
) -> Iterator[str]:
    for iterator in node.iterators:
        yield from _find_reads(iterator.source, bound, declared)
        bound = bound | {iterator.name}
    if isinstance(node, nodes.For):
        yield from _find_reads(node.body, bound | LOOP_NAMES, declared)
    else:
        yield from _find_reads(node.condition, bound, declared)


def _find_context_reads(node: nodes.ContextLiteral, bound: frozenset[str], declared: frozenset[str]) -> Iterator[str]:
    for entry in node.entries:
        yield from _find_reads(entry.value, bound, declared)
        bound = bound | {entry.key}
