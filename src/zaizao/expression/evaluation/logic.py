"""Compiling names, literals, and/or/not, comparisons, membership and if: the parts guards are made of, kept fast."""

from __future__ import annotations

from decimal import Decimal

from zaizao.expression import nodes
from zaizao.expression.arithmetic import calculate, negate_value
from zaizao.expression.comparison import (
    ORDERINGS,
    all_of,
    any_of,
    compare,
    compare_with,
    is_between,
    is_equal,
    is_identical,
    is_member,
    is_unequal,
    negate,
)
from zaizao.expression.evaluation.compiler import compile_node, compiles, is_fixed, make_constant
from zaizao.expression.evaluation.scope import Code, Frame, Scope
from zaizao.expression.nodes import Node
from zaizao.expression.temporal import read_at_literal
from zaizao.expression.tree import walk_nodes
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import Value


@compiles(nodes.Literal)
def _compile_literal(node: nodes.Literal) -> Code:
    return make_constant(node.value)


@compiles(nodes.AtLiteral)
def _compile_at_literal(node: nodes.AtLiteral) -> Code:
    return make_constant(read_at_literal(node.text))


@compiles(nodes.Name)
def _compile_name(node: nodes.Name) -> Code:
    name = node.name

    def read_name(scope: Scope) -> Value:
        return scope.get(name, UNKNOWN)

    return read_name


@compiles(nodes.Negate)
def _compile_negate(node: nodes.Negate) -> Code:
    operand = compile_node(node.operand)
    return lambda scope: negate_value(operand(scope))


@compiles(nodes.Not)
def _compile_not(node: nodes.Not) -> Code:
    operand = compile_node(node.operand)

    def evaluate_not(scope: Scope) -> Value:
        answer = operand(scope)
        return not answer if answer is True or answer is False else negate(answer)

    return evaluate_not


@compiles(nodes.Arithmetic)
def _compile_arithmetic(node: nodes.Arithmetic) -> Code:
    sign, left, right = node.op, compile_node(node.left), compile_node(node.right)
    return lambda scope: calculate(sign, left(scope), right(scope))


@compiles(nodes.And)
def _compile_and(node: nodes.And) -> Code:
    parts = tuple(compile_node(operand) for operand in node.operands)

    def evaluate_and(scope: Scope) -> Value:
        open_answers: list[Value] | None = None
        for part in parts:
            answer = part(scope)
            if answer is False:
                return False
            if answer is not True:
                open_answers = [*(open_answers or ()), answer]
        return True if open_answers is None else all_of(open_answers)

    return evaluate_and


@compiles(nodes.Or)
def _compile_or(node: nodes.Or) -> Code:
    parts = tuple(compile_node(operand) for operand in node.operands)

    def evaluate_or(scope: Scope) -> Value:
        open_answers: list[Value] | None = None
        for part in parts:
            answer = part(scope)
            if answer is True:
                return True
            if answer is not False:
                open_answers = [*(open_answers or ()), answer]
        return False if open_answers is None else any_of(open_answers)

    return evaluate_or


@compiles(nodes.Comparison)
def _compile_comparison(node: nodes.Comparison) -> Code:
    left, right = compile_node(node.left), compile_node(node.right)
    if is_fixed(node.right):
        constant = right({})
        if isinstance(constant, Decimal) and node.op in ORDERINGS:
            return _compile_threshold(node.op, left, constant)
        if isinstance(constant, str) and node.op == "=":
            return _compile_match(left, constant)
    if node.op in ORDERINGS:
        order = ORDERINGS[node.op]
        return lambda scope: compare_with(order, left(scope), right(scope))
    decide = is_equal if node.op == "=" else is_unequal
    return lambda scope: decide(left(scope), right(scope))


def _compile_threshold(sign: str, left: Code, bound: Decimal) -> Code:
    order = ORDERINGS[sign]
    whole = int(bound) if bound.adjusted() < 30 and bound == bound.to_integral_value() else None

    def evaluate_threshold(scope: Scope) -> Value:
        value = left(scope)
        if type(value) is int and whole is not None:
            return order(value, whole)
        return compare_with(order, value, bound)

    return evaluate_threshold


