"""Packs: a folder of processes with the organs, materials, bases and parties that they share (`pack.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import attrs

from zaizao.definition.model import Organ, ProcessDefinition

SHARED_TABLES = ("organs", "materials", "bases", "parties")


def merge_referenced(definition: ProcessDefinition, *, shared: Mapping[str, Mapping[str, Any]]) -> ProcessDefinition:
    """The definition with those of the shared values that it names added; its own win.

    What a merged value names in turn (an organ above, a material's basis) comes along.
    """
    words = _collect_words(definition)
    merged: dict[str, dict[str, Any]] = {}
    todo = sorted(words)
    while todo:
        word = todo.pop()
        for table in SHARED_TABLES:
            value = shared.get(table, {}).get(word)
            if value is not None and word not in getattr(definition, table) and word not in merged.get(table, {}):
                merged.setdefault(table, {})[word] = value
                todo.extend(_name_further(value))
    changes = {table: {**getattr(definition, table), **dict(sorted(new.items()))} for table, new in merged.items()}
    return attrs.evolve(definition, **changes) if changes else definition


def _name_further(value: Any) -> list[str]:
    """What a shared value itself refers to."""
    if isinstance(value, Organ):
        return [*([value.above] if value.above else []), *value.powers]
    basis = getattr(value, "basis", None)
    return [basis] if isinstance(basis, str) else []


def _collect_words(value: Any) -> set[str]:
    """Every text in the definition that could be a reference; texts for people cannot, as they are `Text`."""
    found: set[str] = set()
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            found.add(item)
        elif isinstance(item, Mapping):
            todo.extend(item.values())
        elif isinstance(item, tuple):
            todo.extend(item)
        elif attrs.has(type(item)):
            todo.extend(getattr(item, a.name) for a in attrs.fields(type(item)))
    return found
