"""How a built-in function is declared, found and called.

A declaration is a signature as a reader would write it::

    @builtin("substring(string: string, start position: number, length?: number) -> string")

``name?`` may be left out, ``...name`` takes all that follow, ``a|b`` accepts either kind. Arguments that fit no
signature give null, as FEEL wants; a function is called only with what it declared. An UNKNOWN argument (or one
that holds UNKNOWN) gives UNKNOWN, unless the function says it can decide without (``keeps_unknown``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import DecimalException
from functools import cached_property
from typing import Any, TypeVar

from msgspec import Struct

from zaizao.expression.errors import ExpressionTooLargeError
from zaizao.expression.limits import ITEMS
from zaizao.expression.unknown import UNKNOWN
from zaizao.expression.values import FunctionValue, Value, has_unknown, kind_of, read_number

_Function = TypeVar("_Function", bound=Callable[..., Value])
_SIGNATURE = re.compile(r"([a-z ]+)\((.*)\) -> ([a-z|\-]+)")
_PARAMETER = re.compile(r"(\.\.\.)?([a-z0-9 ]+)(\?)?: ([a-z|\-]+)")
_MISFIT = object()


class Slot(Struct, frozen=True):
    """One parameter: its name and the kinds it takes."""

    name: str
    kinds: frozenset[str]
    is_optional: bool = False
    takes_rest: bool = False


class Overload(Struct, frozen=True):
    """One way to call a function."""

    slots: tuple[Slot, ...]
    result: str
    compute: Callable[..., Value]

    def arrange(self, arguments: Sequence[Value], names: Sequence[str] | None) -> list[Value] | None:
        """The arguments in the order of the slots, converted; None when they do not fit."""
        if names is not None:
            return self._arrange_named(dict(zip(names, arguments, strict=True)), len(names))
        if self.slots and self.slots[-1].takes_rest:
            slots = [*self.slots[:-1], *([self.slots[-1]] * (len(arguments) - len(self.slots) + 1))]
        else:
            slots = list(self.slots[: len(arguments)])
        if (
            len(slots) != len(arguments)
            or (not arguments and self.slots)
            or not all(s.is_optional or s.takes_rest for s in self.slots[len(slots) :])
        ):
            return None
        return _fit_all(slots, arguments)

    def _arrange_named(self, given: dict[str, Value], count: int) -> list[Value] | None:
        if len(given) != count or not given.keys() <= {slot.name for slot in self.slots}:
            return None
        if any(slot.name not in given and not slot.is_optional for slot in self.slots):
            return None
        values = [given.get(slot.name) for slot in self.slots]
        fitted = [
            _fit(slot, value) if slot.name in given else None for slot, value in zip(self.slots, values, strict=True)
        ]
        return None if any(value is _MISFIT for value in fitted) else fitted


class Builtin(Struct, frozen=True, dict=True):
    """A built-in function with all its signatures."""

    name: str
    overloads: tuple[Overload, ...]
    keeps_unknown: bool = False

    @cached_property
    def value(self) -> FunctionValue:
        """The function itself, as expressions hold it."""
        return FunctionValue(self.name, self.invoke)

    def invoke(self, arguments: list[Value], names: list[str] | None = None) -> Value:
        """Call with ``arguments``, which ``names`` name if given."""
        if not self.keeps_unknown and any(has_unknown(argument) for argument in arguments):
            return UNKNOWN
        for overload in self.overloads:
            fitted = overload.arrange(arguments, names)
            if fitted is not None:
                return _bound_size(_compute(overload, fitted))
        return None


BUILTINS: dict[str, Builtin] = {}


def builtin(*signatures: str, keeps_unknown: bool = False) -> Callable[[_Function], _Function]:
    """Declare the decorated function as the meaning of ``signatures``."""

    def declare(function: _Function) -> _Function:
        for signature in signatures:
            name, overload = _read_signature(signature, function)
            known = BUILTINS.get(name)
            overloads = (*known.overloads, overload) if known else (overload,)
            BUILTINS[name] = Builtin(name, overloads, keeps_unknown)
        return function

    return declare


def _read_signature(text: str, function: Callable[..., Value]) -> tuple[str, Overload]:
    match = _SIGNATURE.fullmatch(text)
    if match is None:
        raise ValueError(text)
    slots = tuple(_read_slot(part) for part in match[2].split(", ") if part)
    return match[1], Overload(slots, match[3], function)


def _read_slot(text: str) -> Slot:
    match = _PARAMETER.fullmatch(text)
    if match is None:
        raise ValueError(text)
    return Slot(match[2], frozenset(match[4].split("|")), bool(match[3]), bool(match[1]))


def _fit_all(slots: Sequence[Slot], arguments: Sequence[Value]) -> list[Value] | None:
    fitted = []
    for slot, argument in zip(slots, arguments, strict=True):
        value = _fit(slot, argument)
        if value is _MISFIT:
            return None
        fitted.append(value)
    return fitted


def _fit(slot: Slot, value: Value) -> Any:
    """``value`` as the slot wants it: numbers as Decimal, one item as a list of one, a list of one as its item."""
    kind = kind_of(value)
    if kind in slot.kinds:
        number = read_number(value) if kind == "number" else value
        return _MISFIT if number is None and kind == "number" else number
    if "any" in slot.kinds or (kind == "unknown"):
        return value
    if kind == "null":
        return None if slot.is_optional else _MISFIT
    if "list" in slot.kinds:
        return [value]
    if kind == "list" and len(value) == 1 and kind_of(value[0]) != "list":  # type: ignore[arg-type,index]
        return _fit(slot, value[0])  # type: ignore[index]
    return _MISFIT


def _compute(overload: Overload, arguments: list[Value]) -> Value:
    try:
        return overload.compute(*arguments)
    except (DecimalException, OverflowError, ZeroDivisionError):
        return None


def _bound_size(value: Value) -> Value:
    if isinstance(value, str | list) and len(value) > ITEMS:
        raise ExpressionTooLargeError(what="result", limit=ITEMS)
    return value
