"""Built-ins about where points and ranges lie to each other (DMN 1.5 table 78), and ranges from text."""

from __future__ import annotations

from collections.abc import Callable

from zaizao.expression import nodes, temporal
from zaizao.expression.comparison import all_of, any_of, compare, is_equal, is_within
from zaizao.expression.errors import ExpressionSyntaxError
from zaizao.expression.functions.registry import BUILTINS, builtin
from zaizao.expression.nodes import Node
from zaizao.expression.parser import parse
from zaizao.expression.values import Range, Value, kind_of

_POINT = "number|string|date|datetime|time|duration|years-months"


@builtin(f"before(point1: {_POINT}, point2: {_POINT}) -> boolean")
def is_point_before(point1: Value, point2: Value) -> Value:
    """One point before another."""
    return compare("<", point1, point2)


@builtin(f"before(point: {_POINT}, range: range) -> boolean")
def is_point_before_range(point: Value, bounds: Range) -> Value:
    """A point before all of a range."""
    return compare("<" if bounds.low_closed else "<=", point, bounds.low)


@builtin(f"before(range: range, point: {_POINT}) -> boolean")
def is_range_before_point(bounds: Range, point: Value) -> Value:
    """All of a range before a point."""
    return compare("<" if bounds.high_closed else "<=", bounds.high, point)


@builtin("before(range1: range, range2: range) -> boolean")
def is_before(range1: Range, range2: Range) -> Value:
    """All of one range before all of another."""
    return compare("<" if range1.high_closed and range2.low_closed else "<=", range1.high, range2.low)


@builtin(f"after(point1: {_POINT}, point2: {_POINT}) -> boolean")
def is_point_after(point1: Value, point2: Value) -> Value:
    """One point after another."""
    return compare(">", point1, point2)


@builtin(f"after(point: {_POINT}, range: range) -> boolean")
def is_point_after_range(point: Value, bounds: Range) -> Value:
    """A point after all of a range."""
    return is_range_before_point(bounds, point)


@builtin(f"after(range: range, point: {_POINT}) -> boolean")
def is_range_after_point(bounds: Range, point: Value) -> Value:
    """All of a range after a point."""
    return is_point_before_range(point, bounds)


@builtin("after(range1: range, range2: range) -> boolean")
def is_after(range1: Range, range2: Range) -> Value:
    """All of one range after all of another."""
    return is_before(range2, range1)


@builtin("meets(range1: range, range2: range) -> boolean")
def is_meeting(range1: Range, range2: Range) -> Value:
    """The first ends where the second begins, sharing that point."""
    return all_of([range1.high_closed and range2.low_closed, is_equal(range1.high, range2.low)])


@builtin("met by(range1: range, range2: range) -> boolean")
def is_met_by(range1: Range, range2: Range) -> Value:
    """`meets`, the other way round."""
    return is_meeting(range2, range1)


@builtin("overlaps(range1: range, range2: range) -> boolean")
def is_overlapping(range1: Range, range2: Range) -> Value:
    """They share a point."""
    return all_of([_reaches(range1, range2), _reaches(range2, range1)])


def _reaches(range1: Range, range2: Range) -> Value:
    """Whether ``range1`` ends at or after ``range2``'s beginning."""
    return compare(">=" if range1.high_closed and range2.low_closed else ">", range1.high, range2.low)


@builtin("overlaps before(range1: range, range2: range) -> boolean")
def is_overlapping_before(range1: Range, range2: Range) -> Value:
    """The first begins earlier and ends inside the second."""
    return all_of([_begins_before(range1, range2), _reaches(range1, range2), _ends_by(range1, range2)])


@builtin("overlaps after(range1: range, range2: range) -> boolean")
def is_overlapping_after(range1: Range, range2: Range) -> Value:
    """The first begins inside the second and ends later."""
    return all_of([_reaches(range2, range1), _begins_by(range2, range1), _ends_before(range2, range1)])


builtin("overlapped by(range1: range, range2: range) -> boolean")(lambda a, b: is_overlapping_before(b, a))


def _begins_before(range1: Range, range2: Range) -> Value:
    ties = range1.low_closed and not range2.low_closed
    return any_of([compare("<", range1.low, range2.low), all_of([ties, is_equal(range1.low, range2.low)])])


def _begins_by(range1: Range, range2: Range) -> Value:
    ties = range1.low_closed or not range2.low_closed
    return any_of([compare("<", range1.low, range2.low), all_of([ties, is_equal(range1.low, range2.low)])])


