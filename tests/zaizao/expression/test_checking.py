"""Expressions checked against fields: every problem, with its column; nothing that could be meant is refused."""

from __future__ import annotations

import pytest

from zaizao.expression import (
    ExpressionTypeError,
    FieldType,
    check_guard,
    check_types,
    compile_expression,
    compile_unary_tests,
    list_of,
    one_of,
    parse,
    parse_type,
)
from zaizao.wording import describe

TYPES = {
    "area": parse_type("number"),
    "ok": parse_type("boolean"),
    "on": parse_type("date"),
    "at": parse_type("datetime"),
    "name": parse_type("string"),
    "kind": one_of(["restaurant", "canteen"]),
    "applicant": parse_type({"age": "number", "city": "string"}),
    "people": list_of(parse_type({"age": "number"})),
    "tags": parse_type("list of string"),
    "limit": parse_type("years-months"),
    "whatever": parse_type("any"),
    "duration": parse_type("duration"),
}


def find(text: str) -> list[tuple[str, int | None]]:
    return [(problem.code.removeprefix("expression-"), problem.where.column) for problem in check(text)]


def check(text: str) -> tuple:  # type: ignore[type-arg]
    return check_guard(parse(text), TYPES, text=text)


@pytest.mark.parametrize(
    "text",
    [
        "area > 200 and not ok",
        'kind = "canteen" or kind in ("restaurant")',
        "applicant.age >= 18 and applicant.city != null",
        "some p in people satisfies p.age < 18",
        "count(people[age < 18]) > 0",
        "sum(people.age) / count(people) > 30",
        'on + @"P20D" < today() and at.hour < 12',
        'on + limit > @"2026-01-01"',
        "whatever.a.b > 1 or whatever",
        "max(for p in people return p.age * 2) > 10",
        '"a" in tags or list contains(tags, "b")',
        "area in [1..5] or area in (1, 2, < 3)",
        'matches(name, "^a") and contains(string: name, match: "b")',
        "if ok then area > 1 else null",
        'duration > @"P1D"',
        "area instance of number",
        "{a: area, b: a + 1}.b > 1",
        "(function(x: number) x > 1)(area)",
        'years and months duration(on, today()) > @"P1Y"',
        "string(area) = name",
        "is defined(area)",
    ],
)
def test_what_can_be_meant_passes(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("aera > 1 and oky", [("unknown-name", 1), ("unknown-name", 14)]),
        ('area > "a"', [("incomparable", 1)]),
        ("on > at", [("incomparable", 1)]),
        ("ok and area", [("not-condition", 8)]),
        ("not name", [("not-condition", 5)]),
        ("area", [("guard-not-boolean", 1)]),
        ("on + 3 > on", [("operator", 1)]),
        ("-ok", [("negation", 1)]),
        ('kind = "bar"', [("no-option", 8)]),
        ('"bar" != kind', [("no-option", 1)]),
        ('kind in ("canteen", "bar")', [("no-option", 21)]),
        ('kind in ["bar"]', [("no-option", 10)]),
        ("kind in (1, 2)", [("incomparable", 10), ("incomparable", 13)]),
        ("area between on and 3", [("incomparable", 1)]),
        ("applicant.agee > 1", [("no-member", 1)]),
        ("on.hour > 1", [("no-member", 1)]),
        ("people[height > 1] = null", [("unknown-name", 8)]),
        ("some p in people satisfies p.age", [("not-condition", 28)]),
        ("count(area, 2) > 1", [("arguments", 1)]),
        ("contains(area, name)", [("arguments", 1)]),
        ("contains(string: name, mach: name)", [("arguments", 1)]),
        ("cuont(people) > 1", [("unknown-function", 1)]),
        ('on > @"2026-02-30"', [("not-temporal", 6)]),
        ("area instance of numbr", [("unknown-type", 18)]),
        ('for i in "a".."b" return i', [("not-countable", 5), ("guard-not-boolean", 1)]),
        ("{a: 1, a: 2}.a > 1", [("entry-twice", 8)]),
        ("if area then ok else ok", [("not-condition", 4)]),
    ],
)
def test_what_cannot_be_meant_is_reported_with_its_column(text: str, found: list[tuple[str, int]]) -> None:
    assert find(text) == found


def test_a_near_miss_is_suggested_in_both_languages() -> None:
    (problem,) = check("aera > 1")
    assert problem.fields["near"] == "area"
    assert describe(problem, "zh") == "1:1：没有名为“aera”的字段，是否想写“area”？"
    assert describe(problem, "en") == "1:1: There is no field “aera”; did you mean “area”?"


def test_every_reported_problem_has_words() -> None:
    for text in (
        "aera",
        "on + 3",
        "-ok",
        'kind = "x"',
        "contains(1, 2)",
        "foo(1)",
        "on.x",
        "{a: 1, a: 2}",
        'area > "a"',
    ):
        for problem in check(text):
            assert describe(problem, "zh")
            assert describe(problem, "en")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("area + 1", "number"),
        ("people.age", "list of number"),
        ("people[1].age", "number"),
        ("people[age > 1]", "list of context"),
        ("on - on", "days and time duration"),
        ("for p in people return p.age > 1", "list of boolean"),
        ("[on..today()]", "range of date"),
        ("if ok then 1 else null", "number"),
        ("if ok then 1 else name", "any"),
        ("max(people.age)", "number"),
        ("null", "null"),
    ],
)
def test_expression_has_type(text: str, kind: str) -> None:
    found, problems = check_types(parse(text), TYPES, text=text)
    assert (str(found), problems) == (kind, ())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("boolean", FieldType("boolean")),
        ("days-time", FieldType("duration")),
        ("date and time", FieldType("datetime")),
        ("list of list of date", FieldType("list", item=FieldType("list", item=FieldType("date")))),
        ("list<number>", FieldType("list", item=FieldType("number"))),
        ("context<a: string>", FieldType("context", entries=(("a", FieldType("string")),))),
    ],
)
def test_type_is_read_from_text(text: str, kind: FieldType) -> None:
    assert parse_type(text) == kind


@pytest.mark.parametrize("text", ["numbr", "list of", "", "list of numbr", "1"])
def test_a_word_that_is_no_type_is_refused(text: str) -> None:
    with pytest.raises(ExpressionTypeError) as refused:
        parse_type(text)
    assert refused.value.problems[0].code == "expression-unknown-type"


def test_compiling_with_types_refuses_with_every_problem() -> None:
    with pytest.raises(ExpressionTypeError) as refused:
        compile_expression("aera > 1 and oky", TYPES)
    assert [problem.fields["name"] for problem in refused.value.problems] == ["aera", "oky"]


def test_a_field_named_like_a_function_is_a_field_where_it_is_declared() -> None:
    assert compile_expression('duration > @"P1D"', TYPES).reads == {"duration"}


def test_a_cell_is_checked_against_the_type_of_its_input() -> None:
    with pytest.raises(ExpressionTypeError):
        compile_unary_tests('"bar"', {"?": TYPES["kind"]})
    assert compile_unary_tests('"canteen"', {"?": TYPES["kind"]}).test({"?": "canteen"}) is True
