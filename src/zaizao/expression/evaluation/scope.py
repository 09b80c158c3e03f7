"""Where names are looked up while an expression is evaluated, and the meter that bounds one evaluation.

The outermost scope is the caller's mapping itself; frames are put in front of it by loops, filters, contexts and calls.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Protocol, TypeAlias

from zaizao.expression.errors import ExpressionTooLargeError
from zaizao.expression.limits import CALLS, STEPS
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import Value


class Scope(Protocol):
    """Anything that finds a value by name; a plain dict is one."""

    def get(self, name: str, default: Value, /) -> Value:
        """The value, or ``default`` when nothing has that name."""


Code: TypeAlias = Callable[[Scope], Value]
"""A compiled expression: from a scope to a value."""


class Meter:
    """What one evaluation has used up."""

    __slots__ = ("calls", "steps")

    def __init__(self) -> None:
        self.calls = 0
        self.steps = 0

    def spend(self, steps: int) -> None:
        """Count ``steps`` rounds. Raises ExpressionTooLargeError beyond `limits.STEPS`."""
        self.steps += steps
        if self.steps > STEPS:
            raise ExpressionTooLargeError(what="steps", limit=STEPS)

    def enter_call(self) -> None:
        """Count a call inside the calls going on. Raises ExpressionTooLargeError beyond `limits.CALLS`."""
        self.spend(1)
        self.calls += 1
        if self.calls > CALLS:
            raise ExpressionTooLargeError(what="calls", limit=CALLS)

    def leave_call(self) -> None:
        self.calls -= 1


class Frame:
    """Names in front of an outer scope."""

    __slots__ = ("meter", "outer", "values")

    def __init__(self, values: Mapping[str, Value], outer: Scope) -> None:
        self.values = values
        self.outer = outer
        self.meter: Meter = outer.meter if isinstance(outer, Frame) else Meter()

    def get(self, name: str, default: Value = UNKNOWN) -> Value:
        return self.values[name] if name in self.values else self.outer.get(name, default)


def get_meter(scope: Scope) -> Meter:
    """The meter of this evaluation."""
    return scope.meter if isinstance(scope, Frame) else Meter()
