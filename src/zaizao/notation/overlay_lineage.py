"""Which elements of the processes before an element of the process after stands for.

A reading of `replaces` for the picture only; whether what it claims may be so is the verifier's business, which
reads lineage for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, cast

from msgspec import Struct

from zaizao.definition.model import Activity, Field, Item, Material, ProcessDefinition

Kind = Literal["activities", "materials", "items", "fields"]
Element = Activity | Material | Item | Field
Key = tuple[str, str]
"""Process and identifier of an element of a process before."""


class Lineage(Struct, frozen=True):
    """For each element after what it stands for, and for each element before what stands for it."""

    origins: Mapping[str, tuple[Key, ...]]
    heirs: Mapping[Key, tuple[str, ...]]


def trace_lineage(before: Sequence[ProcessDefinition], *, after: ProcessDefinition, kind: Kind) -> Lineage:
    """Follow `replaces` (``PROCESS/ID``, or ``ID`` in whichever process has it); without it, the namesakes.

    Entries that name nothing in ``before`` are passed over. Linear in the number of elements and entries.
    """
    known = {(one.process, name): None for one in before for name in elements_of(one, kind=kind)}
    namesakes: dict[str, list[Key]] = {}
    for key in known:
        namesakes.setdefault(key[1], []).append(key)
    origins: dict[str, tuple[Key, ...]] = {}
    heirs: dict[Key, list[str]] = {key: [] for key in known}
    for name, element in elements_of(after, kind=kind).items():
        found: dict[Key, None] = {}
        for entry in element.replaces or (name,):
            process, slash, identifier = entry.partition("/")
            named = [(process, identifier)] if slash and element.replaces else namesakes.get(entry, [])
            found.update(dict.fromkeys(key for key in named if key in known))
        origins[name] = tuple(found)
        for key in found:
            heirs[key].append(name)
    return Lineage(origins, {key: tuple(names) for key, names in heirs.items()})


def elements_of(definition: ProcessDefinition, *, kind: Kind) -> Mapping[str, Element]:
    """The elements of one kind, by identifier."""
    return cast("Mapping[str, Element]", getattr(definition, kind))
