"""Built-ins over lists that search, take apart, put together and order. Positions count from 1, from the end if negative."""

from __future__ import annotations

from decimal import Decimal
from functools import cmp_to_key
from itertools import chain

from zaizao.expression.comparison import compare, is_same
from zaizao.expression.functions.registry import builtin
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import FunctionValue, Value, kind_of


def _find_index(items: list[Value], position: Decimal, *, beyond: int = 0) -> int | None:
    """The Python index of ``position``, or None when the list has no such place."""
    index = int(position) - 1 if position > 0 else len(items) + int(position)
    return index if position != 0 and 0 <= index < len(items) + beyond else None


@builtin("list contains(list: list, element: any) -> boolean")
def has_item(items: list[Value], element: Value) -> Value:
    """Whether an item equals ``element``."""
    return any(is_same(item, element) for item in items)


@builtin("sublist(list: list, start position: number, length?: number) -> list")
def cut_sublist(items: list[Value], start: Decimal, length: Decimal | None = None) -> Value:
    """``length`` items (or the rest) from ``start``; null where there are not so many."""
    index = _find_index(items, start)
    if index is None or (length is not None and not 0 < length <= len(items) - index):
        return None
    return list(items[index : None if length is None else index + int(length)])


@builtin("append(list: list, ...item: any) -> list")
def append_items(items: list[Value], *more: Value) -> Value:
    """The list with items added at its end."""
    return [*items, *more]


@builtin("concatenate(...list: list) -> list")
def concatenate_lists(*lists: list[Value]) -> Value:
    """The lists in a row."""
    return list(chain.from_iterable(lists))


@builtin("insert before(list: list, position: number, newitem: any) -> list")
def insert_item(items: list[Value], position: Decimal, item: Value) -> Value:
    """The list with ``item`` put before ``position``."""
    index = _find_index(items, position, beyond=1 if position > 0 else 0)
    return None if index is None else [*items[:index], item, *items[index:]]


@builtin("remove(list: list, position: number) -> list")
def remove_item(items: list[Value], position: Decimal) -> Value:
    """The list without the item at ``position``."""
    index = _find_index(items, position)
    return None if index is None else [*items[:index], *items[index + 1 :]]


@builtin("list replace(list: list, position: number, newitem: any) -> list")
def replace_item(items: list[Value], position: Decimal, item: Value) -> Value:
    """The list with another item at ``position``."""
    index = _find_index(items, position)
    return None if index is None else [*items[:index], item, *items[index + 1 :]]


@builtin("list replace(list: list, match: function, newitem: any) -> list")
def replace_matching(items: list[Value], match: FunctionValue, new: Value) -> Value:
    """The list with every item replaced for which ``match(item, newItem)`` is true."""
    answers = [match.invoke([item, new], None) for item in items]
    if any(answer is UNKNOWN for answer in answers):
        return UNKNOWN
    return [new if answer is True else item for item, answer in zip(items, answers, strict=True)]


@builtin("reverse(list: list) -> list")
def reverse_items(items: list[Value]) -> Value:
    """Last first."""
    return list(reversed(items))


@builtin("index of(list: list, match: any) -> list")
def find_positions(items: list[Value], match: Value) -> Value:
    """The positions of the items equal to ``match``."""
    return [Decimal(index) for index, item in enumerate(items, 1) if is_same(item, match)]


def _keep_first(items: list[Value]) -> list[Value]:
    kept: list[Value] = []
    for item in items:
        if not any(is_same(item, other) for other in kept):
            kept.append(item)
    return kept


@builtin("union(...list: list) -> list")
def unite_lists(*lists: list[Value]) -> Value:
    """The lists in a row, each value once."""
    return _keep_first(list(chain.from_iterable(lists)))


@builtin("distinct values(list: list) -> list")
def keep_distinct(items: list[Value]) -> Value:
    """Each value once, in the order of first appearance."""
    return _keep_first(items)


@builtin("flatten(list: list) -> list")
def flatten_list(items: list[Value]) -> Value:
    """Lists inside lists opened, however deep."""
    flat: list[Value] = []
    for item in items:
        if isinstance(item, list | tuple):
            flat.extend(flatten_list(list(item)))  # type: ignore[arg-type]
        else:
            flat.append(item)
    return flat


@builtin("sort(list: list, precedes?: function) -> list")
def sort_items(items: list[Value], precedes: FunctionValue | None = None) -> Value:
    """In the order of ``precedes(x, y)``, or ascending; items that neither precede stay as they stood."""
    if precedes is None:
        return _sort_ascending(items)
    undecided: list[Value] = []

    def order(left: Value, right: Value) -> int:
        for first, second, sign in ((left, right, -1), (right, left, 1)):
            answer = precedes.invoke([first, second], None)
            if answer is True:
                return sign
            undecided.extend([answer] if answer is not False else [])
        return 0

    ordered = sorted(items, key=cmp_to_key(order))
    if not undecided:
        return ordered
    return UNKNOWN if any(answer is UNKNOWN for answer in undecided) else None


def _sort_ascending(items: list[Value]) -> Value:
    if len({kind_of(item) for item in items}) > 1 or any(compare("<=", item, item) is not True for item in items):
        return None
    return sorted(items, key=cmp_to_key(lambda a, b: -1 if compare("<", a, b) else int(compare(">", a, b) is True)))
