"""What the processes of a pack share (`pack.yaml`), and which of it one process takes.

Reading the file is `reading`'s business, a whole folder `packs`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from attrs import frozen

from zaizao.definition.marks import key
from zaizao.definition.model import Basis, Ground, Material, Organ, Party, ProcessDefinition
from zaizao.units import Text

SHARED_TABLES = ("organs", "materials", "bases", "parties")


@frozen
class Shared:
    """The contents of a `pack.yaml`."""

    name: Text | None = key(default=None, says="What the pack is about")
    organs: Mapping[str, Organ] = key(factory=dict, says="Organs that the processes may name")
    bases: Mapping[str, Basis] = key(factory=dict, says="Legal bases that the processes may cite")
    materials: Mapping[str, Material] = key(factory=dict, says="Materials that the processes may take")
    parties: Mapping[str, Party] = key(factory=dict, says="Parties that the processes may name")
    source: str | None = key(default=None, says="Where the descriptions come from")


FindBasis = Callable[[str], Basis | None]
"""Finds a legal basis by its identifier in a library of law texts."""


def merge_referenced(
    definition: ProcessDefinition, *, shared: Shared, find_basis: FindBasis | None = None
) -> ProcessDefinition:
    """The definition with those of the shared values that it names added; its own win.

    What a merged value names in turn (an organ above, a material's basis) comes along.
    """
    merged: dict[str, dict[str, Any]] = {table: {} for table in SHARED_TABLES}
    todo = sorted(_collect_words(definition))
    while todo:
        word = todo.pop()
        for table, taken in merged.items():
            value = getattr(shared, table).get(word)
            if value is not None and word not in getattr(definition, table) and word not in taken:
                taken[word] = value
                todo.extend(_name_further(value))
    if find_basis is not None:
        merged["bases"].update(_find_missing(definition, merged, find_basis=find_basis))
    changes: dict[str, Any] = {
        table: {**getattr(definition, table), **dict(sorted(taken.items()))} for table, taken in merged.items() if taken
    }
    return attrs.evolve(definition, **changes) if changes else definition


def _find_missing(
    definition: ProcessDefinition, merged: Mapping[str, Mapping[str, Any]], *, find_basis: FindBasis
) -> dict[str, Basis]:
    """The bases cited that neither the process nor its pack declares, as far as the library has them."""
    cited = list_cited(attrs.evolve(definition, organs={**definition.organs, **merged["organs"]}))
    cited |= {m.basis for m in merged["materials"].values() if m.basis is not None}
    missing = cited - set(definition.bases) - set(merged["bases"])
    found = {name: find_basis(name) for name in sorted(missing)}
    return {name: basis for name, basis in found.items() if basis is not None}


def list_cited(definition: ProcessDefinition) -> set[str]:
    """The identifiers of all legal bases that the definition cites."""
    cited = {link.of for a in definition.activities.values() for link in a.after if link.of and link.ground is Ground.LAW}
    todo: list[Any] = [definition]
    while todo:
        value = todo.pop()
        if isinstance(value, Mapping):
            todo.extend(value.values())
        elif isinstance(value, tuple):
            todo.extend(value)
        elif attrs.has(type(value)):
            for a in attrs.fields(type(value)):
                held = getattr(value, a.name)
                if a.name == "basis" and held:
                    cited.add(held)
                elif a.name in ("bases", "powers") and isinstance(held, tuple):
                    cited.update(held)
                elif not isinstance(held, str):
                    todo.append(held)
    return cited


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
