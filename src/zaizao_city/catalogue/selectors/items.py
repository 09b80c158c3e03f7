"""Reads of the list of items: one, many by pages, how many, and the notice that everybody may read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from attrs import frozen
from django.db.models import Count, QuerySet

from zaizao_city.catalogue.enums import ItemStatus, Trust
from zaizao_city.catalogue.errors import ItemUnknownError
from zaizao_city.catalogue.mapping.citations import Citation, read_citations
from zaizao_city.catalogue.mapping.columns import ELEMENTS
from zaizao_city.catalogue.mapping.shipped import derive_trust
from zaizao_city.catalogue.models import ItemMaterial, ServiceItem
from zaizao_city.catalogue.selectors.definitions import choose_version, get_definition

PAGE = 50


@frozen
class DefinitionMaterial:
    """A material of a definition: its name, who makes it, how far it can be relied upon."""

    id: str
    name: str
    name_en: str
    trust: Trust
    held: str
    condition: str


@frozen
class Notice:
    """What is published of an item (行政许可法 第30条): the item, its materials, its bases with their texts, the rest."""

    item: ServiceItem
    materials: Sequence[ItemMaterial]
    bases: Sequence[Citation]
    elements: Sequence[tuple[str, str]]
    """Headings and contents, in the order of the standard; only those that are filled in."""


def get_item(key: UUID | str) -> ServiceItem:
    """The item with this key.

    Raises:
        ItemUnknownError: there is none.
    """
    try:
        wanted = UUID(str(key))
    except ValueError:
        raise ItemUnknownError(key=str(key)[:80]) from None
    item = ServiceItem.objects.select_related("organisation", "basic").filter(key=wanted).first()
    if item is None:
        raise ItemUnknownError(key=str(key))
    return item


def find_item_of(process: str) -> ServiceItem | None:
    """The first active item that runs the process; several may."""
    return ServiceItem.objects.filter(process=process, status=ItemStatus.ACTIVE).order_by("pk").first()


def list_items(
    *, department: str = "", kind: str = "", status: str = ItemStatus.ACTIVE, after: int = 0, limit: int = PAGE
) -> QuerySet[ServiceItem]:
    """One page of items by key, those after the key ``after``; without their long elements."""
    return _filter_items(department, kind, status).filter(pk__gt=after).defer("elements").order_by("pk")[:limit]


def count_items(*, department: str = "", kind: str = "", status: str = ItemStatus.ACTIVE) -> int:
    """How many items there are."""
    return _filter_items(department, kind, status).count()


def list_departments(*, status: str = ItemStatus.ACTIVE) -> list[tuple[str, int]]:
    """Departments with how many items each has, the most first."""
    rows = ServiceItem.objects.filter(status=status).values_list("department").annotate(items=Count("pk"))
    return [(name, items) for name, items in rows.order_by("-items", "department")]


def get_notice(key: UUID | str, *, on: dt.date) -> Notice:
    """The notice of an item as it stands on the day; four queries.

    Raises:
        ItemUnknownError: there is no such item.
    """
    item = get_item(key)
    materials = list(item.materials.select_related("material").order_by("position"))
    found, _ = read_citations("；".join(str(basis) for basis in item.bases.order_by("position")), on=on)
    filled = [(c.heading, str(item.elements[c.attribute])) for c in ELEMENTS if item.elements.get(c.attribute)]
    return Notice(item, materials, found, filled)


def list_definition_materials(process: str, *, on: dt.date) -> list[DefinitionMaterial]:
    """The materials of the definition that serves new cases on the day, with their trust (国办函〔2016〕108号).

    Raises:
        NoVersionInForceError: no version serves new cases then.
    """
    definition = get_definition(choose_version(process, on=on).digest)
    return [
        DefinitionMaterial(
            name, material.name.zh, material.name.en or "", Trust(derive_trust(material)), material.held or "",
            material.when or "",
        )
        for name, material in definition.materials.items()
    ]  # fmt: skip


def _filter_items(department: str, kind: str, status: str) -> QuerySet[ServiceItem]:
    wanted = {"department": department, "kind": kind, "status": status}
    return ServiceItem.objects.filter(**{name: value for name, value in wanted.items() if value})
