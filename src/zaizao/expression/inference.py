"""The type of each part of an expression, and what cannot go together; `checker` is the way in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from zaizao.errors import Problem
from zaizao.expression import nodes, types
from zaizao.expression.arithmetic import list_results
from zaizao.expression.comparison import ORDERED_KINDS
from zaizao.expression.errors import ExpressionTypeError, locate
from zaizao.expression.evaluation import CLOCK_NAMES
from zaizao.expression.functions import BUILTINS, Overload, Slot
from zaizao.expression.naming import name_type
from zaizao.expression.nodes import Node
from zaizao.expression.temporal import PROPERTIES, read_at_literal
from zaizao.expression.types import ANY, BOOLEAN, NULL, FieldType, list_of, range_of
from zaizao.expression.values import kind_of
from zaizao.expression.wanted import say_both
from zaizao.units.near import find_near

Types: TypeAlias = Mapping[str, FieldType]
_OPEN = frozenset({"any", "null"})
_RESULTS = list_results()
_ANY_ENTRY = "\0"
"""Among the types of a scope: whatever name is not found may be an entry of a filter's items."""


class Checker:
    """Infers types and collects problems; one per expression."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.problems: list[Problem] = []

    def report(self, node: Node, code: str, **fields: object) -> None:
        """Note a problem at ``node``."""
        if "near" in fields:
            fields["hint"] = say_both("expression-hint", near=fields["near"]) if fields["near"] else ""
        self.problems.append(Problem(code, fields, locate(self.text, min(node.at, len(self.text)))))

    def infer(self, node: Node, scope: Types) -> FieldType:
        """The type of ``node``, problems inside it noted."""
        return _RULES[type(node)](self, node, scope)

    def expect_condition(self, node: Node, scope: Types) -> None:
        """``node`` must be able to be true or false."""
        found = self.infer(node, scope)
        if found.kind != "boolean" and found.kind not in _OPEN:
            self.report(node, "expression-not-condition", found=name_type(found))

    def expect_comparable(self, node: Node, left: FieldType, right: FieldType, *, ordered: bool) -> None:
        """Both sides must be of one kind, and of one with an order if ``ordered``."""
        if left.kind in _OPEN or right.kind in _OPEN:
            return
        if left.kind != right.kind or (ordered and left.kind not in ORDERED_KINDS):
            self.report(node, "expression-incomparable", left=name_type(left), right=name_type(right))


def _infer_literal(_checker: Checker, node: nodes.Literal, _scope: Types) -> FieldType:
    return NULL if node.value is None else FieldType(kind_of(node.value))


def _infer_at(checker: Checker, node: nodes.AtLiteral, _scope: Types) -> FieldType:
    value = read_at_literal(node.text)
    if value is None:
        checker.report(node, "expression-not-temporal", literal=node.text)
        return ANY
    return FieldType(kind_of(value))


def _infer_name(checker: Checker, node: nodes.Name, scope: Types) -> FieldType:
    if node.name in scope:
        return scope[node.name]
    if node.name == "?" or _ANY_ENTRY in scope:
        return ANY
    checker.report(node, "expression-unknown-name", name=node.name, near=_find_near(node.name, scope))
    return ANY


def _find_near(name: str, known: Mapping[str, object]) -> str | None:
    return next(iter(find_near(name, known)), None)


def _infer_negate(checker: Checker, node: nodes.Negate, scope: Types) -> FieldType:
    found = checker.infer(node.operand, scope)
    if found.kind not in _OPEN | {"number", "duration", "years-months"}:
        checker.report(node, "expression-negation", found=name_type(found))
        return ANY
    return found


def _infer_not(checker: Checker, node: nodes.Not, scope: Types) -> FieldType:
    checker.expect_condition(node.operand, scope)
    return BOOLEAN


def _infer_logic(checker: Checker, node: nodes.And | nodes.Or, scope: Types) -> FieldType:
    for operand in node.operands:
        checker.expect_condition(operand, scope)
    return BOOLEAN


def _infer_arithmetic(checker: Checker, node: nodes.Arithmetic, scope: Types) -> FieldType:
    left, right = checker.infer(node.left, scope), checker.infer(node.right, scope)
    if left.kind in _OPEN or right.kind in _OPEN:
        return ANY
    result = _RESULTS.get((left.kind, node.op, right.kind))
    if result is None:
        checker.report(node, "expression-operator", operator=node.op, left=name_type(left), right=name_type(right))
        return ANY
    return FieldType(result)


def _infer_comparison(checker: Checker, node: nodes.Comparison, scope: Types) -> FieldType:
    left, right = checker.infer(node.left, scope), checker.infer(node.right, scope)
    checker.expect_comparable(node, left, right, ordered=node.op not in ("=", "!="))
    _check_option(checker, left, node.right)
    _check_option(checker, right, node.left)
    return BOOLEAN


def _check_option(checker: Checker, kind: FieldType, other: Node) -> None:
    """A literal compared with an enumeration must be one of its options."""
    if not kind.options or not isinstance(other, nodes.Literal) or not isinstance(other.value, str):
        return
    if other.value not in kind.options:
        near = _find_near(other.value, dict.fromkeys(kind.options))
        checker.report(other, "expression-no-option", value=other.value, options=sorted(kind.options), near=near)


def _infer_between(checker: Checker, node: nodes.Between, scope: Types) -> FieldType:
    value = checker.infer(node.value, scope)
    for end in (node.low, node.high):
        checker.expect_comparable(node, value, checker.infer(end, scope), ordered=True)
    return BOOLEAN


def _infer_in(checker: Checker, node: nodes.In, scope: Types) -> FieldType:
    value = checker.infer(node.value, scope)
    _check_tests(checker, node.tests, {**scope, "?": value})
    return BOOLEAN


def _infer_unary_tests(checker: Checker, node: nodes.UnaryTests, scope: Types) -> FieldType:
    _check_tests(checker, node.tests, {"?": ANY, **scope})
    return BOOLEAN


def _check_tests(checker: Checker, tests: tuple[Node, ...], scope: Types) -> None:
    tested = scope["?"]
    for test in tests:
        found = checker.infer(test, scope)
        if isinstance(test, nodes.UnaryComparison):
            continue
        inner = found.item if found.kind in ("range", "list") else found
        if inner is not None and found.kind not in ("boolean", tested.kind) and inner.kind != "range":
            checker.expect_comparable(test, tested, inner, ordered=found.kind == "range")
        items = test.items if isinstance(test, nodes.ListLiteral) else (test,)
        for item in items:
            _check_option(checker, tested, item)


def _infer_unary_comparison(checker: Checker, node: nodes.UnaryComparison, scope: Types) -> FieldType:
    tested = scope.get("?", ANY)
    checker.expect_comparable(node, tested, checker.infer(node.value, scope), ordered=node.op not in ("=", "!="))
    _check_option(checker, tested, node.value)
    return BOOLEAN


def _infer_if(checker: Checker, node: nodes.If, scope: Types) -> FieldType:
    checker.expect_condition(node.condition, scope)
    return merge_types([checker.infer(node.yes, scope), checker.infer(node.no, scope)])


def merge_types(kinds: list[FieldType]) -> FieldType:
    """The type that fits all: the same one, or any; null fits everything."""
    known = [kind for kind in dict.fromkeys(kinds) if kind.kind != "null"]
    if not known:
        return NULL if kinds else ANY
    if len(known) == 1:
        return known[0]
    return FieldType(known[0].kind) if len({kind.kind for kind in known}) == 1 else ANY


def _infer_loop_scope(checker: Checker, iterators: tuple[nodes.Iterator, ...], scope: Types) -> Types:
    for iterator in iterators:
        source = checker.infer(iterator.source, scope)
        if source.kind == "range" and source.item is not None and source.item.kind not in _OPEN | {"number", "date"}:
            checker.report(iterator, "expression-not-countable", found=name_type(source))
        item = source.item or ANY if source.kind in ("list", "range") else source
        scope = {**scope, iterator.name: item}
    return scope


def _infer_for(checker: Checker, node: nodes.For, scope: Types) -> FieldType:
    inner = _infer_loop_scope(checker, node.iterators, scope)
    return list_of(checker.infer(node.body, {**inner, "partial": list_of(ANY)}))


def _infer_quantified(checker: Checker, node: nodes.Quantified, scope: Types) -> FieldType:
    checker.expect_condition(node.condition, _infer_loop_scope(checker, node.iterators, scope))
    return BOOLEAN


def _infer_steps(checker: Checker, node: nodes.Steps, scope: Types) -> FieldType:
    return _infer_ends(checker, node, scope)


def _infer_range(checker: Checker, node: nodes.RangeLiteral, scope: Types) -> FieldType:
    return _infer_ends(checker, node, scope)


def _infer_ends(checker: Checker, node: nodes.Steps | nodes.RangeLiteral, scope: Types) -> FieldType:
    low, high = checker.infer(node.low, scope), checker.infer(node.high, scope)
    checker.expect_comparable(node, low, high, ordered=True)
    return range_of(merge_types([low, high]))


def _infer_filter(checker: Checker, node: nodes.Filter, scope: Types) -> FieldType:
    source = checker.infer(node.source, scope)
    item = (source.item or ANY) if source.kind == "list" else source
    inner = {**scope, "item": item, **dict(item.entries)}
    if item.kind in _OPEN or (item.kind == "context" and not item.entries):
        inner[_ANY_ENTRY] = ANY
    found = checker.infer(node.condition, inner)
    if found.kind not in _OPEN | {"boolean", "number"}:
        checker.report(node.condition, "expression-not-condition", found=name_type(found))
    if found.kind == "number":
        return item
    return ANY if found.kind in _OPEN else list_of(item)


def _infer_path(checker: Checker, node: nodes.Path, scope: Types) -> FieldType:
    source = checker.infer(node.source, scope)
    if source.kind == "list":
        return list_of(_infer_member(checker, node, source.item or ANY))
    return _infer_member(checker, node, source)


def _infer_member(checker: Checker, node: nodes.Path, source: FieldType) -> FieldType:
    if source.kind in _OPEN or (source.kind == "context" and not source.entries):
        return ANY
    known = dict(source.entries) or {name: FieldType(kind) for name, kind in PROPERTIES.get(source.kind, {}).items()}
    if source.kind == "range":
        known = {"start": source.item or ANY, "end": source.item or ANY}
        known |= {"start included": BOOLEAN, "end included": BOOLEAN}
    if node.name not in known:
        near = _find_near(node.name, known)
        checker.report(node, "expression-no-member", name=node.name, type=name_type(source), near=near)
    return known.get(node.name, ANY)


def _infer_list(checker: Checker, node: nodes.ListLiteral, scope: Types) -> FieldType:
    return list_of(merge_types([checker.infer(item, scope) for item in node.items]))


def _infer_context(checker: Checker, node: nodes.ContextLiteral, scope: Types) -> FieldType:
    entries: dict[str, FieldType] = {}
    for entry in node.entries:
        if entry.key in entries:
            checker.report(entry, "expression-entry-twice", name=entry.key)
        entries[entry.key] = checker.infer(entry.value, {**scope, **entries})
    return types.context_of(entries)


def _infer_instance_of(checker: Checker, node: nodes.InstanceOf, scope: Types) -> FieldType:
    checker.infer(node.value, scope)
    _read_written(checker, node.type)
    return BOOLEAN


def _read_written(checker: Checker, written: nodes.TypeName) -> FieldType:
    try:
        return types.type_from_name(written)
    except ExpressionTypeError as error:
        checker.report(written, "expression-unknown-type", **error.problems[0].fields)
        return ANY


def _infer_function(checker: Checker, node: nodes.FunctionLiteral, scope: Types) -> FieldType:
    given = {p.name: ANY if p.type is None else _read_written(checker, p.type) for p in node.parameters}
    checker.infer(node.body, {**scope, **given})
    return FieldType("function")


def _infer_call(checker: Checker, node: nodes.Call, scope: Types) -> FieldType:
    names = [argument.name for argument in node.arguments if isinstance(argument, nodes.NamedArgument)]
    found = [_infer_argument(checker, argument, scope) for argument in node.arguments]
    name = node.function.name if isinstance(node.function, nodes.Name) else None
    if name is None or (name in scope and scope[name].kind in ("function", "any")):
        checker.infer(node.function, scope)
        return ANY
    if name in CLOCK_NAMES:
        return types.DATE if name == "today" else types.DATETIME
    if name not in BUILTINS:
        checker.report(node, "expression-unknown-function", name=name, near=_find_near(name, BUILTINS))
        return ANY
    return _infer_builtin(checker, node, found, names or None)


def _infer_argument(checker: Checker, node: Node, scope: Types) -> FieldType:
    inner = node.value if isinstance(node, nodes.NamedArgument) else node
    if isinstance(inner, nodes.Name) and inner.name in BUILTINS and inner.name not in scope:
        return FieldType("function")
    return checker.infer(inner, scope)


def _infer_builtin(checker: Checker, node: nodes.Call, found: list[FieldType], names: list[str] | None) -> FieldType:
    assert isinstance(node.function, nodes.Name)
    builtin = BUILTINS[node.function.name]
    fitting = [one for one in builtin.overloads if _accepts(one, found, names)]
    if not fitting:
        given = [name_type(kind) for kind in found]
        wanted = [describe_overload(builtin.name, one) for one in builtin.overloads]
        checker.report(node, "expression-arguments", name=builtin.name, given=given, wanted=wanted)
        return ANY
    is_sure = all(kind.kind not in _OPEN for kind in found) or len({one.result for one in fitting}) == 1
    return _name_result(fitting[0], found) if is_sure else ANY


def describe_overload(name: str, overload: Overload) -> str:
    """``substring(string, start position, length?)``."""
    slots = (f"{'...' if s.takes_rest else ''}{s.name}{'?' if s.is_optional else ''}" for s in overload.slots)
    return f"{name}({', '.join(slots)})"


def _accepts(overload: Overload, found: list[FieldType], names: list[str] | None) -> bool:
    slots = _match_slots(overload, len(found), names)
    return slots is not None and all(_slot_takes(slot, kind) for slot, kind in zip(slots, found, strict=True))


def _match_slots(overload: Overload, count: int, names: list[str] | None) -> list[Slot] | None:
    slots = overload.slots
    if names is not None:
        known = {slot.name: slot for slot in slots}
        needed = {slot.name for slot in slots if not slot.is_optional}
        return [known[name] for name in names] if needed <= set(names) <= known.keys() else None
    if slots and slots[-1].takes_rest:
        return [*slots[:-1], *([slots[-1]] * (count - len(slots) + 1))] if count >= len(slots) - 1 else None
    least = sum(not slot.is_optional for slot in slots)
    return list(slots[:count]) if least <= count <= len(slots) else None


def _slot_takes(slot: Slot, kind: FieldType) -> bool:
    if kind.kind in _OPEN or "any" in slot.kinds or kind.kind in slot.kinds or "list" in slot.kinds:
        return True
    return kind.kind == "list" and (kind.item is None or kind.item.kind in _OPEN | slot.kinds)


def _name_result(overload: Overload, found: list[FieldType]) -> FieldType:
    """``item`` is the type of the first argument's items, ``same`` that of the arguments."""
    if overload.result == "item":
        return (found[0].item or ANY) if found[0].kind == "list" else found[0]
    if overload.result == "same":
        return merge_types(found)
    if overload.result == "list" and found and found[0].kind == "list":
        return FieldType("list")
    return FieldType(overload.result)


_RULES: dict[type[Node], Callable[[Checker, Any, Types], FieldType]] = {
    nodes.Literal: _infer_literal,
    nodes.AtLiteral: _infer_at,
    nodes.Name: _infer_name,
    nodes.Negate: _infer_negate,
    nodes.Not: _infer_not,
    nodes.And: _infer_logic,
    nodes.Or: _infer_logic,
    nodes.Arithmetic: _infer_arithmetic,
    nodes.Comparison: _infer_comparison,
    nodes.Between: _infer_between,
    nodes.In: _infer_in,
    nodes.UnaryTests: _infer_unary_tests,
    nodes.UnaryComparison: _infer_unary_comparison,
    nodes.If: _infer_if,
    nodes.For: _infer_for,
    nodes.Quantified: _infer_quantified,
    nodes.Steps: _infer_steps,
    nodes.RangeLiteral: _infer_range,
    nodes.Filter: _infer_filter,
    nodes.Path: _infer_path,
    nodes.ListLiteral: _infer_list,
    nodes.ContextLiteral: _infer_context,
    nodes.InstanceOf: _infer_instance_of,
    nodes.FunctionLiteral: _infer_function,
    nodes.Call: _infer_call,
}
