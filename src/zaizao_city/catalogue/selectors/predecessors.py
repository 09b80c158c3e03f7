"""What stood before the version of a process that is in force: the process as found, or its first published version."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from zaizao.definition import ProcessDefinition, load_pack
from zaizao.definition.model import Kind
from zaizao.units.resources import packs_folder
from zaizao_city.catalogue.mapping.shipped import PROCESS_PACKS
from zaizao_city.catalogue.models import DefinitionVersion
from zaizao_city.catalogue.selectors.definitions import get_definition
from zaizao_city.catalogue.selectors.versions import OPEN_TO_ALL


def find_before(version: DefinitionVersion) -> tuple[ProcessDefinition, ...]:
    """The processes somebody had to go through before: as found where the product ships them, else the first version.

    Several where one chain took the place of several matters; none where nothing stood before.
    """
    found = _read_found().get(version.process, ())
    if found:
        return found
    first = DefinitionVersion.objects.filter(process=version.process, status__in=OPEN_TO_ALL, pk__lt=version.pk)
    digest = first.order_by("pk").values_list("digest", flat=True).first()
    return () if digest is None else (get_definition(digest),)


@functools.cache
def _read_found() -> Mapping[str, tuple[ProcessDefinition, ...]]:
    """The shipped processes as found, by the chain that took their place."""
    before: dict[str, tuple[ProcessDefinition, ...]] = {}
    for name in PROCESS_PACKS:
        pack = load_pack(packs_folder() / name)
        chains = [one.process for one in pack.definitions.values() if one.kind is Kind.CHAIN]
        for process in chains:
            same = pack.found.get(process)
            before[process] = (same,) if same is not None else tuple(pack.found.values()) * (len(chains) == 1)
    return before
