"""The syntax tree of an expression: frozen values, each with the offset where its text begins.

Equality ignores the offsets. Nothing here evaluates, checks or prints.
"""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from zaizao.units.record import Record


@frozen(kw_only=True, slots=False, eq=False, repr=False)
class Node(Record):
    """Any part of an expression; ``at`` is its offset in the text."""

    at: int = field(default=0, eq=False, repr=False)


@frozen(slots=False)
class Literal(Node):
    """A number, string, true, false or null written out."""

    value: Decimal | str | bool | None
    kind: str = field(init=False, repr=False)

    @kind.default
    def _kind_of(self) -> str:
        return type(self.value).__name__


@frozen(slots=False, eq=False, repr=False)
class AtLiteral(Node):
    """``@"2026-02-10"``: a date, time, date and time, or duration."""

    text: str


@frozen(slots=False, eq=False, repr=False)
class Name(Node):
    """A field, a local variable or a function by its name; ``?`` is the value under test."""

    name: str


@frozen(slots=False, eq=False, repr=False)
class Negate(Node):
    """``-operand``."""

    operand: Node


@frozen(slots=False, eq=False, repr=False)
class Not(Node):
    """``not(operand)``, also written ``not operand``."""

    operand: Node


@frozen(slots=False, eq=False, repr=False)
class Arithmetic(Node):
    """``left op right`` with op one of ``+ - * / **``."""

    op: str
    left: Node
    right: Node


@frozen(slots=False, eq=False, repr=False)
class Comparison(Node):
    """``left op right`` with op one of ``= != < <= > >=``."""

    op: str
    left: Node
    right: Node


@frozen(slots=False, eq=False, repr=False)
class And(Node):
    """All of two or more operands."""

    operands: tuple[Node, ...]


@frozen(slots=False, eq=False, repr=False)
class Or(Node):
    """Any of two or more operands."""

    operands: tuple[Node, ...]


@frozen(slots=False, eq=False, repr=False)
class Between(Node):
    """``value between low and high``, both ends included."""

    value: Node
    low: Node
    high: Node


@frozen(slots=False, eq=False, repr=False)
class In(Node):
    """``value in (test, …)``; one test need not stand in brackets."""

    value: Node
    tests: tuple[Node, ...]


@frozen(slots=False, eq=False, repr=False)
class UnaryComparison(Node):
    """``< 5`` and its kin: the left side is the value under test."""

    op: str
    value: Node


@frozen(slots=False, eq=False, repr=False)
class UnaryTests(Node):
    """A list of tests as in a decision table's cell; no test at all is ``-``, which anything passes."""

    tests: tuple[Node, ...]
    negated: bool = False


@frozen(slots=False, eq=False, repr=False)
class If(Node):
    """``if condition then yes else no``."""

    condition: Node
    yes: Node
    no: Node


@frozen(slots=False, eq=False, repr=False)
class Iterator(Node):
    """``name in source``."""

    name: str
    source: Node


@frozen(slots=False, eq=False, repr=False)
class Steps(Node):
    """``low..high`` in an iterator: counted up or down."""

    low: Node
    high: Node


@frozen(slots=False, eq=False, repr=False)
class For(Node):
    """``for … return body``; ``partial`` holds the results so far."""

    iterators: tuple[Iterator, ...]
    body: Node


@frozen(slots=False, eq=False, repr=False)
class Quantified(Node):
    """``some`` or ``every`` … ``satisfies`` condition."""

    word: str
    iterators: tuple[Iterator, ...]
    condition: Node


@frozen(slots=False, eq=False, repr=False)
class Filter(Node):
    """``source[condition]``: by position when the condition is a number."""

    source: Node
    condition: Node


@frozen(slots=False, eq=False, repr=False)
class Path(Node):
    """``source.name``; over a list, the list of its members' values."""

    source: Node
    name: str


@frozen(slots=False, eq=False, repr=False)
class ListLiteral(Node):
    """``[a, b]``."""

    items: tuple[Node, ...]


@frozen(slots=False, eq=False, repr=False)
class Entry(Node):
    """``key: value`` of a context."""

    key: str
    value: Node


@frozen(slots=False, eq=False, repr=False)
class ContextLiteral(Node):
    """``{a: 1, b: a + 1}``; an entry sees those before it."""

    entries: tuple[Entry, ...]


@frozen(slots=False, eq=False, repr=False)
class RangeLiteral(Node):
    """``[low..high]`` with open ends written ``(`` and ``)``."""

    low: Node
    high: Node
    low_closed: bool = True
    high_closed: bool = True


@frozen(slots=False, eq=False, repr=False)
class TypeName(Node):
    """A type as written after ``instance of`` or a parameter's colon."""

    name: str
    arguments: tuple[TypeName, ...] = ()
    keys: tuple[str, ...] = ()
    """Entry names, for a context."""


@frozen(slots=False, eq=False, repr=False)
class InstanceOf(Node):
    """``value instance of type``."""

    value: Node
    type: TypeName


@frozen(slots=False, eq=False, repr=False)
class NamedArgument(Node):
    """``name: value`` in a call."""

    name: str
    value: Node


@frozen(slots=False, eq=False, repr=False)
class Call(Node):
    """``function(arguments)``, positional or named, not mixed."""

    function: Node
    arguments: tuple[Node, ...] = ()


@frozen(slots=False, eq=False, repr=False)
class Parameter(Node):
    """A parameter of a written function."""

    name: str
    type: TypeName | None = None


@frozen(slots=False, eq=False, repr=False)
class FunctionLiteral(Node):
    """``function(a, b: number) body``."""

    parameters: tuple[Parameter, ...]
    body: Node
