"""What reads and what does not: precedence, names of several words, the place where reading stopped."""

from __future__ import annotations

import pytest

from zaizao.expression import ExpressionSyntaxError, parse, to_feel
from zaizao.expression.functions import BUILTINS
from zaizao.expression.limits import NESTING, TEXT_LENGTH
from zaizao.expression.wanted import WANTED
from zaizao.expression.words import MULTI_WORD_NAMES
from zaizao.wording import describe, list_codes


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a or b and not c = d", "a or b and not(c = d)"),
        ("(a or b) and c", "(a or b) and c"),
        ("1+2*3**-x", "1 + 2 * 3 ** -x"),
        ("(1+2)*3", "(1 + 2) * 3"),
        ("a-b-c", "a - b - c"),
        ("a-(b-c)", "a - (b - c)"),
        ("not(a) and b", "not(a) and b"),
        ("x in (1, <5, [1..3))", "x in (1, < 5, [1..3))"),
        ("x in ]1..3[", "x in ((1..3))"),
        ("x in 5", "x in (5)"),
        ("a between 1 and 2 and b", "a between 1 and 2 and b"),
        ("l[ a > 1 ][1].b", "l[a > 1][1].b"),
        ("if a then 1 else if b then 2 else 3", "if a then 1 else if b then 2 else 3"),
        ("(if a then 1 else 2) + 3", "(if a then 1 else 2) + 3"),
        ("for x in 1..n, y in l return x*y", "for x in 1..n, y in l return x * y"),
        ("every x in l satisfies x>0 and y", "every x in l satisfies x > 0 and y"),
        ("function(a: number, b) a+b", "function(a: number, b) a + b"),
        ("f(b: 1, a: 2)", "f(b: 1, a: 2)"),
        ('{"a b": 1, c: [1, 2]}', '{"a b": 1, c: [1, 2]}'),
        ("x instance of list<context<a: number>>", "x instance of list<context<a: number>>"),
        ('"a\\n\\u4e2d\\"" // note', '"a\\n中\\""'),
        ("1 /* one */ + 2", "1 + 2"),
        ("面积 > 200 and 已取得许可证", "面积 > 200 and 已取得许可证"),
        ("date and time(a) > today()", "date and time(a) > today()"),
    ],
)
def test_text_reads_as(text: str, canonical: str) -> None:
    assert to_feel(parse(text)) == canonical
    assert parse(canonical) == parse(text)


def test_names_of_several_words_are_those_that_are_given() -> None:
    names = {"Monthly Income", "Monthly Income Tax", "pre-tax"}
    assert to_feel(parse("Monthly Income Tax - Monthly Income - pre-tax", names=names)) == (
        "Monthly Income Tax - Monthly Income - pre-tax"
    )
    with pytest.raises(ExpressionSyntaxError):
        parse("Monthly Income > 1")


def test_a_loop_variable_and_a_context_key_are_names_from_there_on() -> None:
    assert parse("for one case in l return one case + 1") == parse("for one  case in l return one case+1")
    assert to_feel(parse("{foo bar: 1, b: foo bar}")) == '{"foo bar": 1, b: foo bar}'


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a >", 1, 4),
        ("", 1, 1),
        ("a and\n  or b", 2, 3),
        ("f(1, a: 2)", 1, 11),
        ("[1, 2", 1, 6),
        ('"abc', 1, 1),
        ("a $ b", 1, 3),
        ("（a）", 1, 1),
        ("if a then 1", 1, 12),
        ("a b", 1, 3),
        ("@5", 1, 2),
        ("1e7000", 1, 1),
        ("for in l return 1", 1, 5),
        ("x instance of 5", 1, 15),
    ],
)
def test_what_does_not_read_says_where(text: str, line: int, column: int) -> None:
    with pytest.raises(ExpressionSyntaxError) as refused:
        parse(text)
    (problem,) = refused.value.problems
    assert (problem.code, problem.where.line, problem.where.column) == ("expression-syntax", line, column)
    assert describe(problem, "zh") != describe(problem, "en")


@pytest.mark.parametrize(
    "text",
    [
        "a" * (TEXT_LENGTH + 1),
        "(" * (NESTING + 1) + "1" + ")" * (NESTING + 1),
        "-" * (NESTING + 1) + "1",
        "not " * (NESTING + 1) + "a",
        "[" * 5000,
        "+".join("a" * 4000),
        "a" + ".b" * 3000,
        "x instance of " + "list<" * 200 + "number" + ">" * 200,
    ],
)
def test_what_is_too_large_is_refused_before_it_is_built(text: str) -> None:
    with pytest.raises(ExpressionSyntaxError) as refused:
        parse(text)
    assert refused.value.problems[0].code == "expression-too-large"


def test_a_long_list_of_conditions_reads() -> None:
    text = " and ".join(f"f{number}" for number in range(1000))
    assert to_feel(parse(text)) == text


def test_names_of_several_words_are_those_of_the_functions_and_types() -> None:
    functions = {name for name in BUILTINS if " " in name}
    types = {"date and time", "days and time duration", "years and months duration"}
    assert set(MULTI_WORD_NAMES) == functions | types


def test_everything_the_parser_may_want_has_words() -> None:
    said = {code.removeprefix("expression-expected-") for code in list_codes() if "expression-expected-" in code}
    assert said == WANTED
