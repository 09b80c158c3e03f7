"""The dispatch from kinds of nodes to closures; the families register themselves with `compiles`.

Closures, not generated text: nothing an author writes is ever executed by Python.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from zaizao.errors import ZaizaoError
from zaizao.expression import nodes
from zaizao.expression.evaluation.scope import Code, Scope
from zaizao.expression.functions import BUILTINS
from zaizao.expression.nodes import Node
from zaizao.expression.tree import list_children
from zaizao.expression.values import Value

_Maker = TypeVar("_Maker", bound=Callable[[Any], Code])
_MAKERS: dict[type[Node], Callable[[Any], Code]] = {}
_FIXED: tuple[type[Node], ...] = (
    nodes.Literal,
    nodes.AtLiteral,
    nodes.Negate,
    nodes.Arithmetic,
    nodes.ListLiteral,
    nodes.RangeLiteral,
    nodes.NamedArgument,
    nodes.Call,
)
CLOCK_NAMES = frozenset({"today", "now"})
"""Called without arguments, these read the scope: the core has no clock."""


def compiles(*kinds: type[Node]) -> Callable[[_Maker], _Maker]:
    """Register the decorated function as what turns such nodes into closures."""

    def register(maker: _Maker) -> _Maker:
        for kind in kinds:
            _MAKERS[kind] = maker
        return maker

    return register


def compile_node(node: Node) -> Code:
    """A closure that evaluates ``node`` in a scope; what depends on no name is evaluated once, here."""
    code = _MAKERS[type(node)](node)
    if not isinstance(node, nodes.Call | nodes.Negate | nodes.RangeLiteral | nodes.Arithmetic) or not is_fixed(node):
        return code
    try:
        value = code({})
    except ZaizaoError:
        return code
    return make_constant(value)


def make_constant(value: Value) -> Code:
    """A closure that always yields ``value``."""

    def read_constant(_scope: Scope) -> Value:
        return value

    return read_constant


def is_fixed(node: Node) -> bool:
    """Whether ``node`` has one value whatever the scope: literals, and built-in functions of literals."""
    if isinstance(node, nodes.Call):
        if not isinstance(node.function, nodes.Name) or node.function.name not in BUILTINS:
            return False
        return all(is_fixed(argument) for argument in node.arguments)
    return isinstance(node, _FIXED) and all(is_fixed(child) for child in list_children(node))
