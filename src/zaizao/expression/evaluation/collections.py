"""Compiling lists, ranges, contexts, paths, filters and loops.

UNKNOWN inside a list stays inside it; a filter that cannot decide about one item is UNKNOWN as a whole.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from zaizao.expression import nodes
from zaizao.expression.comparison import ORDERED_KINDS, compare, is_equal
from zaizao.expression.errors import ExpressionTooLargeError
from zaizao.expression.evaluation.compiler import compile_node, compiles
from zaizao.expression.evaluation.scope import Code, Frame, Scope, get_meter
from zaizao.expression.limits import ITEMS
from zaizao.expression.temporal import get_property
from zaizao.expression.tree import walk_nodes
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import Range, Value, kind_of, read_number


@compiles(nodes.ListLiteral)
def _compile_list(node: nodes.ListLiteral) -> Code:
    items = tuple(compile_node(item) for item in node.items)
    return lambda scope: [item(scope) for item in items]


@compiles(nodes.RangeLiteral)
def _compile_range(node: nodes.RangeLiteral) -> Code:
    low, high = compile_node(node.low), compile_node(node.high)
    return lambda scope: make_range(low(scope), high(scope), low_closed=node.low_closed, high_closed=node.high_closed)


def make_range(low: Value, high: Value, *, low_closed: bool, high_closed: bool) -> Value:
    """The range, or null where its ends are null, have no order or differ in kind."""
    if low is UNKNOWN or high is UNKNOWN:
        return UNKNOWN
    if kind_of(low) not in ORDERED_KINDS or kind_of(low) != kind_of(high):
        return None
    return Range(low, high, low_closed, high_closed)


@compiles(nodes.ContextLiteral)
def _compile_context(node: nodes.ContextLiteral) -> Code:
    entries = tuple((entry.key, compile_node(entry.value)) for entry in node.entries)
    has_twice = len({key for key, _ in entries}) < len(entries)

    def evaluate_context(scope: Scope) -> Value:
        made: dict[str, Value] = {}
        frame = Frame(made, scope)
        for key, code in entries:
            made[key] = code(frame)
        return None if has_twice else made

    return evaluate_context


@compiles(nodes.Path)
def _compile_path(node: nodes.Path) -> Code:
    source, name = compile_node(node.source), node.name
    return lambda scope: read_path(source(scope), name)


def read_path(value: Value, name: str) -> Value:
    """``value.name``: an entry, a property, or the list of them over a list; null where there is none."""
    if value is UNKNOWN:
        return UNKNOWN
    if type(value) is dict or isinstance(value, Mapping):
        return value.get(name)
    if isinstance(value, list | tuple):
        return [read_path(item, name) for item in value]
    return _RANGE_PARTS[name](value) if isinstance(value, Range) and name in _RANGE_PARTS else get_property(value, name)


_RANGE_PARTS = {
    "start": lambda value: value.low,
    "end": lambda value: value.high,
    "start included": lambda value: value.low_closed,
    "end included": lambda value: value.high_closed,
}


@compiles(nodes.Filter)
def _compile_filter(node: nodes.Filter) -> Code:
    source, condition = compile_node(node.source), compile_node(node.condition)
    position = _read_position(node.condition)
    may_be_position = not isinstance(node.condition, _CONDITIONS)

    def evaluate_filter(scope: Scope) -> Value:
        value = source(scope)
        if value is UNKNOWN:
            return UNKNOWN
        items = list(value) if isinstance(value, list | tuple) else ([] if value is None else [value])
        if position is not None:
            return pick_position(items, position)
        if not items and may_be_position:
            return _filter_nothing(condition(scope))
        return _filter_items(items, condition, scope)

    return evaluate_filter


_CONDITIONS = (nodes.And, nodes.Or, nodes.Not, nodes.Comparison, nodes.In, nodes.Between, nodes.Quantified)
"""What can only be a condition, never a position."""


def _filter_nothing(answer: Value) -> Value:
    """An empty list has nothing at a position; what is not known may still turn out to be one."""
    if answer is UNKNOWN:
        return UNKNOWN
    return [] if read_number(answer) is None else None


def _read_position(node: nodes.Node) -> Decimal | None:
    inner = node.operand if isinstance(node, nodes.Negate) else node
    if not isinstance(inner, nodes.Literal) or not isinstance(inner.value, Decimal):
        return None
    return -inner.value if isinstance(node, nodes.Negate) else inner.value


def pick_position(items: list[Value], position: Decimal) -> Value:
    """The item at ``position``, counted from 1 or, negative, from the end; null where there is none."""
    index = int(position) - 1 if position > 0 else len(items) + int(position)
    return items[index] if position == int(position) != 0 and 0 <= index < len(items) else None


def _filter_items(items: list[Value], condition: Code, scope: Scope) -> Value:
    get_meter(scope).spend(len(items))
    if not items:
        return []
    answers = [condition(_open_item(item, scope)) for item in items]
    if items[0] is UNKNOWN:
        return UNKNOWN
    number = read_number(answers[0])
    if number is not None:
        return pick_position(items, number)
    if any(answer is UNKNOWN for answer in answers) or any(item is UNKNOWN for item in items):
        return UNKNOWN
    return [item for item, answer in zip(items, answers, strict=True) if answer is True]


def _open_item(item: Value, scope: Scope) -> Frame:
    """The scope a filter's condition sees: ``item``, and an item's own entries by their names."""
    frame = Frame({"item": item}, scope)
    return Frame(item, frame) if kind_of(item) == "context" else frame  # type: ignore[arg-type]


@compiles(nodes.Steps)
def _compile_steps(node: nodes.Steps) -> Code:
    low, high = compile_node(node.low), compile_node(node.high)
    return lambda scope: count_steps(low(scope), high(scope))


def count_steps(low: Value, high: Value) -> Value:
    """Whole numbers or days from ``low`` to ``high``, up or down; null for anything else."""
    if low is UNKNOWN or high is UNKNOWN:
        return UNKNOWN
    first, last = read_number(low), read_number(high)
    if first is not None and last is not None:
        return [first + step for step in _list_offsets(int(last - first))]
    if type(low) is dt.date and type(high) is dt.date:
        return [low + dt.timedelta(days=step) for step in _list_offsets((high - low).days)]
    return None


def _list_offsets(distance: int) -> range:
    if abs(distance) >= ITEMS:
        raise ExpressionTooLargeError(what="range", limit=ITEMS)
    return range(distance + 1) if distance >= 0 else range(0, distance - 1, -1)


def list_range(bounds: Range) -> Value:
    """What an iteration over a range visits: its whole numbers or days, upward; null for an unbounded one."""
    steps = count_steps(bounds.low, bounds.high)
    if not isinstance(steps, list):
        return None
    if compare(">", bounds.low, bounds.high) is True:
        return None
    steps = steps if bounds.low_closed else steps[1:]
    return steps[:-1] if steps and not bounds.high_closed and is_equal(steps[-1], bounds.high) is True else steps


def list_source(value: Value) -> Value:
    """What an iteration over ``value`` visits; one value is a list of one, null gives null."""
    if isinstance(value, Range):
        return list_range(value)
    if value is None or value is UNKNOWN or isinstance(value, list):
        return value
    return list(value) if isinstance(value, tuple) else [value]


class _NoSourceError(Exception):
    """An iteration whose source is null or UNKNOWN: the whole loop has that value."""

    def __init__(self, value: Value) -> None:
        self.value = value


Sources = tuple[tuple[str, Code], ...]


def _compile_sources(iterators: tuple[nodes.Iterator, ...]) -> Sources:
    return tuple((iterator.name, compile_node(iterator.source)) for iterator in iterators)


def _iterate(sources: Sources, scope: Scope) -> Iterator[Frame]:
    """One frame per round; a later iterator sees the variables of those before it."""
    (name, code), rest = sources[0], sources[1:]
    items = list_source(code(scope))
    if not isinstance(items, list):
        raise _NoSourceError(items)
    for item in items:
        frame = Frame({name: item}, scope)
        frame.meter.spend(1)
        if rest:
            yield from _iterate(rest, frame)
        else:
            yield frame


@compiles(nodes.For)
def _compile_for(node: nodes.For) -> Code:
    sources, body = _compile_sources(node.iterators), compile_node(node.body)
    looks_back = any(one == nodes.Name("partial") for one in walk_nodes(node.body))

    def evaluate_for(scope: Scope) -> Value:
        results: list[Value] = []
        try:
            for frame in _iterate(sources, Frame({}, scope)):
                results.append(body(_show_results(results, frame) if looks_back else frame))
                if len(results) > ITEMS:
                    raise ExpressionTooLargeError(what="list", limit=ITEMS)
        except _NoSourceError as stop:
            return stop.value
        return results

    return evaluate_for


def _show_results(results: list[Value], frame: Frame) -> Frame:
    """The frame with a copy of the results so far as ``partial``."""
    frame.meter.spend(len(results) // 10)
    return Frame({"partial": list(results)}, frame)


@compiles(nodes.Quantified)
def _compile_quantified(node: nodes.Quantified) -> Code:
    sources, condition = _compile_sources(node.iterators), compile_node(node.condition)
    decisive = node.word == "some"

    def evaluate_quantified(scope: Scope) -> Value:
        open_answers: list[Value] = []
        try:
            for frame in _iterate(sources, Frame({}, scope)):
                answer = condition(frame)
                if answer is decisive:
                    return decisive
                if not isinstance(answer, bool):
                    open_answers.append(answer)
        except _NoSourceError as stop:
            open_answers.append(stop.value)
        if any(answer is UNKNOWN for answer in open_answers):
            return UNKNOWN
        return None if open_answers else not decisive

    return evaluate_quantified
