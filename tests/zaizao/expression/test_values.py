"""Tables of expressions and what they come to; both sides are FEEL, so that the table reads as the language does."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from decimal import Decimal

import pytest

from zaizao.expression import Range, YearsMonths, compile_expression, write_value

SCOPE: dict[str, object] = {
    "area": 120,
    "kind": "restaurant",
    "on": dt.date(2026, 2, 10),
    "at": dt.datetime(2026, 2, 10, 9, 30),
    "scores": [81, 92, 77],
    "people": [{"name": "王", "age": 44, "tags": ["a"]}, {"name": "李", "age": 17, "tags": ["b", "c"]}],
    "applicant": {"age": 44, "address": {"city": "东营"}},
    "nothing": None,
    "price": 1.1,
    "today": dt.date(2026, 3, 2),
    "now": dt.datetime(2026, 3, 2, 8, 0, tzinfo=dt.UTC),
}
TABLE = """
# numbers
0.1 + 0.2                                   → 0.3
1 / 3                                       → 0.3333333333333333333333333333333333
1 / 0                                       → null
2 ** 3 ** 2                                 → 64
-2 ** 2                                     → 4
7 - 2 - 1                                   → 4
area / 7 * 7                                → 120.0000000000000000000000000000000
price + 2.2                                 → 3.3
.5 + 1e2                                    → 100.5
"a" + "b"                                   → "ab"
"a" + 1                                     → null
# comparison, three-valued with null
1 = 1.0                                     → true
"1" = 1                                     → null
null = null                                 → true
null != 1                                   → true
1 < null                                    → null
1 between 1 and 2                           → true
true and null                               → null
false and null                              → false
true or null                                → true
not null                                    → null
not kind = "bar" and area > 100             → true
# membership
area in [100..200]                          → true
area in (120..200]                          → false
area in (< 10, > 100)                       → true
kind in ("restaurant", "canteen")           → true
kind in ["canteen", "bar"]                  → false
3 in ([1, 2, 3])                            → true
5 in ]1..5[                                 → false
area in (? > 100 and ? < 130)               → true
on in [@"2026-02-01"..@"2026-02-28"]        → true
# if, for, some, every
if area > 100 then "large" else "small"     → "large"
if null then 1 else 2                       → 2
for i in 1..3 return i * i                  → [1, 4, 9]
for i in 3..1 return i                      → [3, 2, 1]
for i in [1..3) return i                    → [1, 2]
for x in [1, 2], y in [x, 10] return x * y  → [1, 10, 4, 20]
for i in 0..4 return if i = 0 then 1 else i * partial[-1] → [1, 1, 2, 6, 24]
for d in @"2026-02-27"..@"2026-03-01" return d.day → [27, 28, 1]
some s in scores satisfies s > 90           → true
every s in scores satisfies s > 90          → false
every s in [] satisfies s > 90              → true
# lists, contexts, paths
scores[1]                                   → 81
scores[-1]                                  → 77
scores[4]                                   → null
scores[item > 80]                           → [81, 92]
people[age < 18].name                       → ["李"]
people.tags                                 → [["a"], ["b", "c"]]
applicant.address.city                      → "东营"
applicant.phone                             → null
nothing.name                                → null
{a: 1, b: a + 1}.b                          → 2
{"a b": 1, c: a b + 1}.c                    → 2
[1, 2] = [1, 2.0]                           → true
{a: 1} = {a: 2}                             → false
# functions
{double: function(x: number) x * 2, r: double(4)}.r → 8
(function(a, b) a - b)(b: 1, a: 3)          → 2
sort(scores, function(x, y) x > y)          → [92, 81, 77]
(function(f) f([3, 9]))(max)                → 9
# types
1 instance of number                        → true
on instance of date                         → true
on instance of date and time                → false
[1, 2] instance of list<number>             → true
{a: 1} instance of context<a: string>       → false
null instance of Any                        → false
# dates and durations
date("2026-02-10") = on                     → true
date(2026, 2, 10) = on                      → true
date("2026-02-30")                          → null
@"2026-02-10T09:30:00" = at                 → true
on + @"P1M"                                 → date("2026-03-10")
date("2026-01-31") + @"P1M"                 → date("2026-02-28")
date("2024-02-29") - @"P1Y"                 → date("2023-02-28")
on + duration("P20D")                       → date("2026-03-02")
date("2026-03-02") - on                     → duration("P20D")
at + duration("PT36H")                      → date and time("2026-02-11T21:30:00")
time("23:00:00") + duration("PT2H")         → time("01:00:00")
on.year * 100 + on.month                    → 202602
on.weekday                                  → 2
at.hour                                     → 9
duration("P1DT2H").hours                    → 2
duration("P1Y2M").months                    → 2
duration("P2D") / duration("P1D")           → 2
duration("P1D") * 1.5                       → duration("PT36H")
years and months duration(on, @"2027-03-09") → duration("P1Y")
day of year(on)                             → 41
day of week(on)                             → "Tuesday"
month of year(on)                           → "February"
week of year(on)                            → 7
today() - on                                → duration("P20D")
now().timezone                              → null
today() > on                                → true
"""
BUILTIN_TABLE = """
string(1.50)                                → "1.5"
string(@"P1DT2H")                           → "P1DT2H"
string([1, "a", null])                      → "[1, \\"a\\", null]"
number("1 000,5", " ", ",")                 → 1000.5
number("x")                                 → null
time("09:30:00+08:00").time offset          → duration("PT8H")
date and time(@"2026-02-10", @"09:30:00")   → date and time("2026-02-10T09:30:00")
duration("P1X")                             → null
is defined(nothing)                         → false
substring("foobar", 3)                      → "obar"
substring("foobar", 3, 3)                   → "oba"
substring("foobar", -2, 1)                  → "a"
string length("再造🐎")                       → 3
upper case("ab")                            → "AB"
substring before("foobar", "bar")           → "foo"
substring after("foobar", "ob")             → "ar"
replace("abcd", "(ab)|(a)", "[1=$1][2=$2]") → "[1=ab][2=]cd"
contains("foobar", "of")                    → false
starts with("foobar", "fo")                 → true
ends with("foobar", "r")                    → true
matches("370502", "^[0-9]{6}$")             → true
matches("东营区", "^\\\\p{IsHan}+$")            → true
split("a;b;c", ";")                         → ["a", "b", "c"]
string join(["a", null, "b"], "、")          → "a、b"
list contains([1, null], null)              → true
count([1, 2])                               → 2
min([3, 1, 2])                              → 1
max(@"2026-01-01", @"2026-02-01")           → date("2026-02-01")
sum(1, 2, 3)                                → 6
sum([])                                     → null
mean([1, 2, 6])                             → 3
median([8, 2, 5, 3])                        → 4
mode([6, 1, 9, 6, 1])                       → [1, 6]
stddev([2, 4, 7, 5]) > 2.08                 → true
product([2, 3, 4])                          → 24
all([true, null, false])                    → false
any([null, true])                           → true
sublist([1, 2, 3], -2, 1)                   → [2]
append([1], 2, 3)                           → [1, 2, 3]
concatenate([1], [2, 3])                    → [1, 2, 3]
insert before([1, 3], 2, 2)                 → [1, 2, 3]
remove([1, 2, 3], 2)                        → [1, 3]
list replace([2, 4, 7], 3, 6)               → [2, 4, 6]
list replace([2, 4, 7], function(item, newItem) item < newItem, 5) → [5, 5, 7]
reverse([1, 2])                             → [2, 1]
index of([1, 2, 1], 1)                      → [1, 3]
union([1, 2], [2, 3])                       → [1, 2, 3]
distinct values([1, 1, null])               → [1, null]
flatten([[1, [2]], 3])                      → [1, 2, 3]
sort(["b", "a"])                            → ["a", "b"]
decimal(2.5, 0)                             → 2
floor(-1.5)                                 → -2
ceiling(1.25, 1)                            → 1.3
round up(5.5, 0)                            → 6
round down(-5.5, 0)                         → -5
round half up(-2.5, 0)                      → -3
round half down(2.5, 0)                     → 2
round half up(1250, -2)                     → 1300
abs(-3)                                     → 3
modulo(-12, 5)                              → 3
sqrt(16)                                    → 4
sqrt(-1)                                    → null
log(1)                                      → 0
exp(0)                                      → 1
odd(3) and even(-2)                         → true
before(1, [2..3])                           → true
after([5..6], 4)                            → true
meets([1..5], [5..10])                      → true
met by([5..10], [1..5])                     → true
overlaps([1..5], (5..8])                    → false
overlaps before([1..5], [4..10])            → true
overlaps after([4..10], [1..5])             → true
finishes(10, [1..10])                       → true
finished by([1..10], [5..10])               → true
includes([1..10], 10)                       → true
during(10, [1..10))                         → false
starts([1..5], [1..10])                     → true
started by([1..10], 1)                      → true
coincides([1..5], [1..5])                   → true
range("[1..3)").end included                → false
get value({a: 1}, "a")                      → 1
get entries({a: 1})                         → [{key: "a", value: 1}]
context([{key: "a", value: 1}])             → {a: 1}
context put({a: 1}, "b", 2)                 → {a: 1, b: 2}
context put({a: {b: 1}}, ["a", "b"], 2)     → {a: {b: 2}}
context merge([{a: 1}, {a: 2, b: 3}])       → {a: 2, b: 3}
is(@"09:00:00Z", @"17:00:00+08:00")         → false
"""


def read_rows(table: str) -> list[tuple[str, str]]:
    rows = [line.partition("→") for line in table.strip().splitlines() if not line.startswith("#")]
    return [(left.strip(), right.strip()) for left, _, right in rows]


@pytest.mark.parametrize(("text", "expected"), read_rows(TABLE) + read_rows(BUILTIN_TABLE))
def test_expression_comes_to(text: str, expected: str) -> None:
    value = compile_expression(text).evaluate(SCOPE)
    assert write_value(value, quoted=True) == write_value(compile_expression(expected).evaluate({}), quoted=True)


def test_values_are_python_natives() -> None:
    text = '[1, "a", true, null, @"2026-02-10", @"09:30:00", @"P1D", @"P14M", [1..2)]'
    expected = [
        Decimal(1),
        "a",
        True,
        None,
        dt.date(2026, 2, 10),
        dt.time(9, 30),
        dt.timedelta(days=1),
        YearsMonths(14),
        Range(Decimal(1), Decimal(2), high_closed=False),
    ]
    assert compile_expression(text).evaluate({}) == expected


@pytest.mark.skipif("Europe/Paris" not in zoneinfo.available_timezones(), reason="this machine has no time zone data")
def test_an_hour_is_an_hour_across_a_change_of_clocks() -> None:
    text = '(@"2026-03-29T01:30:00@Europe/Paris" + @"PT1H").hour'
    assert compile_expression(text).evaluate({}) == 3


def test_equal_texts_are_one_object_and_name_what_they_read() -> None:
    text = "some p in people satisfies p.age > limit and count(scores) > 2 and today() > on"
    guard = compile_expression(text)
    assert guard is compile_expression(text)
    assert guard.reads == {"people", "limit", "scores", "today", "on"}


def test_a_bare_function_name_is_a_field_unless_it_is_called_or_handed_on() -> None:
    assert compile_expression("count > 2 and count(sort(l, max)) > 1").reads == {"count", "l"}


def test_a_float_is_its_shortest_spelling_and_not_a_number_is_null() -> None:
    assert compile_expression("price").evaluate({"price": 0.1}) == Decimal("0.1")
    assert compile_expression("price").evaluate({"price": float("nan")}) is None
    assert compile_expression("price > 0").test({"price": float("inf")}) is not True
