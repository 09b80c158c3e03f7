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
from zaizao_city.catalogue.models import DefinitionVersion

PROCESS_PACKS = ("restaurant", "enterprise", "construction", "matters")


@transaction.atomic
def load_packs(
    *, effective_from: dt.date, by: str, now: dt.datetime, folder: Path | None = None
) -> list[DefinitionVersion]:
    """Publish every process of the shipped packs that can run, with what it shares put in; all of them, old and new.

    A definition already there, known by its digest, is left as it is: loading twice changes nothing.
    """
    home = folder or packs_folder()
    return [
        publish_shipped(definition, effective_from=effective_from, by=by, now=now)
        for name in PROCESS_PACKS
        for definition in load_pack(home / name).definitions.values()
    ]


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
