"""What a definition asks of one applicant, as the guide tells them: the same list before applying and at the counter."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from zaizao import guidance
from zaizao.definition import ProcessDefinition
from zaizao.expression import UNKNOWN, Expression, compile_expression
from zaizao.net.state import NULL

Facts = Mapping[str, object]

_compile = functools.lru_cache(maxsize=4096)(compile_expression)


def holds(condition: str | None, facts: Facts) -> bool | None:
    """Whether a condition holds; None while a fact it reads is unknown. No condition always holds."""
    if condition is None:
        return True
    expression: Expression = _compile(condition)
    value = expression.evaluate({name: _value(facts, name) for name in expression.reads})
    return value if isinstance(value, bool) else None


def _value(facts: Facts, name: str) -> object:
    value = facts.get(name, UNKNOWN)
    return None if value is NULL else value


def list_needed_materials(definition: ProcessDefinition, facts: Facts) -> list[str]:
    """The materials asked of the applicant: exactly these (一单告知), no other (LC4); nothing that the state has."""
    known = {name: None if value is NULL else value for name, value in facts.items()}
    wanted = guidance.foresee(definition, known).materials
    return [name for name in list_askable_materials(definition) if wanted[name] is not False]


def list_askable_materials(definition: ProcessDefinition) -> list[str]:
    """The materials that some applicant may be asked for; what the state has or makes is not among them."""
    return [name for name, one in definition.materials.items() if one.source == "applicant" and one.held is None]


def list_open_questions(definition: ProcessDefinition, facts: Facts) -> list[str]:
    """The fields asked of the applicant that conditions still wait for, in the definition's order."""
    known = {name: None if value is NULL else value for name, value in facts.items()}
    return [each.field for each in guidance.list_open_questions(definition, known)]
