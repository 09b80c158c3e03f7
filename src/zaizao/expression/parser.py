"""Text to syntax tree: precedence climbing over the grammar of DMN 1.5, 10.3.1.

Loosest to tightest:  or · and · not x · = != < <= > >= between in · + - · * / · ** · -x · path, filter, call, instance of

Beyond the standard: ``not x`` without brackets, looser than a comparison.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal

from zaizao.expression import nodes
from zaizao.expression.cursor import RESERVED, Cursor
from zaizao.expression.errors import ExpressionSyntaxError, refuse_size
from zaizao.expression.lexer import read_string
from zaizao.expression.limits import DEPTH
from zaizao.expression.nodes import Node
from zaizao.expression.tree import measure_depth
from zaizao.expression.type_parser import read_type

_COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
_CONSTANTS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_LARGEST_EXPONENT = 6144
_OR, _AND, _NOT, _COMPARISON, _SUM, _PRODUCT, _POWER = range(7)
_BINDING = {
    "or": _OR,
    "and": _AND,
    "between": _COMPARISON,
    "in": _COMPARISON,
    **dict.fromkeys(_COMPARISONS, _COMPARISON),
}
_BINDING |= {"+": _SUM, "-": _SUM, "*": _PRODUCT, "/": _PRODUCT, "**": _POWER}


def parse(text: str, *, names: Iterable[str] = frozenset()) -> Node:
    """The tree of one expression; ``names`` are the names of several words that may occur in it.

    Raises ExpressionSyntaxError with the line and column where reading stopped.
    """
    return _read_whole(text, names, _read_expression)


def parse_unary_tests(text: str, *, names: Iterable[str] = frozenset()) -> nodes.UnaryTests:
    """The tree of a decision table's cell: ``-``, ``"a","b"``, ``< 5``, ``[1..3]``, ``not(…)``; ``?`` is the input."""
    tree = _read_whole(text, names, _read_cell)
    assert isinstance(tree, nodes.UnaryTests)
    return tree


def _read_whole(text: str, names: Iterable[str], read: Callable[[Cursor], Node]) -> Node:
    cursor = Cursor(text, names)
    try:
        tree = read(cursor)
    except RecursionError:  # the caller may already stand deep in Python's stack
        raise refuse_size(text, cursor.token.at, what="nesting", limit=cursor.depth) from None
    if cursor.token.kind != "end":
        raise cursor.refuse("operator")
    if measure_depth(tree) > DEPTH:
        raise refuse_size(text, 0, what="depth", limit=DEPTH)
    return tree


def _read_cell(cursor: Cursor) -> Node:
    at = cursor.token.at
    if cursor.is_at("-") and cursor.ahead().kind == "end":
        cursor.take()
        return nodes.UnaryTests((), at=at)
    negated = _read_negated_cell(cursor)
    return negated if negated is not None else nodes.UnaryTests(_read_tests(cursor), at=at)


def _read_negated_cell(cursor: Cursor) -> Node | None:
    """``not(tests)`` when it is the whole cell; None, with nothing taken, when it is part of something else."""
    start, at = cursor.position, cursor.token.at
    if not (cursor.is_at("not") and cursor.ahead().text == "("):
        return None
    cursor.position += 2
    try:
        tests = _read_tests(cursor)
        cursor.expect(")")
    except ExpressionSyntaxError:
        tests = ()
    if tests and cursor.token.kind == "end":
        return nodes.UnaryTests(tests, negated=True, at=at)
    cursor.position, cursor.depth, cursor.range_ends = start, 0, 0
    return None


def _read_tests(cursor: Cursor) -> tuple[Node, ...]:
    tests = [_read_test(cursor, _read_expression)]
    while cursor.take_if(","):
        tests.append(_read_test(cursor, _read_expression))
    return tuple(tests)


def _read_test(cursor: Cursor, read: Callable[[Cursor], Node]) -> Node:
    operator = cursor.take_if(*_COMPARISONS)
    if operator:
        return nodes.UnaryComparison(operator.text, _read_sum(cursor), at=operator.at)
    return read(cursor)


