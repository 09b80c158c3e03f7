"""Unknown never decides: truth tables over true, false, null and unknown, and each construct with a field missing."""

from __future__ import annotations

import pytest

from zaizao.expression import UNKNOWN, compile_expression, compile_unary_tests

T, F, N, U = True, False, None, UNKNOWN
ANSWERS = (T, F, N, U)
AND = {
    T: (T, F, N, U),
    F: (F, F, F, F),
    N: (N, F, N, U),
    U: (U, F, U, U),
}
OR = {
    T: (T, T, T, T),
    F: (T, F, N, U),
    N: (T, N, N, U),
    U: (T, U, U, U),
}


@pytest.mark.parametrize("left", ANSWERS)
def test_and_or_follow_their_truth_tables(left: object) -> None:
    for position, right in enumerate(ANSWERS):
        scope = {"a": left, "b": right}
        assert compile_expression("a and b").evaluate(scope) is AND[left][position]
        assert compile_expression("a or b").evaluate(scope) is OR[left][position]


def test_not_turns_true_and_false_and_leaves_the_rest_open() -> None:
    assert [compile_expression("not a").evaluate({"a": answer}) for answer in ANSWERS] == [F, T, N, U]


@pytest.mark.parametrize(
    "text",
    [
        "x > 1",
        "x = null",
        "1 + x = 2",
        "x between 1 and 2",
        "1 between x and 2",
        "x in (1, 2)",
        "1 in (2, x)",
        "x.a = 1",
        "l[item > x]",
        "l[x]",
        "[1, x][item > 1]",
        "sum([1, x])",
        "if x then 1 else 2",
        "some i in x satisfies true",
        "every i in l satisfies i < x",
        "for i in 1..x return i",
        "x instance of number",
        "[1, x] = [1, 2]",
        'matches(x, "a")',
        "is defined(x)",
        'today() > @"2026-01-01"',
        "f(1)",
        "(function(a: number) true)(x)",
    ],
)
def test_a_missing_field_keeps_it_unknown(text: str) -> None:
    assert compile_expression(text).evaluate({"l": [1, 2, 3]}) is UNKNOWN


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("false and x > 1", False),
        ("x > 1 or true", True),
        ("if x then 1 else 1.0", 1),
        ("some i in l satisfies i = 1 or i > x", True),
        ("every i in l satisfies i = 2 and x", False),
        ("1 in (x, 1)", True),
        ("any([x, true])", True),
        ("all([x, false])", False),
        ("[x, 5][2]", 5),
        ("{a: x, b: 1}.b", 1),
        ("count(for i in l return x) = 3", UNKNOWN),
    ],
)
def test_what_is_known_decides_where_it_can(text: str, value: object) -> None:
    assert compile_expression(text).evaluate({"l": [1, 2, 3]}) == value


def test_a_name_bound_to_unknown_is_as_good_as_absent() -> None:
    assert compile_expression("x > 1").test({"x": UNKNOWN}) is UNKNOWN


def test_a_guard_that_comes_to_null_decides_nothing() -> None:
    assert compile_expression("area > 200").evaluate({"area": None}) is None
    assert compile_expression("area > 200").test({"area": None}) is UNKNOWN
    assert compile_expression("area != null and area > 200").test({"area": None}) is False


def test_unknown_is_neither_true_nor_false() -> None:
    with pytest.raises(TypeError):
        bool(UNKNOWN)


@pytest.mark.parametrize(
    ("cell", "value", "answer"),
    [
        ("-", 5, True),
        ("< 5, > 10", 11, True),
        ("[1..5)", 5, False),
        ('"a", "b"', "b", True),
        ("not(1, 2)", 3, True),
        ("not(1, 2)", UNKNOWN, UNKNOWN),
        ("? > limit", 3, UNKNOWN),
        ("null", None, True),
        ("-1", -1, True),
    ],
)
def test_a_cell_tests_its_input(cell: str, value: object, answer: object) -> None:
    assert compile_unary_tests(cell).test({"?": value}) is answer
