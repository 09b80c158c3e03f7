"""Guards as formulas over situations: truth fields, listed texts, numbers and days by the regions guards tell apart.

What cannot be read so (a call, two fields compared, a list looked through) is one opaque statement, known by its
canonical text: the same statement on both sides is the same, anything else is taken to be independent of it. That can
raise a false alarm and cannot hide a loss.
"""

from __future__ import annotations

import datetime as dt
import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal

from msgspec import Struct, field

from zaizao.definition.model import Field
from zaizao.errors import ZaizaoError
from zaizao.expression import Node, compile_expression, list_reads, nodes, parse, to_feel
from zaizao.verification.diagram import FALSE, TRUE
from zaizao.verification.domains import Domain, Situations

OTHER = "…"
"""A text that no guard names."""
_PLAIN = (nodes.Literal, nodes.AtLiteral, nodes.Negate, nodes.RangeLiteral, nodes.ListLiteral, nodes.UnaryComparison)
_WORD = re.compile(r"[^\W\d][\w-]*|\"(?:[^\"\\]|\\.)*\"")

NameField = Callable[[str], str]
"""From a field's id in one definition to the key it has in all."""


class Known(Struct, frozen=True):
    """What the guards of all definitions need to know about one field."""

    type: str
    options: tuple[str, ...] = ()
    constants: frozenset[object] = frozenset()


def find_subject(node: Node) -> str | None:
    """The one field that a test asks about, when all else in it is written out; None otherwise."""
    if isinstance(node, nodes.Comparison):
        pair = (node.left, node.right)
        subject, rest = pair if isinstance(node.left, nodes.Name) else pair[::-1]
        tests: tuple[Node, ...] = (rest,)
    elif isinstance(node, nodes.Between):
        subject, tests = node.value, (node.low, node.high)
    elif isinstance(node, nodes.In):
        subject, tests = node.value, node.tests
    else:
        return None
    if isinstance(subject, nodes.Name) and all(_is_written_out(test) for test in tests):
        return subject.name
    return None


def _is_written_out(node: Node) -> bool:
    if isinstance(node, nodes.Literal):
        return node.value is not None
    if isinstance(node, nodes.UnaryTests):
        return not node.negated and all(_is_written_out(test) for test in node.tests)
    return isinstance(node, _PLAIN) and all(_is_written_out(child) for child in nodes_inside(node))


def nodes_inside(node: Node) -> Iterator[Node]:
    """The nodes directly inside a plain test."""
    for name in ("operand", "low", "high", "value"):
        child = getattr(node, name, None)
        if isinstance(child, Node):
            yield child
    yield from getattr(node, "items", ())


def find_constants(node: Node) -> Iterator[object]:
    """Every number, text, truth or day written out in a test."""
    if isinstance(node, nodes.Literal):
        yield node.value
    elif isinstance(node, nodes.AtLiteral | nodes.Negate):
        yield compile_expression(node).evaluate({})
    else:
        parts = (node.left, node.right) if isinstance(node, nodes.Comparison) else tuple(nodes_inside(node))
        for child in (*parts, *getattr(node, "tests", ())):
            yield from find_constants(child)


def walk_tests(node: Node) -> Iterator[Node]:
    """The tests that truth is made of: what stands below and, or, not, if."""
    if isinstance(node, nodes.And | nodes.Or):
        for operand in node.operands:
            yield from walk_tests(operand)
    elif isinstance(node, nodes.Not):
        yield from walk_tests(node.operand)
    elif isinstance(node, nodes.If):
        for part in (node.condition, node.yes, node.no):
            yield from walk_tests(part)
    else:
        yield node


@functools.lru_cache(maxsize=4096)
def read_guard(text: str) -> Node | None:
    """The tree of a guard; None where it cannot be read, which is then opaque."""
    try:
        return parse(text)
    except ZaizaoError:
        return None


