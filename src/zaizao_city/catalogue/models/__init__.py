"""The tables of the app, one noun a file."""

from __future__ import annotations

from zaizao_city.catalogue.models.item import BasicItem, ItemBasis, ItemMaterial, MaterialKind, ServiceItem
from zaizao_city.catalogue.models.ledger import LedgerEntry
from zaizao_city.catalogue.models.search import SearchDocument, SearchTerm
from zaizao_city.catalogue.models.version import DefinitionVersion, Review

__all__ = [
    "BasicItem",
    "DefinitionVersion",
    "ItemBasis",
    "ItemMaterial",
    "LedgerEntry",
    "MaterialKind",
    "Review",
    "SearchDocument",
    "SearchTerm",
    "ServiceItem",
]
