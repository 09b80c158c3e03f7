"""Publishing the definitions that are shipped with the product.

They were written and proven with the product, so they need no review of the city's to be there; a city's own version
of the same process, reviewed and published later, takes their place for new cases.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from django.db import transaction

from zaizao.definition import ProcessDefinition, load_pack, write_definition
from zaizao.units.resources import packs_folder
from zaizao_city.catalogue.enums import Origin, VersionStatus
from zaizao_city.catalogue.mapping.shipped import (
    PROCESS_PACKS,
    derive_trust,
    describe_shipped,
    is_applied_for,
    list_applicant_materials,
)
from zaizao_city.catalogue.models import DefinitionVersion, ItemMaterial, MaterialKind, ServiceItem
from zaizao_city.catalogue.services.indexing import index_items


@transaction.atomic
def load_packs(
    *, effective_from: dt.date, by: str, now: dt.datetime, folder: Path | None = None
) -> list[DefinitionVersion]:
    """Publish every process of the shipped packs that can run, with what it shares put in; all of them, old and new.

    A definition already there, known by its digest, is left as it is: loading twice changes nothing.
    """
    home = folder or packs_folder()
    definitions = [d for name in PROCESS_PACKS for d in load_pack(home / name).definitions.values()]
    versions = [publish_shipped(d, effective_from=effective_from, by=by, now=now) for d in definitions]
    index_items([list_shipped(definition, now=now) for definition in definitions if is_applied_for(definition)])
    return versions


def publish_shipped(
    definition: ProcessDefinition, *, effective_from: dt.date, by: str, now: dt.datetime
) -> DefinitionVersion:
    """The published version of a definition of the product's own; made when it is not there yet."""
    version, _ = DefinitionVersion.objects.get_or_create(
        digest=definition.digest,
        defaults={
            "process": definition.process,
            "version": definition.version or "",
            "name": definition.name.zh,
            "name_en": definition.name.en or "",
            "kind": definition.kind.value,
            "source": write_definition(definition),
            "origin": Origin.SHIPPED,
            "status": VersionStatus.PUBLISHED,
            "effective_from": effective_from,
            "edited_by": by,
            "created_at": now,
            "published_at": now,
            "published_by": by,
        },
    )
    return version


def list_shipped(definition: ProcessDefinition, *, now: dt.datetime) -> ServiceItem:
    """The item by which people find the process; one that the city has changed since stays as it is."""
    columns = describe_shipped(definition)
    item, made = ServiceItem.objects.get_or_create(
        code=definition.process, defaults={**columns, "origin": Origin.SHIPPED, "changed_at": now}
    )
    if made:
        _list_materials(item, definition)
    return item


def _list_materials(item: ServiceItem, definition: ProcessDefinition) -> None:
    for position, material in enumerate(list_applicant_materials(definition), start=1):
        kind, _ = MaterialKind.objects.get_or_create(
            name=material.name.zh,
            defaults={"name_en": material.name.en or "", "trust": derive_trust(material), "held": material.held or ""},
        )
        ItemMaterial.objects.get_or_create(
            item=item,
            material=kind,
            defaults={
                "position": position,
                "copies": material.copies,
                "required": material.when is None,
                "condition": (material.when or "")[:300],
            },
        )
