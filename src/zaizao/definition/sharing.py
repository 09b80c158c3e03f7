"""What the processes of a pack share (`pack.yaml`), and which of it one process takes.

Reading the file is `reading`'s business, a whole folder `packs`'s.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from zaizao.definition.marks import key
from zaizao.definition.model import Basis, Field, Material, Organ, Party, ProcessDefinition
from zaizao.units import Text

if TYPE_CHECKING:
    from zaizao.law import Library

_TABLES = {
    "organ": ("organs",),
    "actor": ("organs", "parties"),
    "basis": ("bases",),
    "material": ("materials",),
    "object": ("materials", "fields"),
    "field": ("fields",),
}


class Shared(Struct, frozen=True):
    """The contents of a `pack.yaml`."""

    name: Annotated[Text | None, key(says="What the pack is about")] = None
    organs: Annotated[Mapping[str, Organ], key(says="Organs that the processes may name")] = {}
    bases: Annotated[Mapping[str, Basis], key(says="Legal bases that the processes may cite")] = {}
    materials: Annotated[Mapping[str, Material], key(says="Materials that the processes may take")] = {}
    fields: Annotated[Mapping[str, Field], key(says="Facts that the processes may ask and read")] = {}
    parties: Annotated[Mapping[str, Party], key(says="Parties that the processes may name")] = {}
    source: Annotated[str | None, key(says="Where the descriptions come from")] = None


FindBasis = Callable[[str], Basis | None]
"""Finds a legal basis by its identifier in a library of law texts."""


def merge_missing(
    definition: ProcessDefinition, missing: Iterable[tuple[str, str]], *, shared: Shared, find_basis: FindBasis
) -> ProcessDefinition:
    """The definition with what it names without declaring it, as far as that is shared.

    ``missing`` are pairs of the kind of reference and the identifier. The same definition when nothing was found.
    """
    taken: dict[str, dict[str, Any]] = {}
    for kind, name in sorted(missing):
        for table in _TABLES.get(kind, ()):
            value = getattr(shared, table).get(name)
            if value is None and kind == "basis":
                value = find_basis(name)
            if value is not None:
                taken.setdefault(table, {})[name] = value
    changes: dict[str, Any] = {table: {**getattr(definition, table), **new} for table, new in taken.items()}
    return replace(definition, **changes) if changes else definition


def find_in_library(library: Library) -> FindBasis:
    """Bases by identifier (``licensing-42``) from law texts: the newest version at hand, with its dates."""
    newest = {article.id: article for article in library}

    def find(name: str) -> Basis | None:
        article = newest.get(name)
        if article is None:
            return None
        until = article.until.isoformat() if article.until is not None else None
        return Basis(article.law, article.label, since=article.since.isoformat(), until=until)

    return find


def find_shipped(name: str) -> Basis | None:
    """A basis from the law texts shipped with the product."""
    return _open_shipped()(name)


@functools.cache
def _open_shipped() -> FindBasis:
    from zaizao.law import shipped_library  # noqa: PLC0415  (most definitions declare their bases: not loaded for them)

    return find_in_library(shipped_library())
