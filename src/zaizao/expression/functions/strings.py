"""Built-ins over strings. Positions count characters from 1, from the end if negative. Patterns are in `patterns`."""

from __future__ import annotations

from decimal import Decimal

from zaizao.expression.functions.registry import builtin
from zaizao.expression.values import Value


@builtin("substring(string: string, start position: number, length?: number) -> string")
def cut_substring(string: str, start: Decimal, length: Decimal | None = None) -> Value:
    """``length`` characters (or the rest) from ``start``."""
    begin = int(start) - 1 if start > 0 else len(string) + int(start)
    if start == 0 or (length is not None and length < 1):
        return None
    return string[max(begin, 0) : None if length is None else max(begin, 0) + int(length)]


@builtin("string length(string: string) -> number")
def count_characters(string: str) -> Value:
    """Characters, each counted once however it is stored."""
    return Decimal(len(string))


@builtin("upper case(string: string) -> string")
def to_upper(string: str) -> Value:
    """Capitals."""
    return string.upper()


@builtin("lower case(string: string) -> string")
def to_lower(string: str) -> Value:
    """Small letters."""
    return string.lower()


@builtin("substring before(string: string, match: string) -> string")
def cut_before(string: str, match: str) -> Value:
    """What stands before the first ``match``; empty when there is none."""
    return string.partition(match)[0] if match and match in string else ""


@builtin("substring after(string: string, match: string) -> string")
def cut_after(string: str, match: str) -> Value:
    """What stands after the first ``match``; empty when there is none."""
    return string.partition(match)[2] if match else string


@builtin("contains(string: string, match: string) -> boolean")
def has_substring(string: str, match: str) -> Value:
    """Whether ``match`` occurs."""
    return match in string


@builtin("starts with(string: string, match: string) -> boolean")
def has_prefix(string: str, match: str) -> Value:
    """Whether ``string`` begins so."""
    return string.startswith(match)


@builtin("ends with(string: string, match: string) -> boolean")
def has_suffix(string: str, match: str) -> Value:
    """Whether ``string`` ends so."""
    return string.endswith(match)


@builtin("string join(list: list, delimiter?: string) -> string")
def join_strings(items: list[Value], delimiter: str | None = None) -> Value:
    """The strings in a row; nulls are left out."""
    parts = [item for item in items if item is not None]
    if not all(isinstance(part, str) for part in parts):
        return None
    return (delimiter or "").join(str(part) for part in parts)