def _read_expression(cursor: Cursor) -> Node:
    return _read_operators(cursor, _OR)


def _read_sum(cursor: Cursor) -> Node:
    return _read_operators(cursor, _SUM)


def _read_operators(cursor: Cursor, level: int) -> Node:
    """An operand and all operators after it that bind at least as tightly as ``level``."""
    at = cursor.token.at
    left = _read_not(cursor) if level <= _NOT and _is_prefix_not(cursor) else _read_negation(cursor)
    while True:
        token = cursor.token
        binding = _BINDING.get(token.text, -1) if token.kind != "string" else -1
        if binding < level:
            return left
        left = _INFIX[binding](cursor, left, at)


def _is_prefix_not(cursor: Cursor) -> bool:
    following = cursor.ahead()
    return cursor.is_at("not") and following.text != "(" and _may_begin(following.text, following.kind)


def _read_not(cursor: Cursor) -> Node:
    at = cursor.take().at
    with cursor.nested():
        return nodes.Not(_read_operators(cursor, _NOT), at=at)


def _read_or(cursor: Cursor, left: Node, at: int) -> Node:
    operands = [left]
    while cursor.take_if("or"):
        operands.append(_read_operators(cursor, _AND))
    return nodes.Or(tuple(operands), at=at)


def _read_and(cursor: Cursor, left: Node, at: int) -> Node:
    operands = [left]
    while cursor.take_if("and"):
        operands.append(_read_operators(cursor, _NOT))
    return nodes.And(tuple(operands), at=at)


def _read_comparison(cursor: Cursor, left: Node, at: int) -> Node:
    operator = cursor.take().text
    if operator == "in":
        return nodes.In(left, _read_in_tests(cursor), at=at)
    first = _read_sum(cursor)
    if operator != "between":
        return nodes.Comparison(operator, left, first, at=at)
    cursor.expect("and")
    return nodes.Between(left, first, _read_sum(cursor), at=at)


def _read_arithmetic(cursor: Cursor, left: Node, at: int) -> Node:
    operator = cursor.take().text
    return nodes.Arithmetic(operator, left, _read_operators(cursor, _BINDING[operator] + 1), at=at)


def _may_begin(text: str, kind: str) -> bool:
    """Whether a token can begin an expression."""
    if kind == "op":
        return text in ("(", "[", "{", "-", "@", "?")
    return kind in ("number", "string") or (kind == "name" and text not in ("and", "or", "then", "else", "in", "of"))


def _read_in_tests(cursor: Cursor) -> tuple[Node, ...]:
    if not cursor.is_at("("):
        return (_read_test(cursor, _read_sum),)
    start = cursor.position
    cursor.take()
    with cursor.nested():
        tests = _read_tests(cursor)
    if cursor.is_at("..") or (cursor.is_at(")") and _goes_on(cursor)):
        cursor.position = start
        return (_read_sum(cursor),)
    cursor.expect(")")
    return tests


def _goes_on(cursor: Cursor) -> bool:
    following = cursor.ahead()
    return following.kind == "op" and following.text in (".", "[", "+", "-", "*", "/", "**")


def _read_negation(cursor: Cursor) -> Node:
    operator = cursor.take_if("-")
    if operator is None:
        return _read_postfix(cursor)
    with cursor.nested():
        return nodes.Negate(_read_negation(cursor), at=operator.at)


def _read_postfix(cursor: Cursor) -> Node:
    at, node = cursor.token.at, _read_primary(cursor)
    while True:
        if cursor.is_at("["):
            if cursor.range_ends and not _may_begin(cursor.ahead().text, cursor.ahead().kind):
                return node
            node = _read_filter(cursor, node, at)
        elif cursor.take_if("."):
            node = nodes.Path(node, cursor.take_words(), at=at)
        elif cursor.is_at("("):
            node = _read_call(cursor, node, at)
        elif cursor.is_at("instance"):
            cursor.take()
            cursor.expect("of")
            node = nodes.InstanceOf(node, read_type(cursor), at=at)
        else:
            return node


