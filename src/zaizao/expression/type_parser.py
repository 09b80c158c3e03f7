"""Types as written after ``instance of``, after a parameter's colon and in definitions: text to `TypeName`."""

from __future__ import annotations

from zaizao.expression.cursor import Cursor
from zaizao.expression.nodes import TypeName


def read_type_name(text: str) -> TypeName:
    """The type named by ``text``: ``number``, ``list<string>``, ``list of number``, ``context<a: date>`` …

    Raises ExpressionSyntaxError where it stops being one.
    """
    cursor = Cursor(text, ())
    found = read_type(cursor)
    if cursor.token.kind != "end":
        raise cursor.refuse("operator")
    return found


def read_type(cursor: Cursor) -> TypeName:
    """The type that begins at the cursor."""
    with cursor.nested():
        at = cursor.token.at
        if cursor.take_if("function"):
            return _read_function_type(cursor, at)
        name = cursor.take_words("type")
        if cursor.take_if("of"):
            return TypeName(name, (read_type(cursor),), at=at)
        if name == "context" and cursor.is_at("<"):
            return _read_context_type(cursor, at)
        arguments = (_read_type_argument(cursor),) if cursor.take_if("<") else ()
        return TypeName(name, arguments, at=at)


def _read_type_argument(cursor: Cursor) -> TypeName:
    argument = read_type(cursor)
    cursor.expect(">")
    return argument


def _read_context_type(cursor: Cursor, at: int) -> TypeName:
    cursor.take()
    keys: list[str] = []
    types: list[TypeName] = []
    while not cursor.is_at(">"):
        keys.append(cursor.take_words("name"))
        cursor.expect(":")
        types.append(read_type(cursor))
        if not cursor.take_if(","):
            break
    cursor.expect(">")
    return TypeName("context", tuple(types), tuple(keys), at=at)


def _read_function_type(cursor: Cursor, at: int) -> TypeName:
    """``function<a, b> -> c``: the result is the last argument."""
    types: list[TypeName] = []
    if cursor.take_if("<"):
        while not cursor.is_at(">"):
            types.append(read_type(cursor))
            if not cursor.take_if(","):
                break
        cursor.expect(">")
        cursor.expect("->")
        types.append(read_type(cursor))
    return TypeName("function", tuple(types), at=at)