class Fields(Struct):
    """The fields of all definitions by their common keys, with every constant that a guard compares them with."""

    known: dict[str, Known] = field(default_factory=dict)

    def learn_fields(self, declared: Mapping[str, Field], name_field: NameField) -> None:
        """Take in the fields of one definition."""
        for name, about in declared.items():
            key = name_field(name)
            old = self.known.get(key, Known(about.type))
            options = tuple(dict.fromkeys((*old.options, *about.options)))
            self.known[key] = Known(old.type if old.type == about.type else "mixed", options, old.constants)

    def learn_guard(self, text: str, name_field: NameField) -> None:
        """Take in the constants of one guard."""
        node = read_guard(text)
        for test in walk_tests(node) if node is not None else ():
            subject = find_subject(test)
            if subject is None:
                continue
            key = name_field(subject)
            if key in self.known:
                old = self.known[key]
                self.known[key] = Known(old.type, old.options, old.constants | frozenset(find_constants(test)))

    def values_of(self, key: str) -> tuple[object, ...] | None:
        """One value for each region that the guards can tell apart; None for a field that is not looked into."""
        known = self.known.get(key)
        if known is None:
            return None
        if known.type == "boolean":
            return (True, False)
        if known.type == "string":
            return known.options or (*sorted(c for c in known.constants if isinstance(c, str)), OTHER)
        if known.type == "number":
            return list_numbers(c for c in known.constants if isinstance(c, Decimal))
        if known.type == "date":
            return list_days(c for c in known.constants if type(c) is dt.date)
        return None


def list_numbers(constants: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """The constants, one number between any two neighbours, one below and one above."""
    marks = sorted(constants)
    if not marks:
        return (Decimal(0),)
    between = [(low + high) / 2 for low, high in itertools.pairwise(marks)]
    return tuple(sorted({*marks, *between, marks[0] - 1, marks[-1] + 1}))


def list_days(constants: Iterable[dt.date]) -> tuple[dt.date, ...]:
    """The constants and the days beside them: one day of each region at least."""
    day = dt.timedelta(days=1)
    found = {near for mark in constants for near in (mark - day, mark, mark + day)}
    return tuple(sorted(found)) or (dt.date(2000, 1, 1),)


class GuardReader:
    """Turns the guards of one definition into formulas."""

    def __init__(self, situations: Situations, fields: Fields, name_field: NameField) -> None:
        self._situations = situations
        self._fields = fields
        self._name = name_field
        self._read: dict[str, int] = {}

    def formula(self, text: str | None) -> int:
        """Where a guard holds; everywhere for none."""
        if text is None:
            return TRUE
        found = self._read.get(text)
        if found is None:
            node = read_guard(text)
            found = self._read[text] = self.opaque(text) if node is None else self._formula(node)
        return found

    def opaque(self, text: str) -> int:
        """A statement of which only the words are known; fields by their common keys."""
        canonical = self.canonical(text)
        return self._situations.truth(f"says {canonical}", name=canonical)

    def canonical(self, text: str) -> str:
        """An expression in one spelling, its fields by their common keys."""
        node = read_guard(text)
        if node is None:
            return text
        reads = list_reads(node)
        return _WORD.sub(lambda found: self._name(found[0]) if found[0] in reads else found[0], to_feel(node))

    def _formula(self, node: Node) -> int:
        diagram = self._situations.diagram
        if isinstance(node, nodes.And):
            return diagram.all_of(self._formula(part) for part in node.operands)
        if isinstance(node, nodes.Or):
            return diagram.any_of(self._formula(part) for part in node.operands)
        if isinstance(node, nodes.Not):
            return diagram.negate(self._formula(node.operand))
        if isinstance(node, nodes.If):
            return diagram.choose(*(self._formula(part) for part in (node.condition, node.yes, node.no)))
        if isinstance(node, nodes.Literal) and isinstance(node.value, bool):
            return TRUE if node.value else FALSE
        return self._test(node)

    def _test(self, node: Node) -> int:
        subject = node.name if isinstance(node, nodes.Name) else find_subject(node)
        domain = self._domain(subject) if subject is not None else None
        if domain is None or subject is None:
            return self.opaque(to_feel(node))
        test = compile_expression(node)
        answers = [test.test({subject: value}) for value in domain.values]
        if not all(answer is True or answer is False for answer in answers):
            return self.opaque(to_feel(node))
        return self._situations.among(domain, [v for v, a in zip(domain.values, answers, strict=True) if a is True])

    def _domain(self, name: str) -> Domain | None:
        key = self._name(name)
        values = self._fields.values_of(key)
        if values is None:
            return None
        return self._situations.declare(f"field {key}", values, name=key)