def _read_filter(cursor: Cursor, source: Node, at: int) -> Node:
    cursor.take()
    with cursor.nested():
        condition = _read_expression(cursor)
    cursor.expect("]")
    return nodes.Filter(source, condition, at=at)


def _read_call(cursor: Cursor, function: Node, at: int) -> Node:
    cursor.take()
    arguments: list[Node] = []
    with cursor.nested():
        while not cursor.is_at(")"):
            arguments.append(_read_argument(cursor))
            if not cursor.take_if(","):
                break
    cursor.expect(")")
    named = sum(isinstance(one, nodes.NamedArgument) for one in arguments)
    if named and named < len(arguments):
        raise cursor.refuse("argument")
    if function == nodes.Name("not") and len(arguments) == 1 and not named:
        return nodes.Not(arguments[0], at=at)
    return nodes.Call(function, tuple(arguments), at=at)


def _read_argument(cursor: Cursor) -> Node:
    start, at = cursor.position, cursor.token.at
    if cursor.token.kind == "name" and cursor.token.text not in RESERVED:
        name = cursor.take_words()
        if cursor.take_if(":"):
            return nodes.NamedArgument(name, _read_expression(cursor), at=at)
        cursor.position = start
    return _read_expression(cursor)


def _read_primary(cursor: Cursor) -> Node:
    token = cursor.token
    if token.kind == "number":
        return _read_number(cursor)
    if token.kind == "string":
        return nodes.Literal(read_string(cursor.take().text), at=token.at)
    if token.kind == "op":
        reader = _BRACKETS.get(token.text)
        if reader is None:
            raise cursor.refuse("value")
        with cursor.nested():
            return reader(cursor)
    return _read_word(cursor)


def _read_word(cursor: Cursor) -> Node:
    token = cursor.token
    phrase = cursor.take_phrase()
    if phrase is not None:
        return nodes.Name(phrase, at=token.at)
    if token.text in _CONSTANTS:
        return nodes.Literal(_CONSTANTS[cursor.take().text], at=token.at)
    reader = _KEYWORDS.get(token.text)
    if reader is not None:
        cursor.take()
        with cursor.nested():
            return reader(cursor, token.at)
    return nodes.Name(cursor.take_name("value"), at=token.at)


def _read_number(cursor: Cursor) -> Node:
    value = Decimal(cursor.token.text)
    if value.adjusted() > _LARGEST_EXPONENT or value.adjusted() < -_LARGEST_EXPONENT:
        raise cursor.refuse("number")
    return nodes.Literal(value, at=cursor.take().at)


def _read_question(cursor: Cursor) -> Node:
    return nodes.Name("?", at=cursor.take().at)


def _read_at(cursor: Cursor) -> Node:
    at = cursor.take().at
    if cursor.token.kind != "string":
        raise cursor.refuse("temporal")
    return nodes.AtLiteral(read_string(cursor.take().text), at=at)


def _read_bracket(cursor: Cursor) -> Node:
    at = cursor.take().at
    operator = cursor.take_if(*_COMPARISONS)
    if operator:
        bound = nodes.UnaryComparison(operator.text, _read_sum(cursor), at=operator.at)
        cursor.expect(")")
        return bound
    inner = _read_expression(cursor)
    if cursor.take_if(".."):
        return _read_range_end(cursor, inner, low_closed=False, at=at)
    cursor.expect(")")
    return inner


def _read_list(cursor: Cursor) -> Node:
    at = cursor.take().at
    items: list[Node] = []
    while not cursor.is_at("]"):
        items.append(_read_test(cursor, _read_expression))
        if len(items) == 1 and cursor.take_if(".."):
            return _read_range_end(cursor, items[0], low_closed=True, at=at)
        if not cursor.take_if(","):
            break
    cursor.expect("]")
    return nodes.ListLiteral(tuple(items), at=at)


def _read_open_range(cursor: Cursor) -> Node:
    at, low = cursor.take().at, _read_sum(cursor)
    cursor.expect("..")
    return _read_range_end(cursor, low, low_closed=False, at=at)