def _compile_match(left: Code, constant: str) -> Code:
    def evaluate_match(scope: Scope) -> Value:
        value = left(scope)
        return value == constant if type(value) is str else is_equal(value, constant)

    return evaluate_match


@compiles(nodes.Between)
def _compile_between(node: nodes.Between) -> Code:
    value, low, high = compile_node(node.value), compile_node(node.low), compile_node(node.high)
    return lambda scope: is_between(value(scope), low(scope), high(scope))


@compiles(nodes.In)
def _compile_in(node: nodes.In) -> Code:
    value, tests = compile_node(node.value), compile_tests(node.tests)
    words = frozenset(
        test.value for test in node.tests if isinstance(test, nodes.Literal) and isinstance(test.value, str)
    )
    if len(words) == len(node.tests):
        return _compile_word_search(value, words)
    return lambda scope: tests(Frame({"?": value(scope)}, scope))


def _compile_word_search(tested: Code, words: frozenset[str]) -> Code:
    """``kind in ("a", "b")``, the commonest membership there is."""

    def evaluate_word_search(scope: Scope) -> Value:
        value = tested(scope)
        if type(value) is str:
            return value in words
        return any_of([is_member(value, word) for word in words])

    return evaluate_word_search


@compiles(nodes.UnaryTests)
def _compile_unary_tests(node: nodes.UnaryTests) -> Code:
    if not node.tests:
        return make_constant(True)
    tests = compile_tests(node.tests)
    return (lambda scope: negate(tests(scope))) if node.negated else tests


def compile_tests(tests: tuple[Node, ...]) -> Code:
    """Whether the scope's ``?`` passes one of ``tests``."""
    parts = tuple(compile_test(test) for test in tests)
    if len(parts) == 1:
        return parts[0]

    def evaluate_tests(scope: Scope) -> Value:
        answers: list[Value] = []
        for part in parts:
            answer = part(scope)
            if answer is True:
                return True
            answers.append(answer)
        return any_of(answers)

    return evaluate_tests


def compile_test(test: Node) -> Code:
    """Whether the scope's ``?`` passes: a comparison, a value to be in or equal to, or a condition that names ``?``."""
    code = compile_node(test)
    if isinstance(test, nodes.UnaryComparison) or mentions_input(test):
        return code
    if isinstance(test, nodes.RangeLiteral):
        return lambda scope: _is_inside(scope.get("?", UNKNOWN), code(scope))
    return lambda scope: is_member(scope.get("?", UNKNOWN), code(scope))


def _is_inside(value: Value, bounds: Value) -> Value:
    """A range whose end is null is no range: nothing is inside or outside of it."""
    return None if bounds is None else is_member(value, bounds)


def mentions_input(node: Node) -> bool:
    """Whether ``?`` occurs in ``node``."""
    return any(isinstance(one, nodes.Name) and one.name == "?" for one in walk_nodes(node))


@compiles(nodes.UnaryComparison)
def _compile_unary_comparison(node: nodes.UnaryComparison) -> Code:
    bound, sign = compile_node(node.value), node.op
    if sign in ORDERINGS:
        return lambda scope: compare(sign, scope.get("?", UNKNOWN), bound(scope))
    decide = is_equal if sign == "=" else is_unequal
    return lambda scope: decide(scope.get("?", UNKNOWN), bound(scope))


@compiles(nodes.If)
def _compile_if(node: nodes.If) -> Code:
    condition, yes, no = compile_node(node.condition), compile_node(node.yes), compile_node(node.no)

    def evaluate_if(scope: Scope) -> Value:
        answer = condition(scope)
        if answer is not UNKNOWN:
            return yes(scope) if answer is True else no(scope)
        first = yes(scope)
        if first is UNKNOWN:
            return UNKNOWN
        return first if is_settled(first, no(scope)) else UNKNOWN

    return evaluate_if


def is_settled(first: Value, second: Value) -> bool:
    """Whether two branches come to the same, so that it does not matter which is taken."""
    return is_identical(first, second)
