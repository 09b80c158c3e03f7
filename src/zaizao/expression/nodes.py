"""The syntax tree of an expression: frozen values, each with the offset where its text begins.

Equality ignores the offsets. Nothing here evaluates, checks or prints.
"""

from __future__ import annotations

from decimal import Decimal

from zaizao.units.record import Record


class Node(Record, frozen=True, kw_only=True):
    """Any part of an expression; ``at`` is its offset in the text."""

    at: int = 0

    beside = ("at",)


class Literal(Node, frozen=True):
    """A number, string, true, false or null written out."""

    value: Decimal | str | bool | None

    @property
    def kind(self) -> str:
        """The name of the value's type."""
        return type(self.value).__name__

    def _listed(self) -> list[object]:
        return [self.kind, self.value]  # to Python 1 and true are equal


class AtLiteral(Node, frozen=True):
    """``@"2026-02-10"``: a date, time, date and time, or duration."""

    text: str


class Name(Node, frozen=True):
    """A field, a local variable or a function by its name; ``?`` is the value under test."""

    name: str


class Negate(Node, frozen=True):
    """``-operand``."""

    operand: Node


class Not(Node, frozen=True):
    """``not(operand)``, also written ``not operand``."""

    operand: Node


class Arithmetic(Node, frozen=True):
    """``left op right`` with op one of ``+ - * / **``."""

    op: str
    left: Node
    right: Node


class Comparison(Node, frozen=True):
    """``left op right`` with op one of ``= != < <= > >=``."""

    op: str
    left: Node
    right: Node


class And(Node, frozen=True):
    """All of two or more operands."""

    operands: tuple[Node, ...]


class Or(Node, frozen=True):
    """Any of two or more operands."""

    operands: tuple[Node, ...]


class Between(Node, frozen=True):
    """``value between low and high``, both ends included."""

    value: Node
    low: Node
    high: Node


class In(Node, frozen=True):
    """``value in (test, …)``; one test need not stand in brackets."""

    value: Node
    tests: tuple[Node, ...]


class UnaryComparison(Node, frozen=True):
    """``< 5`` and its kin: the left side is the value under test."""

    op: str
    value: Node


class UnaryTests(Node, frozen=True):
    """A list of tests as in a decision table's cell; no test at all is ``-``, which anything passes."""

    tests: tuple[Node, ...]
    negated: bool = False


class If(Node, frozen=True):
    """``if condition then yes else no``."""

    condition: Node
    yes: Node
    no: Node


class Iterator(Node, frozen=True):
    """``name in source``."""

    name: str
    source: Node


class Steps(Node, frozen=True):
    """``low..high`` in an iterator: counted up or down."""

    low: Node
    high: Node


class For(Node, frozen=True):
    """``for … return body``; ``partial`` holds the results so far."""

    iterators: tuple[Iterator, ...]
    body: Node


class Quantified(Node, frozen=True):
    """``some`` or ``every`` … ``satisfies`` condition."""

    word: str
    iterators: tuple[Iterator, ...]
    condition: Node


class Filter(Node, frozen=True):
    """``source[condition]``: by position when the condition is a number."""

    source: Node
    condition: Node


class Path(Node, frozen=True):
    """``source.name``; over a list, the list of its members' values."""

    source: Node
    name: str


class ListLiteral(Node, frozen=True):
    """``[a, b]``."""

    items: tuple[Node, ...]


class Entry(Node, frozen=True):
    """``key: value`` of a context."""

    key: str
    value: Node


class ContextLiteral(Node, frozen=True):
    """``{a: 1, b: a + 1}``; an entry sees those before it."""

    entries: tuple[Entry, ...]


class RangeLiteral(Node, frozen=True):
    """``[low..high]`` with open ends written ``(`` and ``)``."""

    low: Node
    high: Node
    low_closed: bool = True
    high_closed: bool = True


class TypeName(Node, frozen=True):
    """A type as written after ``instance of`` or a parameter's colon."""

    name: str
    arguments: tuple[TypeName, ...] = ()
    keys: tuple[str, ...] = ()
    """Entry names, for a context."""


class InstanceOf(Node, frozen=True):
    """``value instance of type``."""

    value: Node
    type: TypeName


class NamedArgument(Node, frozen=True):
    """``name: value`` in a call."""

    name: str
    value: Node


class Call(Node, frozen=True):
    """``function(arguments)``, positional or named, not mixed."""

    function: Node
    arguments: tuple[Node, ...] = ()


class Parameter(Node, frozen=True):
    """A parameter of a written function."""

    name: str
    type: TypeName | None = None


class FunctionLiteral(Node, frozen=True):
    """``function(a, b: number) body``."""

    parameters: tuple[Parameter, ...]
    body: Node
