"""Why an expression came out as it did: a tree of its conditions, each with its value and what it read.

The words are in `zaizao.wording`; here are the codes and the order in which they are said.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from zaizao.expression import nodes
from zaizao.expression.evaluation import Frame, Scope, compile_node
from zaizao.expression.evaluation.logic import compile_test
from zaizao.expression.functions.conversion import write_value
from zaizao.expression.nodes import Node
from zaizao.expression.printer import to_feel
from zaizao.expression.reads import list_reads
from zaizao.expression.tree import walk_nodes
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import Value, has_unknown, read_number
from zaizao.wording import say

_INDENT = "  "
_SETTLED_BY_TRUE: tuple[tuple[str, Value], ...] = (("or", True), ("in", True), ("not in", False))
"""Where one true part is enough."""


class Reason(Struct, frozen=True):
    """One condition: its ``text``, its ``value``, what it ``read``, and the conditions it is made of."""

    text: str
    value: Value
    read: tuple[tuple[str, Value], ...]
    """The fields it reads with their values; UNKNOWN for one that is not there."""
    joined: str = ""
    """How its parts make its value: and, or, not, if, in, not in; empty for a condition without parts."""
    parts: tuple[Reason, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields whose absence keeps the value open, in order of reading; empty when it is decided."""
        if isinstance(self.value, bool) or not self._is_open:
            return ()
        if not self.parts:
            return tuple(name for name, value in self.read if value is None or has_unknown(value))
        found = (name for part in self.parts for name in part.missing)
        return tuple(dict.fromkeys(found)) or tuple(
            name for name, value in self.read if value is None or has_unknown(value)
        )

    @property
    def _is_open(self) -> bool:
        return self.value is None or has_unknown(self.value)

    def list_decisive(self) -> tuple[Reason, ...]:
        """The smallest conditions that settle the value: a false part of *and*, a true part of *or*, and so on."""
        if not self.parts:
            return (self,)
        chosen = [part for part in self.parts if self._counts(part)]
        return tuple(leaf for part in chosen or self.parts for leaf in part.list_decisive())

    def _counts(self, part: Reason) -> bool:
        if self.joined == "and" and self.value is False:
            return part.value is False
        if (self.joined, self.value) in _SETTLED_BY_TRUE:
            return part.value is True
        return (
            self.joined not in ("and", "or", "in") or isinstance(self.value, bool) or not isinstance(part.value, bool)
        )

    def to_text(self, language: str = "zh") -> str:
        """Why, why not, or what is missing, in Chinese (``zh``) or English (``en``); one line per condition."""
        lines = [say(f"expression-reason-{_name_answer(self.value)}", _show_fields(self, language), language)]
        lines += [_INDENT + _say_leaf(leaf, language) for leaf in self.list_decisive()]
        if self.missing:
            lines.append(say("expression-reason-missing", {"names": _join(self.missing, language)}, language))
        return "\n".join(lines)


def _show_fields(reason: Reason, language: str) -> dict[str, object]:
    return {"text": reason.text, "value": _show(reason.value, language)}


def _say_leaf(leaf: Reason, language: str) -> str:
    read = [f"{name} = {_show(value, language)}" for name, value in leaf.read]
    fields = {**_show_fields(leaf, language), "read": _join(read, language)}
    says_itself = not read or [name for name, _ in leaf.read] == [leaf.text]
    return say("expression-reason-fixed" if says_itself else "expression-reason-part", fields, language)


def _name_answer(value: Value) -> str:
    if isinstance(value, bool):
        return "holds" if value else "fails"
    return "open" if value is None or value is UNKNOWN else "value"


def _show(value: Value, language: str) -> str:
    for known, code in ((UNKNOWN, "unknown"), (None, "null"), (True, "true"), (False, "false")):
        if value is known:
            return say(f"expression-value-{code}", {}, language)
    return write_value(value, quoted=True)


def _join(parts: list[str] | tuple[str, ...], language: str) -> str:
    return ("、" if language == "zh" else ", ").join(parts)


def build_reason(node: Node, scope: Scope, text: str | None = None) -> Reason:
    """The reason of ``node`` in ``scope``; ``text`` is the author's own wording of it."""
    value = compile_node(node)(Frame({}, scope))
    value = read_number(value) if type(value) in (int, float) else value
    joined = _JOINTS.get(type(node), "")
    if isinstance(node, nodes.UnaryTests) and node.negated:
        joined = "not in"
    parts = tuple(_build_parts(node, scope)) if joined else ()
    return Reason(text or to_feel(node), value, tuple(_list_read(node, scope)), joined, parts)


_JOINTS: Mapping[type[Node], str] = {
    nodes.And: "and",
    nodes.Or: "or",
    nodes.Not: "not",
    nodes.If: "if",
    nodes.In: "in",
    nodes.UnaryTests: "in",
}


def _list_read(node: Node, scope: Scope) -> Iterator[tuple[str, Value]]:
    names = list_reads(node)
    order = sorted(names, key=lambda name: _find_first(node, name))
    for name in order:
        yield name, scope.get(name, UNKNOWN)


def _find_first(node: Node, name: str) -> tuple[int, str]:
    places = [one.at for one in walk_nodes(node) if isinstance(one, nodes.Name) and one.name == name]
    return min(places, default=0), name


def _build_parts(node: Node, scope: Scope) -> Iterator[Reason]:
    if isinstance(node, nodes.And | nodes.Or):
        yield from (build_reason(operand, scope) for operand in node.operands)
    elif isinstance(node, nodes.Not):
        yield build_reason(node.operand, scope)
    elif isinstance(node, nodes.If):
        yield from _build_branches(node, scope)
    elif isinstance(node, nodes.In):
        value = compile_node(node.value)(Frame({}, scope))
        yield from (_build_test(test, node.value, Frame({"?": value}, scope), scope) for test in node.tests)
    elif isinstance(node, nodes.UnaryTests):
        yield from (_build_test(test, nodes.Name("?"), Frame({}, scope), scope) for test in node.tests)


def _build_branches(node: nodes.If, scope: Scope) -> Iterator[Reason]:
    condition = build_reason(node.condition, scope)
    yield condition
    if condition.value is not UNKNOWN:
        yield build_reason(node.yes if condition.value is True else node.no, scope)


def _build_test(test: Node, tested: Node, inner: Scope, outer: Scope) -> Reason:
    """One test as a condition of its own: ``age in (< 18)`` reads ``age < 18``."""
    value = compile_test(test)(inner)
    whole = nodes.In(tested, (test,))
    if isinstance(test, nodes.UnaryComparison):
        return Reason(
            to_feel(nodes.Comparison(test.op, tested, test.value)), value, tuple(_list_tested(whole, tested, inner))
        )
    return Reason(to_feel(whole), value, tuple(_list_tested(whole, tested, inner)))


def _list_tested(whole: Node, tested: Node, scope: Scope) -> Iterator[tuple[str, Value]]:
    if tested == nodes.Name("?"):
        yield "?", scope.get("?", UNKNOWN)
    yield from _list_read(whole, scope)