def _read_range_end(cursor: Cursor, low: Node, *, low_closed: bool, at: int) -> Node:
    cursor.range_ends += 1
    high = _read_sum(cursor)
    cursor.range_ends -= 1
    closed = cursor.is_at("]")
    if not cursor.take_if("]", ")", "["):
        raise cursor.refuse("range-end")
    return nodes.RangeLiteral(low, high, low_closed, closed, at=at)


def _read_context(cursor: Cursor) -> Node:
    at = cursor.take().at
    entries: list[nodes.Entry] = []
    while not cursor.is_at("}"):
        entries.append(_read_entry(cursor))
        if not cursor.take_if(","):
            break
    cursor.expect("}")
    return nodes.ContextLiteral(tuple(entries), at=at)


def _read_entry(cursor: Cursor) -> nodes.Entry:
    token = cursor.token
    if token.kind == "string":
        key = read_string(cursor.take().text)
    elif token.kind == "name":
        key = cursor.take_raw_until(":", ",", "}", "{", "(")
    else:
        raise cursor.refuse("key")
    cursor.expect(":")
    cursor.learn_name(key)
    return nodes.Entry(key, _read_expression(cursor), at=token.at)


def _read_if(cursor: Cursor, at: int) -> Node:
    condition = _read_expression(cursor)
    cursor.expect("then")
    yes = _read_expression(cursor)
    cursor.expect("else")
    return nodes.If(condition, yes, _read_expression(cursor), at=at)


def _read_for(cursor: Cursor, at: int) -> Node:
    iterators = _read_iterators(cursor)
    cursor.expect("return")
    return nodes.For(iterators, _read_expression(cursor), at=at)


def _read_quantified(cursor: Cursor, at: int) -> Node:
    word = cursor.tokens[cursor.position - 1].text
    iterators = _read_iterators(cursor)
    cursor.expect("satisfies")
    return nodes.Quantified(word, iterators, _read_expression(cursor), at=at)


def _read_iterators(cursor: Cursor) -> tuple[nodes.Iterator, ...]:
    iterators = [_read_iterator(cursor)]
    while cursor.take_if(","):
        iterators.append(_read_iterator(cursor))
    return tuple(iterators)


def _read_iterator(cursor: Cursor) -> nodes.Iterator:
    at, name = cursor.token.at, cursor.take_words()
    cursor.learn_name(name)
    cursor.expect("in")
    source = _read_expression(cursor)
    if cursor.take_if(".."):
        source = nodes.Steps(source, _read_expression(cursor), at=source.at)
    return nodes.Iterator(name, source, at=at)


def _read_function(cursor: Cursor, at: int) -> Node:
    cursor.expect("(")
    parameters: list[nodes.Parameter] = []
    while not cursor.is_at(")"):
        parameters.append(_read_parameter(cursor))
        if not cursor.take_if(","):
            break
    cursor.expect(")")
    return nodes.FunctionLiteral(tuple(parameters), _read_expression(cursor), at=at)


def _read_parameter(cursor: Cursor) -> nodes.Parameter:
    at, name = cursor.token.at, cursor.take_words("parameter")
    cursor.learn_name(name)
    return nodes.Parameter(name, read_type(cursor) if cursor.take_if(":") else None, at=at)


_BRACKETS: dict[str, Callable[[Cursor], Node]] = {
    "(": _read_bracket,
    "[": _read_list,
    "]": _read_open_range,
    "{": _read_context,
    "@": _read_at,
    "?": _read_question,
}
_KEYWORDS: dict[str, Callable[[Cursor, int], Node]] = {
    "if": _read_if,
    "for": _read_for,
    "some": _read_quantified,
    "every": _read_quantified,
    "function": _read_function,
}
_INFIX: dict[int, Callable[[Cursor, Node, int], Node]] = {
    _OR: _read_or,
    _AND: _read_and,
    _COMPARISON: _read_comparison,
    _SUM: _read_arithmetic,
    _PRODUCT: _read_arithmetic,
    _POWER: _read_arithmetic,
}
