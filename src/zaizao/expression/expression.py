"""An expression ready for use: read once, checked against its fields, evaluated on many cases."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from msgspec import Struct

from zaizao.expression import nodes
from zaizao.expression.checker import check_types
from zaizao.expression.errors import ExpressionTooLargeError, ExpressionTypeError
from zaizao.expression.evaluation import Code, Frame, compile_node
from zaizao.expression.limits import NESTING
from zaizao.expression.nodes import Node
from zaizao.expression.parser import parse, parse_unary_tests
from zaizao.expression.printer import to_feel
from zaizao.expression.reads import list_reads
from zaizao.expression.reason import Reason, build_reason
from zaizao.expression.tree import walk_nodes
from zaizao.expression.types import FieldType, list_names
from zaizao.expression.unknown import UNKNOWN, Answer
from zaizao.expression.values import Value, read_number
from zaizao.units.record import show_without

_METERED = (nodes.For, nodes.Quantified, nodes.Filter, nodes.Call, nodes.FunctionLiteral)


class Expression(Struct, frozen=True, eq=False):
    """One compiled expression; equal texts over equal types are one object.

    >>> compile_expression("not has_licence and area > 200").test({"has_licence": False, "area": 300})
    True
    """

    text: str
    """As the author wrote it."""
    node: Node
    reads: frozenset[str]
    """The fields it reads."""
    _code: Code
    _is_metered: bool

    __repr__ = show_without("node", "_code", "_is_metered")

    def evaluate(self, scope: Mapping[str, Value]) -> Value:
        """The value in ``scope``; a name that is absent there is UNKNOWN, a number comes as Decimal.

        Raises ExpressionTooLargeError and PatternRefusedError where the values at hand are too much; all else that
        has no meaning is None.
        """
        try:
            value = self._code(Frame({}, scope) if self._is_metered else scope)
        except RecursionError:
            raise ExpressionTooLargeError(what="calls", limit=NESTING) from None
        return read_number(value) if type(value) in (int, float) else value

    def test(self, scope: Mapping[str, Value]) -> Answer:
        """As a guard: True, False, or UNKNOWN.

        What comes to null (a field given as null, kinds that do not compare) decides nothing either: UNKNOWN.
        """
        value = self._code(scope) if not self._is_metered else self.evaluate(scope)
        return value if value is True or value is False else UNKNOWN

    def explain(self, scope: Mapping[str, Value]) -> Reason:
        """Why the value is what it is, condition by condition. Raises as `evaluate` does."""
        try:
            return build_reason(self.node, scope, self.text)
        except RecursionError:
            raise ExpressionTooLargeError(what="calls", limit=NESTING) from None


def compile_expression(source: str | Node, types: Mapping[str, FieldType] | None = None) -> Expression:
    """The expression of a text or a tree; with ``types``, checked against the fields. Cached.

    Raises ExpressionSyntaxError, or ExpressionTypeError with every problem.
    """
    return _compile(source, _freeze(types))


def compile_unary_tests(source: str | Node, types: Mapping[str, FieldType] | None = None) -> Expression:
    """A decision table's cell, tested against ``?`` in the scope. Cached; raises as `compile_expression` does."""
    if isinstance(source, Node):
        return compile_expression(source, types)
    names = list_names(types or {})
    return _compile(parse_unary_tests(source, names=names), _freeze(types), source)


def _freeze(types: Mapping[str, FieldType] | None) -> tuple[tuple[str, FieldType], ...] | None:
    return None if types is None else tuple(sorted(types.items(), key=lambda pair: pair[0]))


@lru_cache(maxsize=4096)
def _compile(
    source: str | Node, types: tuple[tuple[str, FieldType], ...] | None, shown: str | None = None
) -> Expression:
    fields = dict(types or ())
    node = parse(source, names=list_names(fields)) if isinstance(source, str) else source
    text = shown or (source if isinstance(source, str) else to_feel(node))
    if types is not None:
        _, problems = check_types(node, fields, text=text)
        if problems:
            raise ExpressionTypeError(problems)
    metered = any(isinstance(one, _METERED) for one in walk_nodes(node))
    return Expression(text, node, list_reads(node, frozenset(fields)), compile_node(node), metered)
