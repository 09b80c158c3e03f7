"""Built-ins with regular expressions: matches, replace, split. What patterns may be is in `zaizao.expression.pattern`."""

from __future__ import annotations

import re

from zaizao.expression.errors import ExpressionTooLargeError
from zaizao.expression.functions.registry import builtin
from zaizao.expression.limits import ITEMS
from zaizao.expression.pattern import Pattern, read_pattern
from zaizao.expression.values import Value

_REFERENCE = re.compile(r"\\([\\$])|\$([0-9])")


def _prepare(text: str, source: str, flags: str | None) -> Pattern | None:
    pattern = read_pattern(source, flags or "")
    if pattern is not None:
        pattern.check_text(text)
    return pattern


@builtin("matches(input: string, pattern: string, flags?: string) -> boolean")
def is_matching(text: str, source: str, flags: str | None = None) -> Value:
    """Whether the pattern is found somewhere in the text."""
    pattern = _prepare(text, source, flags)
    return None if pattern is None else pattern.compiled.search(text) is not None


@builtin("replace(input: string, pattern: string, replacement: string, flags?: string) -> string")
def replace_matches(text: str, source: str, replacement: str, flags: str | None = None) -> Value:
    """Every match replaced; ``$1`` in the replacement is the first group."""
    pattern = _prepare(text, source, flags)
    if pattern is None or pattern.compiled.fullmatch("") is not None:
        return None
    if (len(text) + 1) * (len(replacement) + 1) > 10 * ITEMS:
        raise ExpressionTooLargeError(what="string", limit=ITEMS)
    return pattern.compiled.sub(lambda match: _fill_groups(replacement, match), text)


def _fill_groups(replacement: str, match: re.Match[str]) -> str:
    def fill(reference: re.Match[str]) -> str:
        if reference[1]:
            return reference[1]
        group = int(reference[2])
        return (match[group] or "") if group <= match.re.groups else ""

    return _REFERENCE.sub(fill, replacement)


@builtin("split(string: string, delimiter: string) -> list")
def split_string(string: str, delimiter: str) -> Value:
    """The parts between the matches of a pattern."""
    pattern = _prepare(string, delimiter, None)
    if pattern is None or pattern.compiled.fullmatch("") is not None:
        return None
    ends = [match.span() for match in pattern.compiled.finditer(string)]
    starts = [0, *(end for _, end in ends)]
    return [
        string[start:stop] for start, stop in zip(starts, [*(begin for begin, _ in ends), len(string)], strict=True)
    ]
