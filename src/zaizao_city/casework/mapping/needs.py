"""What a definition asks of one applicant: its conditions held against the facts known so far."""

from __future__ import annotations

import functools
from collections.abc import Mapping

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


def list_open_questions(definition: ProcessDefinition, facts: Facts) -> list[str]:
    """The fields asked of the applicant that conditions still wait for, in the definition's order."""
    conditions = [item.when for item in definition.items.values()]
    conditions += [material.when for material in definition.materials.values()]
    conditions += [activity.when for activity in definition.activities.values()]
    waited = {
        name
        for condition in conditions
        if condition is not None and holds(condition, facts) is None
        for name in _compile(condition).reads
        if name not in facts
    }
    return [name for name, field in definition.fields.items() if name in waited and field.source == "applicant"]


def list_needed_items(definition: ProcessDefinition, facts: Facts) -> list[str]:
    """The items that the applicant needs, as far as it is known; those still open are among them."""
    return [name for name, item in definition.items.items() if holds(item.when, facts) is not False]


def list_needed_materials(definition: ProcessDefinition, facts: Facts) -> list[str]:
    """The materials asked of the applicant for the items needed: exactly these (一单告知), no other (LC4)."""
    return [
        name
        for name, material in definition.materials.items()
        if material.source == "applicant"
        and material.held is None
        and holds(material.when, facts) is not False
        and _is_taken(definition, name, facts)
    ]


def _is_taken(definition: ProcessDefinition, material: str, facts: Facts) -> bool:
    """Whether an activity that may still be needed takes the material."""
    needed = set(list_needed_items(definition, facts))
    takers = [one for one in definition.activities.values() if material in one.takes]
    serving = [one for one in takers if one.item is not None] or takers
    return not takers or any(
        (one.item is None or one.item in needed) and holds(one.when, facts) is not False for one in serving
    )
