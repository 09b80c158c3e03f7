"""What can be refused about an expression: its text, its types, its size, its patterns.

    ZaizaoError
    ├── InputError
    │   ├── ExpressionSyntaxError      the text cannot be read (one problem, where reading stopped)
    │   └── ExpressionTypeError        the text reads but cannot mean anything with these fields (all problems)
    ├── ExpressionTooLargeError        evaluating would grow beyond `limits`
    └── PatternRefusedError            a regular expression that could run for ever

A value of the wrong type met while evaluating is no error: FEEL answers null.
"""

from __future__ import annotations

from zaizao.errors import InputError, Location, Problem, ZaizaoError
from zaizao.expression.wanted import name_wanted, say_both
from zaizao.units import Text


class ExpressionSyntaxError(InputError, ValueError):
    """The expression cannot be read."""

    code = "expression-syntax"


class ExpressionTypeError(InputError, TypeError):
    """The expression does not fit the fields it reads."""

    code = "expression-type"


class ExpressionTooLargeError(ZaizaoError):
    """The expression would create more than one evaluation may; narrow its range or list."""

    code = "expression-too-large"

    def __init__(self, *, what: str | Text, limit: int) -> None:
        named = what if isinstance(what, Text) else say_both(f"expression-size-{what}")
        super().__init__(what=named, limit=limit)


class PatternRefusedError(ZaizaoError):
    """The regular expression could take too long; write it without repetitions inside repetitions."""

    code = "expression-pattern-refused"


def locate(text: str, offset: int) -> Location:
    """Line and column (from 1) of ``offset`` in ``text``."""
    line = text.count("\n", 0, offset) + 1
    return Location(line=line, column=offset - text.rfind("\n", 0, offset))


def refuse_text(text: str, offset: int, *, found: str, expected: str) -> ExpressionSyntaxError:
    """The error for ``text`` that stops making sense at ``offset``; ``expected`` as in `wanted.WANTED`, or a sign."""
    shown = text if len(text) <= 200 else text[:200] + "…"
    fields = {"text": shown, "found": name_wanted(found), "expected": name_wanted(expected)}
    return ExpressionSyntaxError([Problem("expression-syntax", fields, locate(text, offset))])


def refuse_size(text: str, offset: int, *, what: str, limit: int) -> ExpressionSyntaxError:
    """The error for a text that is longer or deeper than `limits` allow."""
    fields = {"what": say_both(f"expression-size-{what}"), "limit": limit}
    return ExpressionSyntaxError([Problem("expression-too-large", fields, locate(text, offset))])
