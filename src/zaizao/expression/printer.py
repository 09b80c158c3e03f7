"""Syntax tree to canonical text: one spelling per tree, brackets only where they are needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from zaizao.expression import nodes
from zaizao.expression.lexer import is_single_name, write_string
from zaizao.expression.nodes import Node

_OPEN, _OR, _AND, _COMPARE, _SUM, _PRODUCT, _POWER, _NEGATE, _TIGHT = range(9)
_ARITHMETIC = {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}


def to_feel(node: Node) -> str:
    """The canonical text of ``node``; parsing it gives an equal tree."""
    return _PRINTERS[type(node)](node)


def _print_level(node: Node) -> int:
    if isinstance(node, nodes.Arithmetic):
        return _ARITHMETIC[node.op]
    return _LEVELS.get(type(node), _TIGHT)


def _wrap(node: Node, level: int) -> str:
    """``node`` where something at least as tight as ``level`` must stand."""
    text = to_feel(node)
    return f"({text})" if _print_level(node) < level else text


_HALF_PHRASES = ("date", "days", "years")
"""Words that ``and`` could join with the next one into a name, as in ``date and time``."""


def _wrap_before_and(node: Node, level: int) -> str:
    text = _wrap(node, level)
    return f"({text})" if text.endswith(_HALF_PHRASES) else text


def _print_and(node: nodes.And) -> str:
    *early, last = node.operands
    return " and ".join([*(_wrap_before_and(item, _COMPARE) for item in early), _wrap(last, _COMPARE)])


def _join_tests(tests: Iterable[Node]) -> str:
    """A test may begin with its operator; elsewhere such a comparison stands in brackets."""
    return ", ".join(_print_test(test) if isinstance(test, nodes.UnaryComparison) else to_feel(test) for test in tests)


def _join(items: Iterable[Node]) -> str:
    return ", ".join(to_feel(item) for item in items)


def _print_literal(node: nodes.Literal) -> str:
    value = node.value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return write_string(value) if isinstance(value, str) else _print_number(value)


def _print_number(value: Decimal) -> str:
    plain = abs(value.adjusted()) < 40
    return format(value, "f") if plain else str(value)


def _print_arithmetic(node: nodes.Arithmetic) -> str:
    level = _ARITHMETIC[node.op]
    return f"{_wrap(node.left, level)} {node.op} {_wrap(node.right, level + 1)}"


def _print_comparison(node: nodes.Comparison) -> str:
    left = f"({to_feel(node.left)})" if isinstance(node.left, nodes.InstanceOf) else _wrap(node.left, _COMPARE)
    return f"{left} {node.op} {_wrap(node.right, _SUM)}"


def _print_between(node: nodes.Between) -> str:
    return f"{_wrap(node.value, _COMPARE)} between {_wrap_before_and(node.low, _SUM)} and {_wrap(node.high, _SUM)}"


def _print_in(node: nodes.In) -> str:
    return f"{_wrap(node.value, _COMPARE)} in ({_join_tests(node.tests)})"


def _print_tests(node: nodes.UnaryTests) -> str:
    tests = _join_tests(node.tests) or "-"
    if node.negated:
        return f"not({tests})"
    return f"({tests})" if len(node.tests) == 1 and isinstance(node.tests[0], nodes.Not) else tests


def _print_test(node: nodes.UnaryComparison) -> str:
    return f"{node.op} {_wrap(node.value, _SUM)}"


def _print_if(node: nodes.If) -> str:
    return f"if {to_feel(node.condition)} then {to_feel(node.yes)} else {to_feel(node.no)}"


def _print_steps(node: nodes.Steps) -> str:
    return f"{to_feel(node.low)}..{to_feel(node.high)}"


def _print_range(node: nodes.RangeLiteral) -> str:
    left, right = "[" if node.low_closed else "(", "]" if node.high_closed else ")"
    return f"{left}{to_feel(node.low)}..{_wrap(node.high, _SUM)}{right}"


def _print_entry(node: nodes.Entry) -> str:
    key = node.key if is_single_name(node.key) else write_string(node.key)
    return f"{key}: {to_feel(node.value)}"


def _print_type(node: nodes.TypeName) -> str:
    if node.name == "function" and node.arguments:
        return f"function<{_join(node.arguments[:-1])}> -> {to_feel(node.arguments[-1])}"
    if node.keys:
        pairs = zip(node.keys, node.arguments, strict=True)
        return "context<" + ", ".join(f"{key}: {to_feel(kind)}" for key, kind in pairs) + ">"
    return f"{node.name}<{to_feel(node.arguments[0])}>" if node.arguments else node.name


def _print_parameter(node: nodes.Parameter) -> str:
    return node.name if node.type is None else f"{node.name}: {to_feel(node.type)}"


def _print_quantified(node: nodes.Quantified) -> str:
    return f"{node.word} {_join(node.iterators)} satisfies {to_feel(node.condition)}"


_LEVELS: dict[type[Node], int] = {
    nodes.If: _OPEN,
    nodes.For: _OPEN,
    nodes.Quantified: _OPEN,
    nodes.FunctionLiteral: _OPEN,
    nodes.Or: _OR,
    nodes.And: _AND,
    nodes.Comparison: _COMPARE,
    nodes.Between: _COMPARE,
    nodes.In: _COMPARE,
    nodes.Negate: _NEGATE,
}
_PRINTERS: dict[type[Node], Callable[[Any], str]] = {
    nodes.Literal: _print_literal,
    nodes.AtLiteral: lambda node: f"@{write_string(node.text)}",
    nodes.Name: lambda node: node.name,
    nodes.Negate: lambda node: f"-{_wrap(node.operand, _NEGATE)}",
    nodes.Not: lambda node: f"not({to_feel(node.operand)})",
    nodes.Arithmetic: _print_arithmetic,
    nodes.Comparison: _print_comparison,
    nodes.And: _print_and,
    nodes.Or: lambda node: " or ".join(_wrap(item, _AND) for item in node.operands),
    nodes.Between: _print_between,
    nodes.In: _print_in,
    nodes.UnaryComparison: lambda node: f"({_print_test(node)})",
    nodes.UnaryTests: _print_tests,
    nodes.If: _print_if,
    nodes.Iterator: lambda node: f"{node.name} in {to_feel(node.source)}",
    nodes.Steps: _print_steps,
    nodes.For: lambda node: f"for {_join(node.iterators)} return {to_feel(node.body)}",
    nodes.Quantified: _print_quantified,
    nodes.Filter: lambda node: f"{_wrap(node.source, _TIGHT)}[{to_feel(node.condition)}]",
    nodes.Path: lambda node: f"{_wrap(node.source, _TIGHT)}.{node.name}",
    nodes.ListLiteral: lambda node: f"[{_join_tests(node.items)}]",
    nodes.Entry: _print_entry,
    nodes.ContextLiteral: lambda node: f"{{{_join(node.entries)}}}",
    nodes.RangeLiteral: _print_range,
    nodes.TypeName: _print_type,
    nodes.InstanceOf: lambda node: f"{_wrap(node.value, _TIGHT)} instance of {to_feel(node.type)}",
    nodes.NamedArgument: lambda node: f"{node.name}: {to_feel(node.value)}",
    nodes.Call: lambda node: f"{_wrap(node.function, _TIGHT)}({_join(node.arguments)})",
    nodes.Parameter: _print_parameter,
    nodes.FunctionLiteral: lambda node: f"function({_join(node.parameters)}) {to_feel(node.body)}",
}
