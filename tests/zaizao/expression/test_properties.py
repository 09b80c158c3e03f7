"""What holds for every expression: printing and reading agree, nothing but a syntax error, unknown never decides."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from examples import examples
from zaizao.errors import ZaizaoError
from zaizao.expression import (
    UNKNOWN,
    ExpressionSyntaxError,
    Node,
    Range,
    YearsMonths,
    check_types,
    compile_expression,
    nodes,
    parse,
    parse_unary_tests,
    to_feel,
    write_value,
)
from zaizao.expression.functions import BUILTINS
from zaizao.expression.tree import walk_nodes
from zaizao.expression.types import ANY
from zaizao.expression.values import has_unknown

NAMES = ("a", "b", "面积", "Monthly Income", "has_licence", "l", "date", "time")
WORDS = st.sampled_from(NAMES)
NUMBERS = st.decimals(min_value=0, max_value=10**6, places=2) | st.integers(0, 20).map(Decimal)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
MOMENTS = ["2026-02-10", "09:30:00", "2026-02-10T09:30:00Z", "P3D", "-P1Y2M", "PT4H", "no date"]
TYPES = st.sampled_from(
    [
        nodes.TypeName("number"),
        nodes.TypeName("date"),
        nodes.TypeName("list"),
        nodes.TypeName("list", (nodes.TypeName("string"),)),
        nodes.TypeName("context", (nodes.TypeName("number"),), ("a",)),
        nodes.TypeName("function", (nodes.TypeName("number"), nodes.TypeName("Any"))),
    ]
)
LEAVES: st.SearchStrategy[Node] = (
    st.builds(nodes.Literal, NUMBERS | TEXTS | st.booleans() | st.none())
    | st.builds(nodes.AtLiteral, st.sampled_from(MOMENTS))
    | st.builds(nodes.Name, WORDS)
)


def tuples(items: st.SearchStrategy[Node], least: int = 0) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(items, min_size=least, max_size=3).map(tuple)


def grow(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    tests = inner | st.builds(nodes.UnaryComparison, st.sampled_from(["<", ">=", "=", "!="]), inner)
    iterators = tuples(st.builds(nodes.Iterator, WORDS, inner | st.builds(nodes.Steps, inner, inner)), 1)
    parameters = tuples(st.builds(nodes.Parameter, WORDS, st.none() | TYPES))
    called = st.sampled_from(sorted(BUILTINS.keys() - {"not"})).map(nodes.Name) | inner
    arguments = tuples(inner) | tuples(st.builds(nodes.NamedArgument, WORDS, inner), 1)
    return (
        st.builds(nodes.Negate, inner)
        | st.builds(nodes.Not, inner)
        | st.builds(nodes.Arithmetic, st.sampled_from(["+", "-", "*", "/", "**"]), inner, inner)
        | st.builds(nodes.Comparison, st.sampled_from(["=", "!=", "<", "<=", ">", ">="]), inner, inner)
        | st.builds(nodes.And, tuples(inner, 2))
        | st.builds(nodes.Or, tuples(inner, 2))
        | st.builds(nodes.Between, inner, inner, inner)
        | st.builds(nodes.In, inner, tuples(tests, 1))
        | st.builds(nodes.If, inner, inner, inner)
        | st.builds(nodes.For, iterators, inner)
        | st.builds(nodes.Quantified, st.sampled_from(["some", "every"]), iterators, inner)
        | st.builds(nodes.Filter, inner, inner)
        | st.builds(nodes.Path, inner, WORDS)
        | st.builds(nodes.ListLiteral, tuples(tests))
        | st.builds(nodes.ContextLiteral, tuples(st.builds(nodes.Entry, WORDS | TEXTS.filter(str.isalpha), inner)))
        | st.builds(nodes.RangeLiteral, inner, inner, st.booleans(), st.booleans())
        | st.builds(nodes.InstanceOf, inner, TYPES)
        | st.builds(nodes.FunctionLiteral, parameters, inner)
        | st.builds(nodes.Call, called, arguments)
    )


TREES = st.recursive(LEAVES, grow, max_leaves=6)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | NUMBERS
    | st.integers(-3, 3)
    | st.sampled_from(["", "a", "P1D", "2026-02-10"])
    | st.just(dt.date(2026, 2, 10))
    | st.just(dt.timedelta(days=3))
    | st.just(YearsMonths(14))
    | st.just(Range(Decimal(1), Decimal(3))),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=2),
    max_leaves=4,
)


@given(TREES)
@settings(max_examples=examples(200))
def test_what_is_printed_reads_back_as_the_same_tree(tree: Node) -> None:
    assert parse(to_feel(tree), names=NAMES) == tree


@given(st.lists(TREES, max_size=3).map(tuple), st.booleans())
@settings(max_examples=examples(100))
def test_unary_tests_read_back_as_the_same_tree(tests: tuple[Node, ...], negated: bool) -> None:
    tree = nodes.UnaryTests(tests, negated=negated and bool(tests))
    assert parse_unary_tests(to_feel(tree), names=NAMES) == tree


SCRAPS = st.lists(
    st.sampled_from(
        'if then else for in return some every satisfies and or not between instance of function ( ) [ ] { } .. . , : ? @ "a" '
        '1 2.5 a 面积 date time ** * / + - < <= = != > # $ “ ” （ \\ " // /* */ list context < > ->'.split()
    ),
    max_size=25,
).map(" ".join)


@given(st.text(max_size=60) | SCRAPS)
@settings(max_examples=examples(200))
def test_any_text_reads_or_is_refused_as_a_syntax_error(text: str) -> None:
    for read in (parse, parse_unary_tests):
        try:
            tree, where = read(text), None
        except ExpressionSyntaxError as error:
            tree, where = None, error.problems[0].where
        assert where is None or (where.line is not None and where.column is not None)
        assert tree is None or read(to_feel(tree)) == tree


@given(TREES, st.dictionaries(WORDS, VALUES))
@settings(max_examples=examples(200))
def test_evaluating_and_checking_never_fail_but_by_a_typed_refusal(tree: Node, scope: dict[str, object]) -> None:
    check_types(tree, dict.fromkeys(NAMES, ANY))
    refusal = None
    try:
        compile_expression(tree).evaluate(scope)
    except ZaizaoError as error:
        refusal = error.code
    assert refusal in (None, "expression-too-large", "expression-pattern-refused")


def evaluate(tree: Node, scope: dict[str, object]) -> object:
    try:
        return compile_expression(tree).evaluate(scope)
    except ZaizaoError:
        assume(False)
        raise


@given(TREES, st.dictionaries(WORDS, VALUES), st.dictionaries(WORDS, VALUES))
@settings(max_examples=examples(100, proof=4000))
def test_what_becomes_known_later_never_changes_what_was_decided(
    tree: Node, known: dict[str, object], later: dict[str, object]
) -> None:
    decided = evaluate(tree, known)
    assume(decided is not UNKNOWN and not has_unknown(decided))
    again = evaluate(tree, {**later, **known})
    assert write_value(again, quoted=True) == write_value(decided, quoted=True)


@given(TREES, st.dictionaries(WORDS, VALUES))
@settings(max_examples=examples(200))
def test_a_reason_has_the_value_and_names_something_missing_while_it_is_open(
    tree: Node, scope: dict[str, object]
) -> None:
    value = evaluate(tree, scope)
    reason = compile_expression(tree).explain(scope)
    assert write_value(reason.value) == write_value(value)
    assert reason.to_text("zh")
    assert reason.to_text("en")
    # A test that stands where nothing is tested, as in [a, < 3], asks for no field.
    is_sound = not any(isinstance(one, nodes.UnaryComparison) for one in walk_nodes(tree))
    if value is UNKNOWN and is_sound and compile_expression(tree).reads:
        assert reason.missing
