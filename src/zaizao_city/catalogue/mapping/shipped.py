"""What the list of items says of a process that is shipped: its name, who answers for it, what it takes."""

from __future__ import annotations

from zaizao.definition import ProcessDefinition
from zaizao.definition.model import Kind, Material
from zaizao_city.catalogue.enums import Audience, ItemKind, Trust

PROCESS_PACKS = ("restaurant", "enterprise", "construction", "matters")
"""The packs whose processes the product brings along."""
PUBLIC_KINDS = {Kind.CHAIN: ItemKind.CHAIN, Kind.ITEM: ItemKind.LICENCE}
"""Chains and items are applied for; a matter is opened by somebody's work, not from the list."""


def is_applied_for(definition: ProcessDefinition) -> bool:
    """Whether people find it in the list of items."""
    return definition.kind in PUBLIC_KINDS


def describe_shipped(definition: ProcessDefinition) -> dict[str, object]:
    """The columns of the item that stands for the process."""
    names = [item.name.zh for item in definition.items.values() if item.name]
    return {
        "name": definition.name.zh,
        "name_en": definition.name.en or "",
        "kind": PUBLIC_KINDS[definition.kind],
        "audience": Audience.BOTH,
        "department": definition.organs[definition.competent].name.zh,
        "process": definition.process,
        "promised_limit": str(definition.promised or ""),
        "elements": {"keywords": "；".join(names)} if definition.kind is Kind.CHAIN else {},
    }


def derive_trust(material: Material) -> str:
    """How far a material of a definition can be relied upon when it comes in (国办函〔2016〕108号).

    A: the state has it or makes it in the case; D: the applicant makes it, a form; C: the applicant hands it in.
    """
    if material.held or material.source != "applicant":
        return Trust.A
    return Trust.D if material.holds else Trust.C


def list_applicant_materials(definition: ProcessDefinition) -> list[Material]:
    """The materials that the applicant hands in or that are fetched for them, in the order of the definition."""
    return [m for m in definition.materials.values() if m.source == "applicant" or m.source.startswith("shared/")]
