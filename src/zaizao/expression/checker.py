"""Whether an expression can mean something over given fields: every problem at once, each with its column.

Problems: unknown names (with the nearest known one), operators and arguments of kinds that do not go together,
an enumeration compared with what is not among its options, ``@"…"`` that is no date, conditions that are no condition.
What a filter's items hold is not always known; names that may be entries of such items are let pass.
"""

from __future__ import annotations

from collections.abc import Mapping

from zaizao.errors import Problem
from zaizao.expression.inference import Checker
from zaizao.expression.naming import name_type
from zaizao.expression.nodes import Node
from zaizao.expression.printer import to_feel
from zaizao.expression.types import FieldType


def check_types(
    node: Node, types: Mapping[str, FieldType], *, text: str | None = None
) -> tuple[FieldType, tuple[Problem, ...]]:
    """The type of ``node`` over the fields ``types``, and all problems.

    ``text`` is what ``node`` was parsed from, for lines and columns; without it the canonical text on one line.
    """
    checker = Checker(text if text is not None else to_feel(node))
    found = checker.infer(node, dict(types))
    return found, tuple(sorted(checker.problems, key=lambda problem: (problem.where.line, problem.where.column)))


def check_guard(node: Node, types: Mapping[str, FieldType], *, text: str | None = None) -> tuple[Problem, ...]:
    """`check_types`, and that the result is a condition."""
    found, problems = check_types(node, types, text=text)
    if found.kind in ("boolean", "any", "null"):
        return problems
    checker = Checker(text if text is not None else to_feel(node))
    checker.report(node, "expression-guard-not-boolean", found=name_type(found))
    return (*problems, *checker.problems)