def _ends_before(range1: Range, range2: Range) -> Value:
    ties = range2.high_closed and not range1.high_closed
    return any_of([compare("<", range1.high, range2.high), all_of([ties, is_equal(range1.high, range2.high)])])


def _ends_by(range1: Range, range2: Range) -> Value:
    ties = range2.high_closed or not range1.high_closed
    return any_of([compare("<", range1.high, range2.high), all_of([ties, is_equal(range1.high, range2.high)])])


@builtin(f"finishes(point: {_POINT}, range: range) -> boolean")
def is_point_finishing(point: Value, bounds: Range) -> Value:
    """The point is the range's last."""
    return all_of([bounds.high_closed, is_equal(point, bounds.high)])


@builtin("finishes(range1: range, range2: range) -> boolean")
def is_finishing(range1: Range, range2: Range) -> Value:
    """Both end together and the first begins no earlier."""
    same = all_of([range1.high_closed == range2.high_closed, is_equal(range1.high, range2.high)])
    return all_of([same, _begins_by(range2, range1)])


@builtin(f"starts(point: {_POINT}, range: range) -> boolean")
def is_point_starting(point: Value, bounds: Range) -> Value:
    """The point is the range's first."""
    return all_of([bounds.low_closed, is_equal(point, bounds.low)])


@builtin("starts(range1: range, range2: range) -> boolean")
def is_starting(range1: Range, range2: Range) -> Value:
    """Both begin together and the first ends no later."""
    same = all_of([range1.low_closed == range2.low_closed, is_equal(range1.low, range2.low)])
    return all_of([same, _ends_by(range1, range2)])


builtin(f"finished by(range: range, point: {_POINT}) -> boolean")(lambda a, b: is_point_finishing(b, a))
builtin("finished by(range1: range, range2: range) -> boolean")(lambda a, b: is_finishing(b, a))
builtin(f"started by(range: range, point: {_POINT}) -> boolean")(lambda a, b: is_point_starting(b, a))
builtin("started by(range1: range, range2: range) -> boolean")(lambda a, b: is_starting(b, a))


@builtin(f"includes(range: range, point: {_POINT}) -> boolean")
def is_including_point(bounds: Range, point: Value) -> Value:
    """The point lies in the range."""
    return is_within(point, bounds)


@builtin("includes(range1: range, range2: range) -> boolean")
def is_including(range1: Range, range2: Range) -> Value:
    """All of the second lies in the first."""
    return all_of([_begins_by(range1, range2), _ends_by(range2, range1)])


builtin(f"during(point: {_POINT}, range: range) -> boolean")(is_within)
builtin("during(range1: range, range2: range) -> boolean")(lambda a, b: is_including(b, a))


@builtin("coincides(point1: any, point2: any) -> boolean")
def is_coinciding(point1: Value, point2: Value) -> Value:
    """The same point, or the same range."""
    return is_equal(point1, point2)


@builtin("range(from: string) -> range")
def range_from_text(text: str) -> Value:
    """From ``[1..3]`` or ``[1..)``; the ends must be written out, of one kind, in order."""
    bare = text.strip()
    if len(bare) < 4 or bare[0] not in "[(]" or bare[-1] not in "])[" or ".." not in bare:
        return None
    low_text, _, high_text = bare[1:-1].partition("..")
    low, high = _read_end(low_text), _read_end(high_text)
    if (low is None and low_text.strip()) or (high is None and high_text.strip()) or low is high is None:
        return None
    if low is not None and high is not None and (kind_of(low) != kind_of(high) or compare("<=", low, high) is not True):
        return None
    closed = (bare[0] == "[", bare[-1] == "]")
    if (low is None and closed[0]) or (high is None and closed[1]):
        return None
    return Range(low, high, *closed)


def _read_end(text: str) -> Value:
    try:
        return _read_literal(parse(text)) if text.strip() else None
    except ExpressionSyntaxError:
        return None


def _read_literal(node: Node) -> Value:
    if isinstance(node, nodes.Literal) and not isinstance(node.value, bool):
        return node.value
    if isinstance(node, nodes.Negate) and isinstance(node.operand, nodes.Literal):
        return -node.operand.value if not isinstance(node.operand.value, str | bool | None) else None
    if isinstance(node, nodes.AtLiteral):
        return temporal.read_at_literal(node.text)
    makers: dict[str, Callable[..., Value]] = {
        name: BUILTINS[name].invoke for name in ("date", "time", "duration", "date and time")
    }
    if isinstance(node, nodes.Call) and isinstance(node.function, nodes.Name) and node.function.name in makers:
        values = [argument.value if isinstance(argument, nodes.Literal) else None for argument in node.arguments]
        return makers[node.function.name](values)
    return None
